import type { Ms } from '../../model/kernel.ts';
import { type Figures, figures } from '../../model/measure.ts';
import { run, type ServerSpec } from '../../model/servers/index.ts';
import type { PlaceId, Request, RequestId, Trace } from '../../model/trace.ts';
import {
  type Arrival,
  poissonArrivals,
  regularArrivals,
  type Step,
  type Users,
  type Work,
} from '../../model/workload.ts';
import type { ClosedLoop } from '../steady.ts';
import type { Crowd } from './site.ts';
import type { ArrivalsSpec, UsersSpec } from './spec.ts';

/** A server and what comes to it, the work read: what a page carries, without the grammar that it was written in. */
export interface RunData {
  /** What really happened, if it is not to be simulated. */
  readonly recorded?: Trace;
  readonly server: ServerSpec;
  readonly arrivals: readonly (ArrivalsData | UsersData)[];
}

export interface ArrivalsData extends Omit<ArrivalsSpec, 'does'> {
  readonly steps: readonly Step[];
}

export interface UsersData extends Omit<UsersSpec, 'does'> {
  readonly steps: readonly Step[];
}

/** A simulated run, its figures, and who in it has a name. */
export interface Run {
  readonly trace: Trace;
  /** Of a real server, in which not everything was seen. */
  readonly isRecorded?: true;
  readonly figures: ReadonlyMap<RequestId, Figures>;
  readonly names: ReadonlyMap<string, RequestId>;
  /** What a request's steps are, as written, and the line of code that each is on; of those that say it. */
  readonly lines: ReadonlyMap<RequestId, StepsOnLines>;
  /** Who asks again and again, and whom, where that is what comes. */
  readonly loop?: ClosedLoop;
  readonly part?: Part;
}

/** Of a run that is too long to be shown at once, what is shown from `from` to `to`, and what has to be known of the rest. */
export interface Part {
  readonly from: Ms;
  readonly to: Ms;
  /** In all of the run. */
  readonly requests: number;
  readonly crowd: Crowd;
  /** Outcomes, and good ones among them, before those that the trace of this part has. */
  readonly outcomes: number;
  readonly answered: number;
  /** Who is not in the trace of this part, because all the time nobody could see them in their line. */
  readonly others: readonly { readonly place: PlaceId; readonly from: Ms; readonly to: Ms }[];
}

/** How many of those are in line somewhere, or anywhere, at an instant. */
export function othersAt({ part }: Pick<Run, 'part'>, t: Ms, place?: PlaceId): number {
  return (part?.others ?? []).filter(
    (other) => (place === undefined || other.place === place) && other.from <= t && t < other.to,
  ).length;
}

export interface StepsOnLines {
  readonly steps: readonly Step[];
  readonly lines: readonly number[];
}

/** Runs a server on its arrivals. Throws what `run` of the model throws; the form of the spec is checked before. */
export function runOf({ server, arrivals, recorded }: RunData): Run {
  const sorted = inOrder(arrivals.filter((each) => !('users' in each)));
  const users = arrivals.find((each) => 'users' in each);
  const clients = () => [...sorted.map(({ arrival }) => arrival), ...(users === undefined ? [] : [again(users)])];
  const trace = recorded ?? run(server, clients());
  const lines = new Map<RequestId, StepsOnLines>();
  for (const [i, { code }] of sorted.entries()) {
    const id = trace.requests[i]?.id;
    if (code !== undefined && id !== undefined) lines.set(id, code);
  }
  return {
    trace,
    ...(recorded && { isRecorded: true }),
    lines,
    names: namesOf(sorted, trace.requests),
    figures: new Map(figures(trace).map((figure) => [figure.request, figure])),
    ...(users === undefined ? {} : { loop: { server, users: users.users, steps: users.steps } }),
  };
}

function again({ users: count, every: apart = 0, until: to, path, steps }: UsersData): Users {
  return { kind: 'users', count, apart, to, path, steps };
}

/** An arrival, and what beats call it if they do. */
interface Named {
  readonly arrival: Arrival;
  readonly name?: string;
  readonly code?: StepsOnLines;
}

/** All arrivals, sorted as the model sorts, so that the n-th is the model's n-th. */
export function inOrder(arrivals: readonly ArrivalsData[]): readonly Named[] {
  return arrivals.flatMap(each).toSorted((a, b) => a.arrival.at - b.arrival.at);
}

/** Who in a run has a name; `requests` are those that were sent for the arrivals. */
export function namesOf(sorted: readonly Named[], requests: readonly Request[]): ReadonlyMap<string, RequestId> {
  const names = new Map<string, RequestId>();
  for (const [i, { name }] of sorted.entries()) {
    const id = requests[i]?.id;
    if (name !== undefined && id !== undefined && !names.has(name)) names.set(name, id);
  }
  return names;
}

function each(data: ArrivalsData): Named[] {
  const { name, steps, path, patience, probe, lines } = data;
  const work = {
    path,
    steps,
    ...(patience === undefined ? {} : { patience }),
    ...(probe === undefined ? {} : { probe }),
  };
  return arrivalsOf(data, work).map((arrival, i) => ({
    arrival,
    ...(i === 0 && name !== undefined ? { name } : {}),
    ...(lines === undefined ? {} : { code: { steps, lines } }),
  }));
}

function arrivalsOf({ at = 0, count = 1, every, until, rate, seed = 1 }: ArrivalsData, work: Work): readonly Arrival[] {
  if (rate !== undefined) return poissonArrivals(work, rate, seed, at, until ?? at);
  if (every === undefined) return Array.from({ length: count }, () => ({ ...work, at }));
  return regularArrivals(work, every, at, until ?? at + count * every);
}

/** The request of a run that is called so: "r4", a name of the spec, "first" or "last" to be answered. */
export function requestCalled(run: Run, who: string): RequestId | undefined {
  if (who === 'first') return run.trace.outcomes[0]?.request;
  if (who === 'last') return run.trace.outcomes.at(-1)?.request;
  return run.names.get(who) ?? run.trace.requests.find(({ id }) => id === who)?.id;
}

/** Whom a run knows, in words. */
export function whoIsThere({ trace, names }: Run): string {
  const last = trace.requests.length;
  return [`r1 … r${last}`, ...names.keys(), 'first', 'last'].join(', ');
}
