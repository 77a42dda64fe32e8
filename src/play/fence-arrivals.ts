import type { ArrivalsSpec, UsersSpec } from '../draw/machine/spec.ts';
import { written } from '../model/notation.ts';
import type { Problem } from '../model/rules.ts';
import type { Arrival, Client, Source, Step, Work } from '../model/workload.ts';

/** What a fence says of a line of clients, or why it has no words for it. */
export type Entry = ArrivalsSpec | UsersSpec | { readonly fault: Pick<Problem, 'what' | 'expected'> };

/** The clients of one line as an entry of `arrivals`. All who come once are alike, and at even distances. */
export function entryOf(clients: readonly Client[]): Entry {
  const [first, second] = clients;
  if (first === undefined) return no('nobody', 'somebody');
  if (first.retries !== undefined) return no('clients who try again', 'clients who ask once');
  if (first.steps.length === 0) return no('requests without steps', 'a step, such as cpu 0');
  if (first.steps.some(isDrawn)) return no('durations left to chance', 'the same for every request');
  if ('kind' in first) return again(first);
  return once(first, clients.length, second === undefined || 'kind' in second ? 0 : second.at - first.at);
}

function no(what: string, expected: string): Entry {
  return { fault: { what: `${what} in a diagram`, expected: `expected ${expected}` } };
}

function isDrawn(step: Step): boolean {
  return step.kind === 'thread' ? step.steps.some(isDrawn) : step.kind !== 'reply' && step.exponential === true;
}

function workOf({ path, steps, patience, probe }: Work) {
  return {
    path,
    does: written(steps),
    ...(patience !== undefined && { patience }),
    ...(probe && { probe }),
  };
}

function once(first: Arrival, count: number, apart: number): Entry {
  return {
    ...(first.at > 0 && { at: first.at }),
    ...(apart > 0 && { every: apart }),
    ...(count > 1 && { count }),
    ...workOf(first),
  };
}

function again(source: Source): Entry {
  const { from = 0, to, seed } = source;
  const start = from > 0 ? { at: from } : {};
  switch (source.kind) {
    case 'rate':
      return { ...start, every: 1000 / source.perSecond, until: to, ...workOf(source) };
    case 'poisson':
      return { ...start, rate: source.perSecond, until: to, ...(seed !== undefined && { seed }), ...workOf(source) };
    case 'bursts':
      return no('bursts by chance', 'regular ones: "10 at 0"');
    case 'users': {
      const { count: users, apart, think = 0, keepAlive = false, path, steps, patience } = source;
      if (from > 0 || think > 0 || keepAlive || patience !== undefined)
        return no('users who think, keep a connection, come later or lose patience', 'users who ask again at once');
      return { users, ...(apart !== undefined && { every: apart }), until: to, path, does: written(steps) };
    }
    case 'probe':
      // who waits longer than for the next one, or restarts the server, is no row of requests
      return source.failures !== undefined || source.patience > source.period
        ? no('a probe that restarts the server, or waits for longer than its period', 'one that does neither')
        : { ...start, every: source.period, until: to, ...workOf({ ...source, probe: true }) };
    default:
      return source satisfies never;
  }
}
