import { some, words } from '../../../src/draw/told.ts';
import { optional, type Problem, record, text, whole } from '../../../src/model/rules.ts';
import type { StackSpec } from './spec.ts';

// region rules
const stack = record({
  layers: some(record({ name: text, does: text }), 5),
  key: optional(whole(0, 99)),
  beats: some(record({ ...words, until: optional(text) })),
});
// endregion

/** What is wrong with the form of a stack, each by its path. */
export function stackProblems(value: unknown): readonly Problem[] {
  return stack(value, '');
}

/** Tells a stack from what has problems. */
export function isStack(value: unknown): value is StackSpec {
  return stackProblems(value).length === 0;
}
