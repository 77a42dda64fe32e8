import { instant, type Ms } from '../kernel.ts';
import { type Interval, interval, percentile } from '../measure.ts';
import { piecewise, type ServerSpec } from '../servers/index.ts';
import type { Trace } from '../trace.ts';
import type { Source, Step } from '../workload.ts';
import type { Demand } from './demand.ts';
import type { Plan } from './plan.ts';
import { visitsOf } from './stay.ts';

/** What the simulator finds: the mean with its interval, and the 99th percentile (ms), of so many requests. */
export interface Simulated {
  readonly mean: Interval;
  readonly p99: Ms;
  readonly count: number;
}

/** The busier, the longer a line remembers: so many requests, and more the nearer to full. */
const requests = { least: 4000, spare: 500, most: 8000 } as const;
/** The first of them find it emptier than the others. */
const warmUp = 0.1;
/** The simulator's own limits, and what nobody would wait for: processes, threads in each, ms of simulated time. */
const limits = { processes: 64, threads: 1000, time: 10_000_000 } as const;
/** A run that needs more is not waited for. */
const maxEvents = 3_000_000;
/** Events of a piece: some milliseconds' worth. */
const piece = 2000;
const seed = 1;

/** Whether the simulator can do it; if not, what is too much for it. */
export function tooMuch({ rate, wait }: Demand, { processes, threads = 0 }: Plan): keyof typeof limits | undefined {
  if (processes > limits.processes) return 'processes';
  if (threads > limits.threads) return 'threads';
  return wait + (requests.least * 1000) / rate > limits.time ? 'time' : undefined;
}

/**
 * Runs a plan in the simulator, in pieces: each step of it yields how much is done, from 0 to 1, and the last returns what
 * was found. The same demand gives the same.
 */
export function* simulated(demand: Demand, plan: Plan): Generator<number, Simulated, void> {
  const { rate } = demand;
  const count = Math.min(requests.most, Math.max(requests.least, requests.spare / (1 - plan.stay.busy) ** 2));
  // until the first are back from their wait, nobody computes for the second time
  const from = demand.wait + (warmUp * count * 1000) / rate;
  const to = from + (count * 1000) / rate;
  const clients: Source = { kind: 'poisson', perSecond: rate, to, seed, path: '/', steps: stepsOf(demand) };
  const run = piecewise(serverOf(demand, plan), [clients], { maxEvents, piece });
  let next = run.next();
  while (next.done !== true) {
    yield Math.min(1, next.value / to);
    next = run.next();
  }
  const latencies = latenciesFrom(next.value, from);
  return { mean: interval(latencies), p99: percentile(latencies, 99), count: latencies.length };
}

/** As theory has it: half of the computing before the wait and half behind. */
function stepsOf({ cpu, wait }: Demand): readonly Step[] {
  const visits = visitsOf({ wait });
  const computes: Step = { kind: 'cpu', ms: cpu / visits, exponential: true };
  return visits === 1 ? [computes] : [computes, { kind: 'wait', ms: wait }, computes];
}

/** Connections stay with their process, so that each has a line of its own; sync workers have one for all. */
function serverOf({ cores }: Demand, { way, processes: workers, threads = 1 }: Plan): ServerSpec {
  const all = { workers, cores, backlog: 65_535 };
  switch (way) {
    case 'loops':
      return { kind: 'asgi', ...all, reusePort: true };
    case 'threads':
      return { kind: 'gthread', ...all, reusePort: true, threads, connections: 100_000, supervisor: 'none' };
    case 'sync':
      return { kind: 'sync', ...all, supervisor: 'none' };
  }
}

function latenciesFrom({ requests: all, outcomes }: Trace, from: Ms): readonly Ms[] {
  const cameAt = new Map(all.map(({ id, at }) => [id, at]));
  const counted = outcomes.flatMap(({ request, at }) => {
    const came = cameAt.get(request) ?? at;
    return came < from ? [] : [{ came, latency: instant(at - came) }];
  });
  // neighbours in the order in which they came: they have met the same line
  return counted.toSorted((a, b) => a.came - b.came).map(({ latency }) => latency);
}
