import type { Fault, Look, Rule } from '../finding.ts';
import { limits } from '../limits.ts';
import { axeOn } from './axe.ts';
import type { Complaint } from './complaint.ts';
import { contrast } from './contrast.ts';
import { overflow } from './overflow.ts';
import { overlap } from './overlap.ts';
import { layersOf, lookAnew } from './paint.ts';
import { runsIn } from './runs.ts';
import { size } from './size.ts';
import { wordsBeside } from './words.ts';

/** What to look for on the slide as it stands. */
export interface Glance {
  readonly slug: string;
  readonly look: Look;
  readonly rules: readonly Rule[];
  readonly isFirst: boolean;
}

/** The faults of a slide as it stands now. The bundle of this file calls itself `lint` in the page. */
export async function faults({ slug, look, rules, isFirst }: Glance): Promise<readonly Fault[]> {
  const slide = document.getElementById(slug);
  const sheet = slide?.querySelector('.sheet') ?? null;
  if (slide === null || sheet === null || !sheet.checkVisibility()) throw new Error(`#${slug} is not on the screen`);
  lookAnew();
  const inSlide = runsIn(sheet);
  // the number stands over the corner of the slide
  const number = [...document.querySelectorAll('.reveal .slide-number')].flatMap((each) => runsIn(each));
  const layers = new Map(inSlide.map((run) => [run, layersOf(run)]));
  const checks: Record<Rule, () => readonly Complaint[] | Promise<readonly Complaint[]>> = {
    overflow: () => overflow(sheet, inSlide),
    overlap: () => overlap(sheet, [...inSlide, ...number], layers),
    size: () => size(sheet, inSlide, look === 'phone'),
    contrast: () => contrast(inSlide, layers),
    words: () => words(slide, wordsBeside(inSlide)),
    lines: () => listings(slide),
    // the page around is the same for all slides, and all but colours in both themes
    axe: () => axeOn(slide, look === 'dark' ? 'colours' : isFirst ? 'page' : 'slide'),
    // of these the page that is shown knows nothing
    notes: () => [],
    time: () => [],
  };
  const found: Fault[] = [];
  for (const rule of rules) {
    for (const { element, subject, what, expected } of await checks[rule]()) {
      const source = (element.closest<HTMLElement>('[data-source]') ?? slide).dataset.source ?? '';
      found.push({ rule, source, subject, what, expected });
    }
  }
  return found;
}

function words(slide: HTMLElement, count: number): readonly Complaint[] {
  if (count <= limits.words || slide.dataset.optional !== undefined) return [];
  const what = `${count} words beside the evidence`;
  return [{ element: slide, subject: 'words', what, expected: `expected ${limits.words} at most` }];
}

function listings(slide: Element): readonly Complaint[] {
  return [...slide.querySelectorAll('deck-listing')].flatMap((element, i): Complaint[] => {
    const count = element.querySelectorAll('.line').length;
    if (count <= limits.listing) return [];
    const what = `a listing of ${count} lines`;
    return [{ element, subject: `${what} ${i}`, what, expected: `expected ${limits.listing} at most` }];
  });
}
