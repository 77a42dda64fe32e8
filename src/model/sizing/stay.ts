import type { Ms } from '../kernel.ts';
import { erlangC, little } from '../theory.ts';
import { quantileOfSum } from './delay.ts';

/** Requests, and one line of servers for them. */
export interface Facility {
  readonly perSecond: number;
  /** The mean of what a request computes (ms): half of it before its wait and half behind. */
  readonly cpu: Ms;
  /** How long each waits for someone else, with no core (ms). */
  readonly wait: Ms;
  /** How many can compute at the same instant. */
  readonly cores: number;
  /** How many can be served at the same instant, those who wait included; without it, all who come. */
  readonly seats?: number;
}

/** What becomes of a request, in the long run. */
export interface Stay {
  /** The share of their time in which the cores compute, from 0 to 1. */
  readonly busy: number;
  /** The mean time in line for a core, both times together. */
  readonly coreLine: Ms;
  /** The mean time in line for a seat. */
  readonly seatLine: Ms;
  /** The mean time from arrival to answer. */
  readonly mean: Ms;
  /** Ninety-nine in a hundred take no longer. */
  readonly p99: Ms;
}

/** The share of requests whose time is told. */
export const share = 0.99;

/**
 * How long requests stay where arrivals are Poisson and computing is exponential. Without seats this is Jackson's network:
 * its cores are M/M/c at each of two visits, whatever lies between them. With seats it is approximated: as if all who are
 * inside were at rest with each other (Norton's theorem; Lazowska and others, Quantitative System Performance, 8.2), which is
 * M/M/c again if nobody waits for anything but a core. undefined if a line grows for ever.
 */
export function stayIn({ perSecond, cpu, wait, cores, seats }: Facility): Stay | undefined {
  const computing = little(perSecond, cpu);
  const servers = Math.min(cores, seats ?? cores);
  if (computing >= servers) return undefined;
  const waits = erlangC(computing, servers);
  const open = { coreLine: (waits * cpu) / (servers - computing), seat: { chance: 0, mean: 0 } };
  const lines = seats === undefined ? open : seated({ perSecond, cpu, wait, servers, seats });
  if (lines === undefined) return undefined;
  const { coreLine, seat } = lines;
  const visits = visitsOf({ wait });
  const line = waits === 0 || coreLine === 0 ? [] : [{ chance: waits, mean: coreLine / visits / waits }];
  const works = Array.from({ length: visits }, () => ({ chance: 1, mean: cpu / visits }));
  const rest = [...works, ...(seat.chance > 0 ? [seat] : [])];
  // who meets a long line meets it again, unless the wait is so long that the line has forgotten
  const alike = visits === 1 ? 0 : Math.exp(-wait / memoryOf(computing / servers, cpu / visits / servers));
  const sums = [
    { weight: 1 - alike, delays: [...rest, ...works.flatMap(() => line)] },
    { weight: alike, delays: [...rest, ...line.map(({ chance, mean }) => ({ chance, mean: mean * visits }))] },
  ];
  const seatLine = seat.chance * seat.mean;
  return {
    busy: computing / servers,
    coreLine,
    seatLine,
    mean: seatLine + cpu + coreLine + wait,
    p99: wait + quantileOfSum(sums, share),
  };
}

/** How long a line remembers how long it was (ms): the integral of what is left of its correlation with itself, in M/M/1. */
function memoryOf(busy: number, service: Ms): Ms {
  return (service * (1 + busy)) / (1 - busy) ** 2;
}

/** How often a request computes: before its wait and behind it, or once if there is none. */
export function visitsOf({ wait }: { readonly wait: Ms }): 1 | 2 {
  return wait > 0 ? 2 : 1;
}

interface Seated {
  readonly perSecond: number;
  readonly cpu: Ms;
  readonly wait: Ms;
  readonly servers: number;
  readonly seats: number;
}

/** The lines where so many may be inside; undefined if that before the seats grows for ever. */
function seated({ perSecond, cpu, wait, servers, seats }: Seated) {
  if (little(perSecond, cpu + wait) >= seats) return undefined;
  const inside = insideWeights(little(perSecond, cpu), little(perSecond, wait), servers, seats);
  const [last = 0, before = 0] = [inside[seats], inside[seats - 1]];
  // who finds all seats taken leaves them taken: beyond, each more is rarer by the same factor
  // of so many seats the last is so rarely taken that numbers have no digits for it
  const factor = before < tiny ? 0 : last / before;
  if (factor >= 1) return undefined;
  const full = last / (1 - factor);
  let [all, taken] = [full, full * seats];
  for (let n = 0; n < seats; n += 1) {
    all += inside[n] ?? 0;
    taken += n * (inside[n] ?? 0);
  }
  const stay = (taken / all / perSecond) * 1000;
  const coreLine = Math.max(0, stay - cpu - wait);
  const computing = little(perSecond, cpu);
  const varied = variation({ perSecond, cpu, wait, servers, seats }, computing, (cpu + coreLine) / stay);
  return {
    coreLine,
    seat: { chance: full / all, mean: ((varied * factor) / (1 - factor) / perSecond) * 1000 },
  };
}

const tiny = 1e-280;

/**
 * How long the line for a seat is against that of exponential stays. It is half as long where stays are all as long (Lee
 * and Longton), but not as far as it is for a line inside, at the cores, that more than chance arrivals are in flight.
 */
function variation({ perSecond, wait, servers }: Seated, computing: number, part: number): number {
  const busy = computing / servers;
  const waiting = little(perSecond, wait);
  const stays = part ** 2 / visitsOf({ wait });
  const excess = (erlangC(computing, servers) * busy * (2 - busy)) / (1 - busy) ** 2;
  const lines = excess / (excess + computing + waiting);
  return (1 + stays + (1 - stays) * lines) / 2;
}

/** How likely so many are inside, against each other: Poisson for those who wait, M/M/c for those who compute. */
function insideWeights(computing: number, waiting: number, servers: number, seats: number): Float64Array {
  const away = poissonWeights(waiting, seats);
  // what the cores' own weights are short of a geometric series: it ends where all cores compute
  const short = [1];
  let term = 1;
  for (let k = 1; k < servers; k += 1) {
    term *= computing / k;
    short.push(term * (1 - k / servers));
  }
  const weights = new Float64Array(seats + 1);
  for (let n = 0; n <= seats; n += 1) {
    let weight = n === 0 ? 0 : (computing / servers) * (weights[n - 1] ?? 0);
    for (let k = 0; k < short.length && k <= n; k += 1) weight += (short[k] ?? 0) * (away[n - k] ?? 0);
    weights[n] = weight;
  }
  return weights;
}

/** From 0 to `most`, the likeliest of them 1: those of a large mean are too small for a number. */
function poissonWeights(mean: number, most: number): Float64Array {
  const weights = new Float64Array(most + 1);
  const mode = Math.min(most, Math.floor(mean));
  weights[mode] = 1;
  for (let n = mode + 1; n <= most; n += 1) weights[n] = ((weights[n - 1] ?? 0) * mean) / n;
  for (let n = mode; n > 0; n -= 1) weights[n - 1] = ((weights[n] ?? 0) * n) / mean;
  return weights;
}
