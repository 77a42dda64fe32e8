import { assertLaws } from '../model/laws.ts';
import type { Problem } from '../model/rules.ts';
import { charted } from './chart/compose.ts';
import { chartProblems, isChart } from './chart/form.ts';
import { conversed } from './conversation/compose.ts';
import { conversationProblems, isConversation } from './conversation/form.ts';
import { adjustable } from './knobs/adjustable.ts';
import { composed } from './machine/compose.ts';
import { isDiagram, specProblems } from './machine/form.ts';
import { walked } from './path/compose.ts';
import { isPath, pathProblems } from './path/form.ts';
import type { Composition } from './scene.ts';

/** Reads what a fence says: what is wrong with it or, if its form is right, the diagram, and what only drawing it can tell. */
export type Reader = (
  value: unknown,
  inColumn?: boolean,
) => Composition | { readonly problems: readonly Problem[]; readonly scene?: undefined };

/** The kinds of diagram, by the languages of their fences. */
export const figures = {
  diagram: (value) => (isDiagram(value) ? composed(value, assertLaws) : { problems: specProblems(value) }),
  path: (value) => (isPath(value) ? walked(value) : { problems: pathProblems(value) }),
  conversation: (value, inColumn) =>
    isConversation(value) ? conversed(value, inColumn) : { problems: conversationProblems(value) },
  chart: (value) => (isChart(value) ? charted(value, assertLaws) : { problems: chartProblems(value) }),
} as const satisfies Readonly<Record<string, Reader>>;

/** The kinds that have a picture for a column, beside a listing; the others want the whole stage. */
export const inColumns: readonly string[] = ['conversation'] satisfies readonly (keyof typeof figures)[];

/** The reader for a fence; undefined where its language is drawn by nobody. */
export function figureReader(language: string): Reader | undefined {
  const read = new Map<string, Reader>(Object.entries(figures)).get(language);
  return read && adjustable(language, read);
}
