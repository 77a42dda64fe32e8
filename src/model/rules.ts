import type { Ms } from './kernel.ts';

/** What is wrong with a value a user wrote; the phrases read on from each other. */
export interface Problem {
  /** "workers", "arrivals[1].steps[0].ms"; empty for the whole value. */
  readonly path: string;
  readonly what: string;
  readonly expected: string;
}

/** "workers: 0; expected a whole number from 1 to 64". */
export function message({ path, what, expected }: Problem): string {
  return `${path === '' ? '' : `${path}: `}${what}; ${expected}`;
}

/** Looks at a value at a path: what is wrong with it, nothing if nothing is. */
export type Rule = (value: unknown, path: string) => readonly Problem[];

/** A rule for each field; fields that may be missing have an `optional` one. */
export type Rules = Readonly<Record<string, Rule>>;

/** A rule for each field of a spec but its `kind`. */
export type RulesFor<T> = { readonly [Field in Exclude<keyof T, 'kind'>]-?: Rule };

/** Eleven days; the clock's grid holds nine times as much. */
const LONGEST: Ms = 1e9;

/* @__NO_SIDE_EFFECTS__ */
function rule(holds: (value: unknown) => boolean, expected: string): Rule {
  return (value, path) => (holds(value) ? [] : [{ path, what: shown(value), expected }]);
}

function within(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && value >= from && value <= to;
}

/* @__NO_SIDE_EFFECTS__ */
export function whole(from: number, to: number): Rule {
  const expected = `expected a whole number from ${from} to ${to}`;
  return rule((value) => within(value, from, to) && Number.isInteger(value), expected);
}

/* @__NO_SIDE_EFFECTS__ */
export function timeWithin(from: Ms, to: Ms): Rule {
  return rule((value) => within(value, from, to), `expected milliseconds from ${from} to ${to}`);
}

export const time = timeWithin(0, LONGEST);

/** A duration that something is repeated after: none at all would be for ever at once. */
export const period = timeWithin(0.001, LONGEST);

/** How often a second. */
export const rate = rule((value) => within(value, 0.001, 1e6), 'expected a number a second from 0.001 to 1000000');

export const flag = rule((value) => typeof value === 'boolean', 'expected true or false');

export const text = rule((value) => typeof value === 'string', 'expected text');

/** One of these words; `expected` names them as the user knows them: "steps are …". */
/* @__NO_SIDE_EFFECTS__ */
export function word(words: readonly string[], plural: string): Rule {
  return rule((value) => words.some((known) => known === value), `${plural} are ${words.join(', ')}`);
}

/* @__NO_SIDE_EFFECTS__ */
export function optional(known: Rule): Rule {
  return (value, path) => (value === undefined ? [] : known(value, path));
}

/* @__NO_SIDE_EFFECTS__ */
export function list(item: Rule): Rule {
  return (value, path) =>
    Array.isArray(value)
      ? value.flatMap((element: unknown, n) => item(element, `${path}[${n}]`))
      : [{ path, what: shown(value), expected: 'expected a list' }];
}

/** An object with these fields and no others. */
/* @__NO_SIDE_EFFECTS__ */
export function record(fields: Rules): Rule {
  return (value, path) => {
    if (!isRecord(value)) return [notAnObject(value, path)];
    const keys = Object.keys(fields);
    const unknown = Object.keys(value).filter((key) => !keys.includes(key));
    return [
      ...unknown.map((key) => ({ path, what: `unknown key "${key}"`, expected: `keys are ${keys.join(', ')}` })),
      ...Object.entries(fields).flatMap(([key, field]) => field(value[key], inside(path, key))),
    ];
  };
}

/** An object whose `kind` says which fields it has; if that is wrong, nothing is said of the fields. */
/* @__NO_SIDE_EFFECTS__ */
export function union(kinds: Readonly<Record<string, Rules>>, plural: string): Rule {
  const known = new Map(Object.entries(kinds));
  const kind = word([...known.keys()], plural);
  return (value, path) => {
    if (!isRecord(value)) return [notAnObject(value, path)];
    const fields = typeof value.kind === 'string' ? known.get(value.kind) : undefined;
    return fields === undefined ? kind(value.kind, inside(path, 'kind')) : record({ kind, ...fields })(value, path);
  };
}

function inside(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function notAnObject(value: unknown, path: string): Problem {
  return { path, what: shown(value), expected: 'expected an object' };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
