import type { Ms } from '../../src/model/kernel.ts';
import type { Agreement, Figure, Scenario } from '../../src/model/measured/scenario.ts';
import { parseSteps } from '../../src/model/notation.ts';
import type { Arrival, Step } from '../../src/model/workload.ts';

/** "cpu 5, wait 90, cpu 5". Throws what is wrong. */
export function steps(text: string): readonly Step[] {
  const parsed = parseSteps(text);
  if (parsed.kind === 'steps') return parsed.steps;
  throw new Error(`${parsed.fault.what}: ${parsed.fault.expected}`);
}

/** The talk's request: what the listings do for /predict. */
export const STANDARD = steps('cpu 5, wait 90, cpu 5');
/**
 * An HTTP client gives up its turn on the way to its call, and whoever is ready computes first: httpx awaits a lock and a
 * checkpoint of AnyIO's, under gevent it polls its connection, between threads it lets go of the GIL to write to its
 * socket; Tornado's client starts its request from the loop.
 */
export const YIELDING = steps('cpu 5, wait 0, wait 90, cpu 5');
/** The same with a driver in C, which blocks: the connection to it is Python's, and gives up the turn. */
export const BLOCKING = steps('cpu 5, wait 0, block 90, cpu 5');
/** What they do where the model runs inside. */
export const MODEL_INSIDE = steps('cpu 100');

/** How long the listings' model server takes. */
export const MODEL: Ms = 90;

/** So many at the same instant. */
export function together(count: number, path: string, work: readonly Step[], at: Ms = 0): readonly Arrival[] {
  return Array.from({ length: count }, () => ({ at, path, steps: work }));
}

/** When the first of a crowd was answered, all on average, and the last; the first may agree otherwise. */
export function answered(agreement: Agreement, ofFirst = agreement): Scenario['figures'] {
  const of = (statistic: 'first' | 'mean' | 'last', how: Agreement): Figure => ({
    kind: 'latency',
    of: statistic,
    ...how,
  });
  return { first: of('first', ofFirst), mean: of('mean', agreement), last: of('last', agreement) };
}

/** What mostly waits hardly notices the machine. */
export const WAITS: Agreement = {
  within: 0.1,
  because: 'nine tenths of a request are waiting, whose end the machine hardly moves',
};
/** What computes is as fast as the machine lets it. */
export const COMPUTES: Agreement = {
  within: 'spread',
  because: 'a request computes for 100 ms of processor time, and what else the machine does comes on top of it',
};
/** Between threads a tenth says too much of the first: two runs of the same are as far apart. */
export const HANDED_ROUND: Agreement = {
  within: 'spread',
  because: 'which of the waiting threads gets the GIL next is the kernel’s choice, and no two runs choose alike',
};
/** Of two loops on one socket. */
export const ONE_TAKES_MOST: Agreement = {
  within: 'not',
  because: 'the model leaves out who is awake first: here one worker takes most of the connections, and the other few',
};
