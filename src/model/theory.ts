import type { Ms } from './kernel.ts';

/** What queueing theory says of a line in the long run. */
export interface Theory {
  /** The share of the time in which a server is busy, from 0 to 1. */
  readonly utilisation: number;
  /** The probability that who comes has to wait. */
  readonly waits: number;
  /** The mean time in line (ms). */
  readonly wait: Ms;
  /** The mean time in line and in service (ms). */
  readonly response: Ms;
}

/** Little's law: how many are in a system on average into which so many come a second and stay so long (ms). */
export function little(perSecond: number, stay: Ms): number {
  return (perSecond * stay) / 1000;
}

/**
 * Poisson arrivals, exponential service of this mean (ms), c servers, one line: M/M/c. Throws if it would grow for ever.
 * Kleinrock, Queueing Systems I, section 3.5.
 */
export function mmc(perSecond: number, service: Ms, servers: number): Theory {
  const offered = stable(little(perSecond, service), servers);
  const waits = erlangC(offered, servers);
  const wait = (waits * service) / (servers - offered);
  return { utilisation: offered / servers, waits, wait, response: wait + service };
}

/** M/M/1. */
export function mm1(perSecond: number, service: Ms): Theory {
  return mmc(perSecond, service, 1);
}

/** As M/M/1 with a service that is always as long: half the wait. Pollaczek and Khinchine; Kleinrock I, section 5.6. */
export function md1(perSecond: number, service: Ms): Theory {
  const { utilisation, waits, wait } = mm1(perSecond, service);
  return { utilisation, waits, wait: wait / 2, response: wait / 2 + service };
}

/** The time in the system (ms) that this share (0 to 1) of all does not exceed in M/M/c. */
export function responseQuantile(perSecond: number, service: Ms, servers: number, share: number): Ms {
  const offered = stable(little(perSecond, service), servers);
  const waits = erlangC(offered, servers);
  const spare = servers - offered;
  // P(T > t) falls from 1 to 0 as t grows: halve the stretch in which it passes 1 - share
  const exceeds = (t: Ms): number => {
    const x = t / service;
    if (Math.abs(spare - 1) < 1e-9) return Math.exp(-x) * (1 + waits * x);
    return Math.exp(-x) + (waits * (Math.exp(-spare * x) - Math.exp(-x))) / (1 - spare);
  };
  let [low, high] = [0, service];
  while (exceeds(high) > 1 - share) high *= 2;
  for (let n = 0; n < 60; n += 1) {
    const middle = (low + high) / 2;
    if (exceeds(middle) > 1 - share) low = middle;
    else high = middle;
  }
  return high;
}

/** Erlang's C: the probability that all servers are busy, by the recursion for his B, which does not overflow. */
export function erlangC(offered: number, servers: number): number {
  let b = 1;
  for (let n = 1; n <= servers; n += 1) b = (offered * b) / (n + offered * b);
  return (servers * b) / (servers - offered * (1 - b));
}

function stable(offered: number, servers: number): number {
  if (offered < servers) return offered;
  throw new Error(`the line grows for ever: ${offered} servers' worth of work for ${servers}; expected less`);
}
