import type { Place } from '../runtime/place.ts';

/** A slide as the plan sees it. */
export interface Planned {
  readonly slug: string;
  readonly number: string;
  readonly title: string;
  readonly chapter: string;
  readonly optional: boolean;
  /** How many clicks it takes before the one that leaves it. */
  readonly steps: number;
  /** What it needs: the words of *Say* as they are spoken, and a moment for each click, ms. */
  readonly needs: number;
  /** What it has: its share of its chapter's minutes, ms; 0 for an optional slide. */
  readonly has: number;
  /** When it begins by the plan, ms; for an optional slide, when the live one after it does. */
  readonly from: number;
  /** The author has marked it with `data-skip`: it can be left out when time is short. */
  readonly skippable: boolean;
}

/** The talk in time. */
export interface Plan {
  readonly slides: readonly Planned[];
  readonly chapters: readonly {
    readonly title: string;
    readonly from: number;
    readonly has: number;
    readonly needs: number;
  }[];
  readonly length: number;
}

/** What a page knows of a slide. */
export interface Told extends Omit<Planned, 'needs' | 'has' | 'from'> {
  readonly minutes: number;
  /** How many words are to be said. */
  readonly words: number;
}

/** Words a minute, as talks are spoken. */
const pace = 140;
/** A click, and what is to be seen after it: some beats play for seconds, most steps show something at once; ms. */
const moment = 2000;
const minute = 60_000;

/** Shares the minutes of each chapter among its live slides, by what they need. */
export function planOf(told: readonly Told[]): Plan {
  const needsOf = ({ words, steps }: Told) => (words / pace) * minute + steps * moment;
  const names = [...new Set(told.map(({ chapter }) => chapter))];
  const inChapter = (name: string) => told.filter(({ chapter, optional }) => chapter === name && !optional);
  const sum = (slides: readonly Told[]) => slides.reduce((all, each) => all + needsOf(each), 0);
  let from = 0;
  const chapters = names.map((title) => {
    const live = inChapter(title);
    const chapter = { title, from, has: (live[0]?.minutes ?? 0) * minute, needs: sum(live) };
    from += chapter.has;
    return chapter;
  });
  let at = 0;
  const slides = told.map(({ minutes, words, ...slide }): Planned => {
    const live = inChapter(slide.chapter);
    const all = sum(live);
    const needs = needsOf({ minutes, words, ...slide });
    // a chapter in which nobody says anything is shared alike
    const part = all === 0 ? 1 / live.length : needs / all;
    const has = slide.optional ? 0 : minutes * minute * part;
    at += has;
    return { ...slide, needs, has, from: at - has };
  });
  return { slides, chapters, length: from };
}

/** The time in which the plan has a step of a slide; undefined for what is not in it. */
export function windowOf(
  { slides }: Plan,
  { slug, step }: Place,
): { readonly from: number; readonly to: number } | undefined {
  const slide = slides.find((each) => each.slug === slug);
  if (slide === undefined) return undefined;
  const part = slide.has / (slide.steps + 1);
  return { from: slide.from + part * (step + 1), to: slide.from + part * (step + 2) };
}

/** ms behind the plan, less than 0 ahead of it, 0 within the time of the step at hand. */
export function behind(plan: Plan, place: Place, elapsed: number): number {
  const time = windowOf(plan, place);
  if (time === undefined || plan.length === 0) return 0;
  if (elapsed > time.to) return elapsed - time.to;
  return Math.min(0, elapsed - time.from);
}

/**
 * Live slides further on that would make up for `late` ms: those that the author has marked if they are enough, else
 * the fewest others. Neither the last of a chapter, which says what it has answered, nor more than three.
 */
export function couldSkip({ slides }: Plan, { slug }: Place, late: number): readonly Planned[] {
  const here = slides.findIndex((each) => each.slug === slug);
  const ahead = slides.filter(({ optional }, i) => i > here && !optional);
  const marked = ahead.filter(({ skippable }) => skippable);
  const others = ahead.filter(
    (slide, i) => !slide.skippable && ahead[i + 1]?.chapter === slide.chapter && slide.chapter !== slides[0]?.chapter,
  );
  const one = (from: readonly Planned[]) => from.filter(({ has }) => has >= late).toSorted((a, b) => a.has - b.has)[0];
  const enough = one(marked) ?? (marked.length === 0 ? one(others) : undefined);
  if (enough !== undefined) return [enough];
  const longest = [...marked, ...others.toSorted((a, b) => b.has - a.has)];
  const chosen: Planned[] = [];
  for (const slide of longest) {
    if (chosen.length === 3 || chosen.reduce((all, { has }) => all + has, 0) >= late) break;
    chosen.push(slide);
  }
  return slides.filter((slide) => chosen.includes(slide));
}

/** What the slides of a page are, from their attributes and notes. */
export function toldIn(slides: ParentNode, stepsOf: (section: Element) => number): readonly Told[] {
  return [...slides.querySelectorAll<HTMLElement>('section[id]')].map((section) => ({
    slug: section.id,
    number: section.dataset.number ?? '',
    title: section.querySelector('h1, h2')?.textContent?.trim() ?? section.id,
    chapter: section.dataset.chapter ?? '',
    optional: section.dataset.optional !== undefined,
    skippable: section.dataset.skip !== undefined,
    minutes: Number(section.dataset.minutes ?? 0),
    steps: stepsOf(section),
    words: wordsOf(section),
  }));
}

function wordsOf(section: Element): number {
  const say = section.querySelector(':scope > aside.notes .part');
  const label = say?.querySelector('h3')?.textContent ?? '';
  return (say?.textContent ?? '')
    .replace(label, '')
    .split(/\s+/)
    .filter((word) => /\w/.test(word)).length;
}
