import type { Ms } from '../../src/model/kernel.ts';
import { type Rule, record, text, timeWithin, whole, word } from '../../src/model/rules.ts';
import type { Stretch } from './stretches.ts';

/** Something that an instrument saw of a request, in ms from the beginning of the run. */
export interface Note extends Stretch {
  /**
   * The call of a WSGI application; a step of an ASGI application's task; the request's own work, in whichever thread; the
   * model server at work for it.
   */
  readonly kind: 'call' | 'step' | 'work' | 'model';
  /** Its number in the order of sending, from 1. */
  readonly request: number;
  readonly thread: string;
}

const anyTime = timeWithin(0, Number.MAX_SAFE_INTEGER);
const note: Rule = record({
  kind: word(['call', 'step', 'work', 'model'], 'notes'),
  request: whole(1, 1_000_000),
  from: anyTime,
  to: anyTime,
  thread: text,
});

/** The notes in a file of the instruments, which time by CLOCK_MONOTONIC; `start` is when the run began by it. */
export function notesIn(lines: string, start: Ms): readonly Note[] {
  const all = lines.split('\n').filter((line) => line !== '');
  return all
    .map((line): unknown => JSON.parse(line))
    .map((value) => {
      if (!isNote(value)) throw new Error(`not a note: ${JSON.stringify(value)}`);
      return { ...value, from: rounded(value.from - start), to: rounded(value.to - start) };
    })
    .filter(({ from }) => from >= 0)
    .toSorted((a, b) => a.from - b.from);
}

function isNote(value: unknown): value is Note {
  return note(value, '').length === 0;
}

/** Microseconds. */
function rounded(ms: Ms): Ms {
  return Math.round(ms * 1000) / 1000;
}
