import { parseDoings } from '../../model/doings.ts';
import { isRecord, optional, type Problem, type Rule, record, text, whole } from '../../model/rules.ts';
import { some, words } from '../told.ts';
import type { TurnsSpec } from './spec.ts';

/** More have no room beside the ring. */
const most = 3;

const doings: Rule = (value, path) => {
  const wrong = text(value, path);
  if (wrong.length > 0 || typeof value !== 'string') return wrong;
  const parsed = parseDoings(value);
  return parsed.kind === 'fault'
    ? [{ path, what: parsed.what, expected: parsed.expected, spot: { text: parsed.text, from: 0 } }]
    : [];
};

const tasks: Rule = (value, path) => {
  if (!isRecord(value)) return [{ path, what: 'no tasks', expected: 'expected what each does, by its name' }];
  const names = Object.keys(value);
  if (names.length === 0 || names.length > most)
    return [{ path, what: `${names.length} tasks`, expected: `expected one to ${most}` }];
  return names.flatMap((name) =>
    /^[A-Z]$/.test(name)
      ? doings(value[name], `${path}.${name}`)
      : [{ path, what: `a task called "${name}"`, expected: 'expected a capital letter', spot: { key: name } }],
  );
};

const turns = record({
  tasks,
  key: optional(whole(0, 99)),
  beats: some(record({ ...words, until: optional(text), lit: optional(text) })),
});

/** What is wrong with the form of turns, each by its field. */
export function turnsProblems(value: unknown): readonly Problem[] {
  return turns(value, '');
}

/** Tells turns from what has problems. */
export function isTurns(value: unknown): value is TurnsSpec {
  return turnsProblems(value).length === 0;
}
