import {
  flag,
  isRecord,
  list,
  optional,
  type Problem,
  period,
  type Rule,
  rate,
  record,
  text,
  time,
  union,
  whole,
} from './rules.ts';
import { type Arrival, type Probe, type Source, TIMED, type Users, type Work } from './workload.ts';

const yes: Rule = (value, path) =>
  value === true ? [] : [{ path, what: String(value), expected: 'expected true or nothing' }];

const step = (chance: Readonly<Record<string, Rule>>): Rule => {
  const timed = Object.fromEntries(TIMED.map((kind) => [kind, { ms: time, ...chance }]));
  // a function, since a thread's steps are steps again
  const rule: Rule = (value, path) =>
    union({ ...timed, thread: { steps: list(rule), exempt: optional(yes) }, reply: {} }, 'steps')(value, path);
  return rule;
};

/** A step whose duration is as it stands. */
export const stepRule = step({});

const work = {
  path: text,
  steps: list(stepRule),
  patience: optional(time),
  probe: optional(flag),
  retries: optional(record({ times: whole(1, 100), pause: time, factor: optional(whole(1, 10)) })),
} satisfies Record<keyof Work, Rule>;

const arrivalRules = { at: time, ...work } satisfies Record<keyof Arrival, Rule>;

const stream = {
  ...work,
  steps: list(step({ exponential: optional(yes) })),
  from: optional(time),
  to: time,
  seed: optional(whole(0, 1_000_000)),
};

type RulesOf<T> = Record<Exclude<keyof T, 'kind'>, Rule>;

const sources = {
  rate: { ...stream, perSecond: rate },
  poisson: { ...stream, perSecond: rate },
  bursts: { ...stream, perSecond: rate, size: whole(1, 10_000) },
  users: {
    ...stream,
    count: whole(1, 10_000),
    apart: optional(time),
    think: optional(time),
    exponential: optional(flag),
    keepAlive: optional(flag),
  } satisfies RulesOf<Users>,
  probe: {
    ...stream,
    period,
    patience: time,
    failures: optional(whole(1, 100)),
    grace: optional(time),
  } satisfies RulesOf<Probe>,
} satisfies { [Kind in Source['kind']]: RulesOf<Extract<Source, { kind: Kind }>> };

/** More would take minutes, and more memory than a page has. */
export const MOST_REQUESTS = 1_000_000;

const client: Rule = (value, path) => {
  const isSource = isRecord(value) && 'kind' in value;
  const wrong = isSource ? union(sources, 'clients')(value, path) : record(arrivalRules)(value, path);
  if (!isRecord(value) || wrong.length > 0) return wrong;
  const fault = (field: string, what: string, expected: string) => [{ path: `${path}.${field}`, what, expected }];
  if (value.probe === true && value.patience === undefined)
    return fault('probe', 'a probe that never gives up', 'expected patience as well');
  if (!isSource) return [];
  const [from, to] = [numberOr(value.from, 0), numberOr(value.to, 0)];
  if (to < from) return fault('to', `${to}, before the beginning at ${from}`, `expected ${from} or later`);
  const requests = requestsOf(value, to - from);
  return requests > MOST_REQUESTS
    ? fault('to', `${Math.round(requests)} requests`, `expected ${MOST_REQUESTS} or fewer`)
    : [];
};

/** How many a source sends if nobody keeps it waiting; of users nobody can tell. */
function requestsOf(
  { kind, perSecond, size, period: each, count }: Readonly<Record<string, unknown>>,
  ms: number,
): number {
  if (kind === 'users') return numberOr(count, 0);
  if (kind === 'probe') return ms / numberOr(each, 1);
  return (numberOr(perSecond, 0) * numberOr(size, 1) * ms) / 1000;
}

function numberOr(value: unknown, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}

/** What is wrong with a list of clients, every field by its path. */
export function clientProblems(clients: unknown, path = 'clients'): readonly Problem[] {
  const wrong = list(client)(clients, path);
  const tooMany = Array.isArray(clients) && clients.length > MOST_REQUESTS;
  return tooMany
    ? [...wrong, { path, what: `${clients.length} clients`, expected: `expected ${MOST_REQUESTS} or fewer` }]
    : wrong;
}
