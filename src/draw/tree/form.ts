import { isRecord, optional, type Problem, type Rule, record, text, whole } from '../../model/rules.ts';
import { some, words } from '../told.ts';
import type { TreeSpec } from './spec.ts';

const answer: Rule = (value, path) => {
  const wrong = record({ text, leaf: optional(text), next: optional(question) })(value, path);
  if (wrong.length > 0 || !isRecord(value)) return wrong;
  if (value.leaf === undefined && value.next === undefined)
    return [{ path, what: 'a dead end', expected: 'expected a leaf, or next and a question' }];
  if (value.leaf !== undefined && value.next !== undefined)
    return [{ path, what: 'a leaf beside next', expected: 'expected one of them' }];
  return [];
};

const answers: Rule = (value, path) =>
  Array.isArray(value) && value.length === 1
    ? [{ path, what: 'a single answer', expected: 'expected two or three' }]
    : some(answer, 3)(value, path);

const asked = { ask: text, name: optional(text), answers };

function question(value: unknown, path: string): readonly Problem[] {
  return record(asked)(value, path);
}

const take: Rule = (value, path) => {
  if (!isRecord(value)) return [{ path, what: 'no frameworks', expected: 'expected when to take each, by its name' }];
  if (Object.keys(value).length === 0) return [{ path, what: 'no framework', expected: 'expected one at least' }];
  return Object.entries(value).flatMap(([name, when]) => text(when, `${path}.${name}`));
};

const listing: Rule = (value, path) => (Array.isArray(value) ? some(text) : text)(value, path);

const leaf = record({
  title: text,
  take,
  server: text,
  settings: text,
  why: text,
  givesUp: text,
  see: some(text),
  listing,
});

const leaves: Rule = (value, path) =>
  isRecord(value)
    ? Object.entries(value).flatMap(([name, each]) => leaf(each, `${path}.${name}`))
    : [{ path, what: 'no leaves', expected: 'expected what to take, by its name' }];

const tree = record({
  ...asked,
  leaves,
  key: optional(whole(0, 99)),
  beats: some(record({ ...words, until: optional(text) })),
});

/** What is wrong with the form of a tree, each by its field. */
export function treeProblems(value: unknown): readonly Problem[] {
  return tree(value, '');
}

/** Tells a tree from what has problems. */
export function isTree(value: unknown): value is TreeSpec {
  return treeProblems(value).length === 0;
}
