import { little } from '../theory.ts';
import { quantileOfSum } from './delay.ts';
import type { Demand } from './demand.ts';
import { type Facility, type Stay, share, stayIn, visitsOf } from './stay.ts';

/** The three ways to serve who waits: loops, threads of a process, or processes that do one thing at a time. */
export const ways = ['loops', 'threads', 'sync'] as const;
export type Way = (typeof ways)[number];

/** Busier than this nothing should be: beyond, its line grows quickly. */
export const busyEnough = 0.8;

/** More seats than this nobody should have. */
export const mostSeats = 10_000;

/** What a way takes, and what comes of it. */
export interface Plan {
  readonly kind: 'plan';
  readonly way: Way;
  readonly processes: number;
  /** In each process; of the other ways none. */
  readonly threads?: number;
  readonly stay: Stay;
  /** How many are there at a time, lines included. */
  readonly inFlight: number;
  /** Of all processes, MB. */
  readonly memory: number;
  /** That can be open to the database at once. */
  readonly connections: number;
  /** The share of its connections in which a process waits, from 0 to 1; 0 without a database. */
  readonly pooled: number;
  /** Whether it does what was wanted of it. */
  readonly meets: boolean;
}

/** Why a way is none. */
export interface NoPlan {
  readonly kind: 'none';
  readonly way: Way;
  /** A line before the cores or before the pool grows for ever, or it would take more seats than anybody has. */
  readonly why: 'cores' | 'pool' | 'seats';
}

/** What a service takes. */
export interface Sizing {
  /** By Little's law, if nobody ever waited in line. */
  readonly inFlight: number;
  /** How many of them compute: so many cores' worth of work. */
  readonly computing: number;
  /** So many requests a second make the cores as busy as they should be. */
  readonly full: number;
  /** So many cores would be no busier than they should be. */
  readonly coresWanted: number;
  /** What ninety-nine in a hundred would take if nobody ever waited in line. */
  readonly bare: number;
  /** Of the threads of a process, more than these would only wait for its key. */
  readonly useful: number;
  readonly plans: readonly (Plan | NoPlan)[];
}

/** What serves this demand in each way: the fewest processes that stay as idle and answer as soon as they should. */
export function sizing(demand: Demand): Sizing {
  const { rate, cpu, wait, cores } = demand;
  const computing = little(rate, cpu);
  const delays = Array.from({ length: visitsOf(demand) }, () => ({ chance: 1, mean: cpu / visitsOf(demand) }));
  const bare = wait + quantileOfSum([{ weight: 1, delays }], share);
  return {
    inFlight: little(rate, cpu + wait),
    computing,
    full: (busyEnough * cores * 1000) / cpu,
    coresWanted: Math.ceil(computing / busyEnough - slack),
    bare,
    useful: 1 + wait / cpu,
    plans: ways.map((way): Plan | NoPlan => {
      if (computing >= cores) return { kind: 'none', way, why: 'cores' };
      const found = way === 'sync' ? syncWorkers(demand, bare) : onCores(demand, bare, way);
      return typeof found === 'string' ? { kind: 'none', way, why: found } : planned(demand, way, found);
    }),
  };
}

/** So many processes with so many seats in all, and what becomes of requests there. */
interface Candidate {
  readonly processes: number;
  readonly threads?: number;
  readonly stay: Stay;
  readonly pooled: number;
}

/** What is added up in binary fractions is not more for a last bit. */
const slack = 1e-9;

/** Processes with a line of their own each, whose Python runs on one core: loops, or threads with one key. */
function onCores(demand: Demand, bare: number, way: 'loops' | 'threads'): Candidate | NoPlan['why'] {
  const { rate, cpu, wait, cores, target, pool } = demand;
  const candidates: Candidate[] = [];
  for (let processes = 1; processes <= cores; processes += 1) {
    const alone = { perSecond: rate / processes, cpu, wait, cores: 1 };
    const open = stayIn(alone);
    if (open === undefined) continue;
    const threads = way === 'threads' ? threadsFor(demand, alone, open) : undefined;
    if (threads !== undefined && threads > mostSeats) return 'seats';
    const stay = threads === undefined ? open : stayIn({ ...alone, seats: threads });
    if (stay === undefined) continue;
    const pooled = pool === 0 ? 0 : little(alone.perSecond, wait) / pool;
    candidates.push({ processes, stay, pooled, ...(threads === undefined ? {} : { threads }) });
  }
  const idle = candidates.filter(({ stay, pooled }) => Math.max(stay.busy, pooled) <= busyEnough + slack);
  const best =
    idle.find(({ stay }) => stay.p99 <= target) ?? (bare > target ? idle[0] : undefined) ?? candidates.at(-1);
  if (best === undefined) return 'cores';
  return best.pooled >= 1 ? 'pool' : best;
}

/** As many as are in flight in a process and a quarter more; further ones only if they make it answer in time. */
function threadsFor({ target }: Demand, alone: Facility, open: Stay): number {
  const least = Math.max(1, Math.ceil(little(alone.perSecond, open.mean) / busyEnough - slack));
  if (least > mostSeats || open.p99 > target) return least;
  const isSoon = (seats: number) => (stayIn({ ...alone, seats })?.p99 ?? Number.POSITIVE_INFINITY) <= target;
  return fewest(least, least * 4, isSoon);
}

/** Processes with one line for all, each of which is a seat; no more of them can compute at once than there are cores. */
function syncWorkers(demand: Demand, bare: number): Candidate | NoPlan['why'] {
  const { rate, cpu, wait, cores, target } = demand;
  const at = (seats: number) => stayIn({ perSecond: rate, cpu, wait, cores, seats });
  const open = stayIn({ perSecond: rate, cpu, wait, cores });
  const least = Math.max(1, Math.ceil(little(rate, cpu + wait) / busyEnough - slack));
  // who never waits for anybody else gains nothing from a seat without a core
  const most = wait === 0 ? cores : mostSeats;
  if (wait > 0 && least > most) return 'seats';
  const isIdle = (seats: number) => {
    const stay = at(seats);
    return stay !== undefined && little(rate, stay.mean - stay.seatLine) <= busyEnough * seats + slack;
  };
  const isSoon = (seats: number) => (at(seats)?.p99 ?? Number.POSITIVE_INFINITY) <= target;
  const idle = fewest(Math.min(least, most), most, isIdle);
  // no number of seats makes the line before the cores shorter
  const reachable = bare <= target && (wait === 0 || (open?.p99 ?? 0) <= target);
  const seats = reachable ? fewest(idle, Math.min(most, idle * 4), isSoon) : idle;
  const stay = at(seats);
  return stay === undefined ? 'seats' : { processes: seats, stay, pooled: 0 };
}

/** The least number from `from` to `to` for which it holds, or `to`: once it holds, it does so for all that follow. */
function fewest(from: number, to: number, holds: (n: number) => boolean): number {
  let [low, high] = [from, from];
  while (high < to && !holds(high)) [low, high] = [high + 1, Math.min(to, high * 2)];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return high;
}

function planned({ rate, target, memory, pool }: Demand, way: Way, found: Candidate): Plan {
  const { processes, threads, stay, pooled } = found;
  // a process opens no more connections than it can use at once
  const each = Math.min(pool, way === 'sync' ? 1 : (threads ?? pool));
  return {
    ...{ kind: 'plan', way, processes, stay, pooled },
    ...(threads === undefined ? {} : { threads }),
    inFlight: little(rate, stay.mean),
    memory: processes * memory,
    connections: processes * each,
    meets: stay.busy <= busyEnough + slack && pooled <= busyEnough + slack && stay.p99 <= target,
  };
}
