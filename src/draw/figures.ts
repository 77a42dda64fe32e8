import type { Problem } from '../model/rules.ts';
import { composed } from './machine/compose.ts';
import { isDiagram, specProblems } from './machine/form.ts';
import type { Composition } from './scene.ts';

/** Reads what a fence says: what is wrong with it or, if its form is right, the diagram, and what only drawing it can tell. */
export type Reader = (
  value: unknown,
) => Composition | { readonly problems: readonly Problem[]; readonly scene?: undefined };

/** The kinds of diagram, by the languages of their fences. */
export const figures = {
  diagram: (value) => (isDiagram(value) ? composed(value) : { problems: specProblems(value) }),
} as const satisfies Readonly<Record<string, Reader>>;

/** The reader for a fence; undefined where its language is drawn by nobody. */
export function figureReader(language: string): Reader | undefined {
  return new Map<string, Reader>(Object.entries(figures)).get(language);
}
