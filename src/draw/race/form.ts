import { isRecord, list, optional, type Problem, type Rule, record, text, whole } from '../../model/rules.ts';
import { serverProblems } from '../../model/servers/index.ts';
import { arrivalsRule } from '../machine/form.ts';
import { some, words } from '../told.ts';
import type { RaceSpec } from './spec.ts';

const arrivals = some(arrivalsRule);

/** A reference is a row's name, a colon, and what of it: a name with such signs would be read as something else. */
const name: Rule = (value, path) => {
  const wrong = text(value, path);
  return wrong.length > 0 || typeof value !== 'string' || /^[^:@|{}]+$/.test(value)
    ? wrong
    : [{ path, what: `"${value}"`, expected: 'expected a name without : @ | { }, or one beside it' }];
};

const fields = record({
  label: text,
  name: optional(name),
  server: serverProblems,
  source: optional(text),
  arrivals: optional(arrivals),
});

const row: Rule = (value, path) => {
  const isNamed = !isRecord(value) || value.name !== undefined || typeof value.label !== 'string';
  return [...fields(value, path), ...(isNamed ? [] : name(value.label, `${path}.label`))];
};

const rows: Rule = (value, path) => {
  const isRace = !Array.isArray(value) || (value.length >= 2 && value.length <= 4);
  const wrong = list(row)(value, path);
  if (isRace) return wrong;
  const count = value.length === 1 ? 'one server' : `${value.length} servers`;
  return [{ path, what: count, expected: 'expected two to four' }, ...wrong];
};

const race = record({
  servers: rows,
  arrivals,
  key: optional(whole(0, 99)),
  beats: some(record({ ...words, until: text, lens: optional(whole(1, 1000)), reach: optional(text) })),
});

/** What is wrong with the form of a race, each by its path; what only the runs can tell is in `raced`. */
export function raceProblems(value: unknown): readonly Problem[] {
  return race(value, '');
}

/** Tells a race from what has problems. */
export function isRace(value: unknown): value is RaceSpec {
  return raceProblems(value).length === 0;
}
