import {
  flag,
  isRecord,
  list,
  optional,
  type Problem,
  type Rule,
  record,
  text,
  whole,
  word,
} from '../../model/rules.ts';
import { codeRule } from '../code-rule.ts';
import { some, words } from '../told.ts';
import type { PathSpec } from './spec.ts';

const trip: Rule = (value, path) =>
  typeof value === 'string' ? [] : record({ name: text, exempt: optional(flag) })(value, path);

const step = record({
  code: optional(codeRule),
  layer: text,
  function: optional(text),
  file: optional(text),
  name: optional(text),
  trips: optional(some(trip, 2)),
  answers: optional(flag),
});

const column = record({
  title: optional(text),
  whole: optional(flag),
  steps: some(step, 5),
  seam: optional(record({ after: text, text })),
});

const until: Rule = (value, path) => (Array.isArray(value) ? list(text)(value, path) : text(value, path));

const boxWords = record({ layer: optional(text), function: optional(text), file: optional(text) });

const swap: Rule = (value, path) =>
  isRecord(value)
    ? Object.entries(value).flatMap(([name, each]) => boxWords(each, `${path}.${name}`))
    : [{ path, what: String(value), expected: 'expected words by the names of boxes' }];

const fields = record({
  in: optional(some(step, 4)),
  out: optional(some(step, 4)),
  columns: optional(some(column, 2)),
  on: optional(text),
  key: optional(whole(0, 99)),
  beats: some(
    record({
      ...words,
      until: optional(until),
      lit: optional(word(['trips', 'seam'], 'what can be lit')),
      loop: optional(word(['turns', 'stuck'], 'states of the loop')),
      swap: optional(swap),
    }),
  ),
});

/** What is wrong with the form of a path, each by its field. */
export function pathProblems(value: unknown): readonly Problem[] {
  const wrong = fields(value, '');
  if (wrong.length > 0 || !isRecord(value)) return wrong;
  const { in: inwards, out, columns } = value;
  if (columns === undefined && inwards === undefined)
    return [{ path: 'in', what: 'missing', expected: 'expected steps from left to right, or columns' }];
  if (columns !== undefined && (inwards !== undefined || out !== undefined))
    return [{ path: 'columns', what: 'columns beside in and out', expected: 'expected one of them' }];
  return [];
}

/** Tells a path from what has problems. */
export function isPath(value: unknown): value is PathSpec {
  return pathProblems(value).length === 0;
}
