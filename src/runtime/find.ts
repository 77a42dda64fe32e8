import { folded, has, type Span, spansOf, wordsOf } from './folded.ts';
import type { Entry } from './jump.ts';

/** Where something was found, in the order in which it counts. */
export const places = ['title', 'text', 'code', 'notes'] as const;
export type Where = (typeof places)[number];

/** The lines of all slides, as the compiler packs them: what can be found behind the title. */
export type Index = Readonly<
  Record<string, readonly (readonly [place: number, step: number, anchor: string, text: string])[]>
>;

/** A slide on which words were found, and where best. */
export interface Hit {
  readonly entry: Entry;
  readonly where: Where;
  /** The step of the deck that shows it: -1 before the first click. */
  readonly step: number;
  /** Its id in the article. */
  readonly anchor: string;
  /** The line that has it, shortened; empty where it is the title. */
  readonly excerpt: string;
  /** What was found in the excerpt, or in the title where that has it. */
  readonly marks: readonly Span[];
}

interface Candidate {
  readonly where: Where;
  readonly step: number;
  readonly anchor: string;
  readonly text: string;
  readonly plain: string;
}

/** The longest excerpt, in letters. */
const longest = 140;

/** Lines are folded once, and not with each letter that is typed. */
export type Searchable = readonly { readonly entry: Entry; readonly lines: readonly Candidate[] }[];

export function searchable(entries: readonly Entry[], index: Index): Searchable {
  return entries.map((entry) => {
    const { slug, title } = entry;
    const heading: Candidate = { where: 'title', step: -1, anchor: slug, text: title, plain: folded(title) };
    const lines = (index[slug] ?? []).map(
      ([place, step, anchor, text]): Candidate => ({
        where: places[place + 1] ?? 'text',
        step,
        anchor: slug + anchor,
        text,
        plain: folded(text),
      }),
    );
    return { entry, lines: [heading, ...lines] };
  });
}

/**
 * The slides that have all the words that were typed. Words are found where they begin, and only where that finds
 * nothing within others. A slide counts by its best line that has them all: the title, then text, then code, then notes;
 * behind these come those that have the words on several lines. The slides of a chapter stay together.
 */
export function found(slides: Searchable, typed: string): readonly Hit[] {
  const words = wordsOf(typed);
  if (words.length === 0) return [];
  const at = typed.trim();
  const hits = (anywhere: boolean) =>
    slides.flatMap(({ entry, lines }) => {
      if (entry.number === at) return [{ rank: -1, hit: hitOn(entry, lines[0], [], anywhere) }];
      const missing = words.filter((word) => !lines.some(({ plain }) => has(plain, word, anywhere)));
      if (missing.length > 0) return [];
      const count = ({ plain }: Candidate) => words.filter((word) => has(plain, word, anywhere)).length;
      const best = lines.reduce((a, b) => (better(b, count(b), a, count(a)) ? b : a));
      const rank = places.indexOf(best.where) + (count(best) === words.length ? 0 : places.length);
      return [{ rank, hit: hitOn(entry, best, words, anywhere) }];
    });
  const whole = hits(false);
  return byChapter(whole.length > 0 ? whole : hits(true));
}

function better(a: Candidate, wordsInA: number, b: Candidate, wordsInB: number): boolean {
  return wordsInA > wordsInB || (wordsInA === wordsInB && places.indexOf(a.where) < places.indexOf(b.where));
}

function byChapter(hits: readonly { readonly rank: number; readonly hit: Hit }[]): readonly Hit[] {
  const sorted = hits.toSorted((a, b) => a.rank - b.rank);
  const chapters = [...new Set(sorted.map(({ hit }) => hit.entry.chapter))];
  return chapters.flatMap((chapter) => sorted.map(({ hit }) => hit).filter(({ entry }) => entry.chapter === chapter));
}

function hitOn(entry: Entry, line: Candidate | undefined, words: readonly string[], anywhere: boolean): Hit {
  const { where, step, anchor, text } = line ?? { where: 'title' as const, step: -1, anchor: entry.slug, text: '' };
  const excerpt = where === 'title' ? '' : around(text, spansOf(text, words, anywhere)[0]?.[0] ?? 0);
  return { entry, where, step, anchor, excerpt, marks: spansOf(excerpt || entry.title, words, anywhere) };
}

/** So much of a line around a place in it, from a word to a word, as there is room for. */
function around(text: string, at: number): string {
  if (text.length <= longest) return text;
  const from = Math.max(0, Math.min(at - longest / 4, text.length - longest));
  const start = from === 0 ? 0 : text.indexOf(' ', from) + 1;
  const end = start + longest >= text.length ? text.length : text.lastIndexOf(' ', start + longest);
  return `${start > 0 ? '… ' : ''}${text.slice(start, end)}${end < text.length ? ' …' : ''}`;
}
