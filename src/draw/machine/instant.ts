import type { Ms } from '../../model/kernel.ts';
import { type Run, requestCalled, whoIsThere } from './run.ts';

/** An instant, or why there is none. */
export type Found<T> = { readonly value: T } | { readonly what: string; readonly expected: string };

/** What can be waited for, of one request. */
const verbs = ['arrives', 'sits', 'waits', 'stuck', 'returns', 'done', 'gaveUp'] as const;
type Verb = (typeof verbs)[number];

/** The instant that a beat names: "r4 done", "probe gaveUp", "1000 ms". */
export function instantOf(reference: string, run: Run): Found<Ms> {
  const ms = /^(\d+(?:\.\d+)?) ?ms$/.exec(reference.trim());
  if (ms !== null) {
    const [at, end] = [Number(ms[1]), run.trace.end];
    return at <= end ? { value: at } : { what: `the run is over before ${at} ms`, expected: `it ends at ${end} ms` };
  }
  const [who = '', verb = '', ...rest] = reference.trim().split(/\s+/);
  const known = verbs.find((each) => each === verb);
  if (known === undefined || rest.length > 0) {
    return {
      what: `"${reference}" is no instant`,
      expected: `expected "1000 ms" or a request and one of ${verbs.join(', ')}`,
    };
  }
  const id = requestCalled(run, who);
  if (id === undefined) return { what: `no request ${who} in this run`, expected: `it has ${whoIsThere(run)}` };
  const at = when(known, id, run);
  return at === undefined
    ? { what: `${who} never ${phrase[known]} in this run`, expected: 'expected something that happens' }
    : { value: at };
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
