import { instant, type Ms } from './kernel.ts';
import { nearest } from './nearest.ts';
import type { Fault } from './notation.ts';

/** What a phrase means or, if it means nothing, all that is wrong with it, in the order of the text. */
export type Reading<T> =
  | { readonly kind: 'read'; readonly value: T }
  | { readonly kind: 'faults'; readonly faults: readonly Fault[] };

/** A part of a phrase; `offset` is from the beginning of the phrase, in UTF-16 units. */
export interface Word {
  readonly text: string;
  readonly offset: number;
}

/** Takes note of a fault; reading goes on, so that all are found in one run. */
export type Note = (fault: Fault) => void;

/** What a word means; undefined, and a fault noted, if it means nothing. */
export type Reader<T = unknown> = (word: Word, note: Note) => T | undefined;

const NUMBER = /^-?\d+(\.\d+)?$/;
const DURATION = /^(-?\d+(?:\.\d+)?)(ms|s)?$/;

function reader<T>(meaning: (text: string) => T | undefined, what: string, expected: string): Reader<T> {
  return ({ text, offset }, note) => {
    const value = meaning(text);
    if (value === undefined) note({ offset, what: text === '' ? 'missing' : `"${text}" is not ${what}`, expected });
    return value;
  };
}

export const number = reader(
  (text) => (NUMBER.test(text) ? Number(text) : undefined),
  'a number',
  'expected a number, such as 4',
);

/** Milliseconds, in the phrase as 500, 500ms or 0.5s. */
export const duration = reader(milliseconds, 'a duration', 'expected a duration, such as 500ms or 3s');

/** A duration, or with `~` one that is exponential and has this mean (ms). */
export const meanDuration = reader(
  (text) => milliseconds(text.replace(/^~/, '')),
  'a duration',
  'expected a duration, such as 500ms, or a mean, such as ~1s',
);

export const flag = reader(
  (text) => (text === 'true' || text === 'false' ? text === 'true' : undefined),
  'true or false',
  'expected true or false',
);

export const path = reader(
  (text) => (text.startsWith('/') ? text : undefined),
  'a path',
  'expected a path, such as /predict',
);

/** What stands there, for rules to judge. */
export const verbatim: Reader<string> = ({ text }) => text;

function milliseconds(text: string): Ms | undefined {
  const [, amount, unit] = DURATION.exec(text) ?? [];
  if (amount === undefined) return undefined;
  return unit === 's' ? instant(Number(amount) * 1000) : Number(amount);
}

/** The parts of a word between separators that are in no brackets, without the space around them. */
export function parts({ text, offset }: Word, separator: string): readonly Word[] {
  const found: Word[] = [];
  let [start, depth] = [0, 0];
  const end = (at: number) => {
    const part = text.slice(start, at);
    found.push({ text: part.trim(), offset: offset + start + part.length - part.trimStart().length });
    start = at + separator.length;
  };
  for (let at = 0; at < text.length; at += 1) {
    if (text[at] === '[') depth += 1;
    else if (text[at] === ']') depth = Math.max(0, depth - 1);
    else if (depth === 0 && at >= start && text.startsWith(separator, at)) end(at);
  }
  end(text.length);
  return found;
}

/** What was expected: of a list of names ("steps are cpu, wait") the one that what was written is a slip for, if any. */
export function remedy(written: string, expected: string): string {
  const names = / are (.+)$/.exec(expected)?.[1]?.split(', ') ?? [];
  const near = nearest(written, names);
  return near === undefined ? expected : `did you mean "${near}"?`;
}

/** What the notes of a reading come to. */
export function reading<T>(value: T | undefined, faults: readonly Fault[]): Reading<T> {
  if (value !== undefined && faults.length === 0) return { kind: 'read', value };
  return { kind: 'faults', faults: faults.toSorted((a, b) => a.offset - b.offset) };
}
