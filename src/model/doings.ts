import { nearest } from './nearest.ts';
import type { Doing } from './turns.ts';

const KINDS = ['cpu', 'sleep', 'recv'];
const DOING = /^(cpu|sleep|recv) (\d+(?:\.\d+)?)$/;

/** What a text says a coroutine does, or which part of it is nothing it can do. */
export type Parsed =
  | { readonly kind: 'doings'; readonly doings: readonly Doing[] }
  | { readonly kind: 'fault'; readonly text: string; readonly what: string; readonly expected: string };

/** Reads "cpu 0.1, sleep 20, recv 10": computes so long, sleeps so long, receives a byte that comes at 10 (all ms). */
export function parseDoings(text: string): Parsed {
  const doings: Doing[] = [];
  for (const part of text.split(',').map((each) => each.trim())) {
    const [, kind, number] = DOING.exec(part) ?? [];
    const ms = Number(number);
    if (kind === 'recv') doings.push({ kind, at: ms });
    else if (kind === 'cpu' || kind === 'sleep') doings.push({ kind, ms });
    else {
      const [word = ''] = part.split(' ');
      const near = KINDS.includes(word) ? undefined : nearest(word, KINDS);
      const expected = near === undefined ? EXPECTED : `did you mean "${near}"?`;
      return { kind: 'fault', text: part, what: `"${part}" is nothing a task does`, expected };
    }
  }
  return { kind: 'doings', doings };
}

const EXPECTED = 'expected cpu, sleep or recv with milliseconds, such as "cpu 0.1, sleep 20, cpu 0.1"';
