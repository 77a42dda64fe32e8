import type { Ms } from '../../model/kernel.ts';
import { expectedOneOf, nearest } from '../../model/nearest.ts';
import type { Problem } from '../../model/rules.ts';
import { type Run, requestCalled, whoIsThere } from './run.ts';

/** An instant, or why there is none. */
export type Found<T> = { readonly value: T } | Omit<Problem, 'path'>;

/** What can be waited for, of one request. */
const verbs = ['arrives', 'sits', 'waits', 'stuck', 'returns', 'done', 'gaveUp'] as const;
type Verb = (typeof verbs)[number];

/** The instant that a beat names: "r4 done", "probe gaveUp", "1000 ms". */
export function instantOf(reference: string, run: Run): Found<Ms> {
  const ms = /^(\d+(?:\.\d+)?)\s?ms$/.exec(reference.trim());
  if (ms !== null) {
    const [at, end] = [Number(ms[1]), run.trace.end];
    return at <= end ? { value: at } : { what: `the run is over before ${at} ms`, expected: `it ends at ${end} ms` };
  }
  const [who = '', verb = '', ...rest] = reference.trim().split(/\s+/);
  const known = verbs.find((each) => each === verb);
  const id = requestCalled(run, who);
  if (known === undefined || rest.length > 0) {
    const near = rest.length === 0 && id !== undefined ? nearest(verb, verbs) : undefined;
    return near === undefined
      ? {
          what: `"${reference}" is no instant`,
          expected: `expected "1000 ms" or a request and one of ${verbs.join(', ')}`,
        }
      : {
          what: `"${verb}" is nothing to wait for`,
          expected: expectedOneOf(verb, verbs, 'instants'),
          spot: { text: verb, from: who.length },
        };
  }
  if (id === undefined) return { ...nobody(run, who), spot: { text: who, from: 0 } };
  const at = when(known, id, run);
  return at === undefined
    ? { what: `${who} never ${phrase[known]} in this run`, expected: 'expected something that happens' }
    : { value: at };
}

/** What is wrong with the name of a request that is not in a run. */
export function nobody(run: Run, who: string): Omit<Problem, 'path'> {
  const near = nearest(who, [...run.names.keys(), 'first', 'last']);
  const expected = near === undefined ? `it has ${whoIsThere(run)}` : `did you mean "${near}"?`;
  return { what: `no request ${who} in this run`, expected };
}

const phrase: Record<Verb, string> = {
  arrives: 'arrives',
  sits: 'sits down',
  waits: 'goes away',
  stuck: 'is stuck',
  returns: 'comes back',
  done: 'is done',
  gaveUp: 'gives up',
};

function when(verb: Verb, id: string, { trace }: Run): Ms | undefined {
  const own = trace.segments.filter(({ request }) => request === id);
  const outcome = trace.outcomes.find(({ request }) => request === id);
  switch (verb) {
    case 'arrives':
      return trace.requests.find((request) => request.id === id)?.at;
    case 'sits':
      return own.find(({ state }) => state === 'running' || state === 'stuck')?.from;
    case 'waits':
      return own.find(({ state }) => state === 'away')?.from;
    case 'stuck':
      return own.find(({ state }) => state === 'stuck')?.from;
    case 'returns':
      return own.find(({ state }) => state === 'away')?.to;
    case 'done':
      return outcome?.kind === 'gaveUp' ? undefined : outcome?.at;
    case 'gaveUp':
      return outcome?.kind === 'gaveUp' ? outcome.at : undefined;
    default:
      return verb satisfies never;
  }
}
