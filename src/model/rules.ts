import type { Ms } from './kernel.ts';
import { expectedOneOf, nearest } from './nearest.ts';

/** Where in a value the problem is, if not all of it is wrong: a key, or a piece of text, from an offset in it on. */
export type Spot = { readonly key: string } | { readonly text: string; readonly from: number };

/** What is wrong with a value a user wrote; the phrases read on from each other. */
export interface Problem {
  /** "workers", "arrivals[1].steps[0].ms"; empty for the whole value. */
  readonly path: string;
  readonly what: string;
  readonly expected: string;
  readonly spot?: Spot;
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
export const LONGEST: Ms = 1e9;

/* @__NO_SIDE_EFFECTS__ */
function rule(holds: (value: unknown) => boolean, expected: string, hint: (value: unknown) => string = () => ''): Rule {
  return (value, path) => (holds(value) ? [] : [{ path, what: shown(value), expected: hint(value) || expected }]);
}

function within(value: unknown, from: number, to: number): value is number {
  return typeof value === 'number' && value >= from && value <= to;
}

/* @__NO_SIDE_EFFECTS__ */
export function whole(from: number, to: number): Rule {
  const expected = `expected a whole number from ${from} to ${to}`;
  return rule((value) => within(value, from, to) && Number.isInteger(value), expected, withoutUnit(expected));
}

/* @__NO_SIDE_EFFECTS__ */
export function timeWithin(from: Ms, to: Ms): Rule {
  const expected = `expected milliseconds from ${from} to ${to}`;
  return rule((value) => within(value, from, to), expected, withoutUnit(expected));
}

/* @__NO_SIDE_EFFECTS__ */
export function amountWithin(from: number, to: number): Rule {
  const expected = `expected a number from ${from} to ${to}`;
  return rule((value) => within(value, from, to), expected, withoutUnit(expected));
}

export const time = timeWithin(0, LONGEST);

/** A duration that something is repeated after: none at all would be for ever at once. */
export const period = timeWithin(0.001, LONGEST);

/** How much of something, whatever it is counted in. */
export const amount = rule((value) => within(value, 0, Number.MAX_SAFE_INTEGER), 'expected a number from 0');

/** How often a second. */
export const rate = rule((value) => within(value, 0.001, 1e6), 'expected a number a second from 0.001 to 1000000');

/** "250 ms" is no number, nor is "250". */
function withoutUnit(expected: string): (value: unknown) => string {
  return (value) => {
    if (typeof value !== 'string' || !/^\d/.test(value)) return '';
    return `${expected}, without ${/^[\d.]+$/.test(value) ? 'quotes' : 'a unit'}`;
  };
}

export const flag = rule(
  (value) => typeof value === 'boolean',
  'expected true or false',
  (value) => {
    if (/^(yes|on)$/i.test(String(value))) return 'did you mean true?';
    return /^(no|off)$/i.test(String(value)) ? 'did you mean false?' : '';
  },
);

export const text = rule(
  (value) => typeof value === 'string',
  'expected text',
  (value) => (typeof value === 'number' || typeof value === 'boolean' ? `expected text: "${value}", in quotes` : ''),
);

/** One of these words; `expected` names them as the user knows them: "steps are …". */
/* @__NO_SIDE_EFFECTS__ */
export function word(words: readonly string[], plural: string): Rule {
  return rule(
    (value) => words.some((known) => known === value),
    `${plural} are ${words.join(', ')}`,
    (value) => (typeof value === 'string' ? expectedOneOf(value, words, plural) : ''),
  );
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
      : [
          {
            path,
            what: shown(value),
            expected: typeof value === 'string' ? `expected a list: [${value}]` : 'expected a list',
          },
        ];
}

/** An object with these fields and no others. */
/* @__NO_SIDE_EFFECTS__ */
export function record(fields: Rules): Rule {
  return (value, path) => {
    const keys = Object.keys(fields);
    if (!isRecord(value)) return [notAnObject(value, path, `expected keys and values; keys are ${keys.join(', ')}`)];
    // a slip of the pen is one mistake: a key too many, and not one too few as well
    const meant = new Set<string>();
    const unknown = Object.keys(value).filter((key) => !keys.includes(key));
    const problems = unknown.map((key): Problem => {
      const free = keys.filter((each) => !Object.hasOwn(value, each) && !meant.has(each));
      const near = nearest(key, free) ?? nearest(key, keys);
      if (near !== undefined) meant.add(near);
      const expected = near === undefined ? `keys are ${keys.join(', ')}` : `did you mean "${near}"?`;
      return { path, what: `unknown key "${key}"`, expected, spot: { key } };
    });
    const left = Object.entries(fields).filter(([key]) => Object.hasOwn(value, key) || !meant.has(key));
    return [...problems, ...left.flatMap(([key, field]) => field(value[key], inside(path, key)))];
  };
}

/** An object whose `kind` says which fields it has; if that is wrong, nothing is said of the fields. */
/* @__NO_SIDE_EFFECTS__ */
export function union(kinds: Readonly<Record<string, Rules>>, plural: string): Rule {
  const known = new Map(Object.entries(kinds));
  const kind = word([...known.keys()], plural);
  return (value, path) => {
    if (!isRecord(value)) {
      const near = typeof value === 'string' && value !== '' ? nearest(value, known.keys()) : undefined;
      return [
        notAnObject(
          value,
          path,
          `expected { kind: ${near ?? '…'} }, where ${plural} are ${[...known.keys()].join(', ')}`,
        ),
      ];
    }
    const fields = typeof value.kind === 'string' ? known.get(value.kind) : undefined;
    return fields === undefined ? kind(value.kind, inside(path, 'kind')) : record({ kind, ...fields })(value, path);
  };
}

function inside(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

function notAnObject(value: unknown, path: string, expected: string): Problem {
  return { path, what: shown(value), expected };
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (value === null) return 'empty';
  if (Array.isArray(value)) return 'a list';
  if (isRecord(value)) return 'an object';
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
