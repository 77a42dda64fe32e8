import { stageTimes } from '../running-time.ts';
import type { Finding } from './finding.ts';
import { grouped } from './grouped.ts';
import { limits } from './limits.ts';
import { wordsIn } from './spoken.ts';
import type { Written } from './talk.ts';

/** How long a talk is, and where it is longer than it may be. */
export interface Timing {
  /** Of all chapters that have minutes, s. */
  readonly seconds: number;
  readonly findings: readonly Finding[];
}

/** What is said on the live slides and the beats that run there, against the minutes of each chapter and of the talk. */
export function timing(slides: readonly Written[]): Timing {
  const live = slides.filter(({ optional, minutes }) => !optional && minutes > 0);
  const chapters = grouped(live, fileOf);
  const over = chapters.flatMap(([, chapter]) => findings(chapter, chapter[0]?.minutes ?? 0, shares(chapter)));
  const sums = chapters.map(([file, chapter]) => `${nameOf(file)} ${clock(sum(chapter))}`).join(', ');
  return { seconds: sum(live), findings: [...over, ...findings(live, limits.minutes, sums, 'the talk ')] };
}

/** Minutes and seconds: "3:40". */
export function clock(seconds: number): string {
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

function findings(slides: readonly Written[], minutes: number, parts: string, who = ''): readonly Finding[] {
  const seconds = sum(slides);
  const [first] = slides;
  if (first === undefined || Math.round(seconds) <= minutes * 60) return [];
  const what = `${who}says ${clock(seconds)} in ${minutes} min: ${parts}`;
  const expected = `expected ${clock(minutes * 60)} at most, at ${limits.wordsAMinute} words a minute and with the beats`;
  // a chapter begins with its first line, and what it has to keep to stands there
  return [{ rule: 'time', slug: first.slug, source: `${fileOf(first)}:1`, subject: what, what, expected }];
}

function shares(slides: readonly Written[]): string {
  return slides.map((slide) => `${slide.slug} ${clock(secondsOf(slide))}`).join(', ');
}

function sum(slides: readonly Written[]): number {
  return slides.reduce((total, slide) => total + secondsOf(slide), 0);
}

function secondsOf({ notes, diagrams }: Written): number {
  const said = wordsIn(notes.find(({ part }) => part === 'Say')?.text ?? '');
  const played = diagrams.flatMap(stageTimes).reduce((total, ms) => total + ms, 0);
  return (said * 60) / limits.wordsAMinute + played / 1000;
}

function fileOf({ source }: Pick<Written, 'source'>): string {
  return source.replace(/:\d+$/, '');
}

function nameOf(file: string): string {
  return file.replace(/^.*\//, '').replace(/\.md$/, '');
}
