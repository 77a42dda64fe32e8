import type { Ms } from '../../model/kernel.ts';
import { type Found, instantOf } from '../machine/instant.ts';
import { type Life, worker } from './life.ts';
import type { Row } from './scene.ts';

/** What a race knows its rows by. */
export type Rows = ReadonlyMap<string, Row>;

/** What can be waited for, of a row's process. */
const turns = ['told', 'killed', 'exit', 'boots', 'booted'] as const;
type Turn = (typeof turns)[number];

/** A row and what is said of it, of "asgi:last done". */
export function rowCalled(reference: string, rows: Rows): Found<{ readonly row: Row; readonly rest: string }> {
  const colon = reference.indexOf(':');
  const name = reference.slice(0, Math.max(0, colon)).trim();
  const row = rows.get(name);
  const known = [...rows.keys()].join(', ');
  if (colon < 0) return { what: `"${reference}" names no row`, expected: `expected one of ${known} and a colon first` };
  if (row === undefined) return { what: `no row "${name}"`, expected: `rows are ${known}` };
  return { value: { row, rest: reference.slice(colon + 1).trim() } };
}

/** The instant that a beat names: of a row, "asgi:last done" or "sync:booted", or of the clock of all, "1000 ms". */
export function instantIn(reference: string, rows: Rows): Found<Ms> {
  const ms = /^(\d+(?:\.\d+)?) ?ms$/.exec(reference.trim());
  if (ms !== null) {
    const [at, end] = [Number(ms[1]), Math.max(...[...rows.values()].map(({ run }) => run.trace.end))];
    return at <= end ? { value: at } : { what: `the race is over before ${at} ms`, expected: `it ends at ${end} ms` };
  }
  const found = rowCalled(reference, rows);
  if (!('value' in found)) return found;
  const { row, rest } = found.value;
  const turn = turns.find((each) => each === rest);
  if (turn === undefined) {
    const instant = instantOf(rest, row.run);
    if ('value' in instant || !instant.what.endsWith('is no instant')) return instant;
    return { what: instant.what, expected: `${instant.expected}; or of its process ${turns.join(', ')}` };
  }
  const at = when(turn, row.life);
  return at === undefined
    ? { what: `${worker} ${never[turn]} in this run`, expected: 'expected something that happens' }
    : { value: at };
}

const never: Record<Turn, string> = {
  told: 'is never told to stop',
  killed: 'is never killed',
  exit: 'never leaves',
  boots: 'is never replaced',
  booted: 'is never replaced',
};

function when(turn: Turn, { spans, signals }: Life): Ms | undefined {
  switch (turn) {
    case 'told':
      return signals[0]?.at;
    case 'killed':
    case 'exit':
      return spans.find(({ end }) => end === turn)?.to;
    case 'boots':
      return spans.find(({ state }) => state === 'boots')?.from;
    case 'booted':
      return spans.find(({ state }, i) => i > 0 && state === 'serves')?.from;
    default:
      return turn satisfies never;
  }
}
