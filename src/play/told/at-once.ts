import type { Ms } from '../../model/kernel.ts';
import type { Span } from '../bins.ts';

/** From `at` on, so many of each list of spans. */
export interface Counts {
  readonly at: Ms;
  readonly counts: readonly number[];
}

/** How many spans of each list there are at once, at each instant at which that changes. */
export function atOnce(...lists: readonly (readonly Span[])[]): readonly Counts[] {
  const changes = lists
    .flatMap((spans, list) =>
      spans.flatMap(({ from, to }) => [
        { at: from, by: 1, list },
        { at: to, by: -1, list },
      ]),
    )
    .sort((a, b) => a.at - b.at);
  const counts = lists.map(() => 0);
  const all: Counts[] = [];
  for (const [i, { at, by, list }] of changes.entries()) {
    counts[list] = (counts[list] ?? 0) + by;
    if (changes[i + 1]?.at !== at) all.push({ at, counts: [...counts] });
  }
  return all;
}

/** For how long it was so. */
export function timeWhile(all: readonly Counts[], isSo: (...counts: readonly number[]) => boolean): Ms {
  return all.reduce((ms, { at, counts }, i) => ms + (isSo(...counts) ? (all[i + 1]?.at ?? at) - at : 0), 0);
}

/** The most there ever were of a list. */
export function mostOf(all: readonly Counts[], list: number): number {
  return all.reduce((most, { counts }) => Math.max(most, counts[list] ?? 0), 0);
}
