import type { Ms } from './kernel.ts';
import { exponential, type Random, random } from './random.ts';

/** The kinds of step that take a duration; models.md says what each means. */
export const TIMED = ['cpu', 'native', 'wait', 'block'] as const;

/** One step of a request's work. */
export type Step =
  /** A duration of one kind. From a source, it may be only the mean: each request's own is drawn by the seed. */
  | { readonly kind: (typeof TIMED)[number]; readonly ms: Ms; readonly exponential?: true }
  /** Steps handed to a thread, which needs one of the pool's tokens unless it is exempt. */
  | { readonly kind: 'thread'; readonly steps: readonly Step[]; readonly exempt?: true }
  /** The answer goes out here: what follows is done behind it. Without this step it goes out at the end. */
  | { readonly kind: 'reply' };

/** What a client asks for. */
export interface Work {
  readonly path: string;
  readonly steps: readonly Step[];
  /** How long the client waits for its answer before it gives up; without it, for ever. */
  readonly patience?: Ms;
  /** A health probe: its giving up is an event of its own. */
  readonly probe?: boolean;
  /** What the client does when it gets no good answer; nothing. */
  readonly retries?: Retries;
}

/** Tries again `times` times, first after `pause` ms, then each time after `factor` times as long; 1. */
export interface Retries {
  readonly times: number;
  readonly pause: Ms;
  readonly factor?: number;
}

/** One request and the instant at which its client sends it. */
export interface Arrival extends Work {
  readonly at: Ms;
}

interface Stream extends Work {
  /** 0. */
  readonly from?: Ms;
  /** Before then the last one comes. */
  readonly to: Ms;
  /** For what is left to chance; 1. */
  readonly seed?: number;
}

/** Clients that come again and again. */
export type Source =
  /** As regular as a clock. */
  | (Stream & { readonly kind: 'rate'; readonly perSecond: number })
  /** So many a second on average, who know nothing of each other. */
  | (Stream & { readonly kind: 'poisson'; readonly perSecond: number })
  /** So many bursts a second on average, each of `size` at once. */
  | (Stream & { readonly kind: 'bursts'; readonly perSecond: number; readonly size: number })
  | Users
  | Probe;

/** A closed loop: `count` users, each of whom sends a request, waits for the answer, thinks, and sends the next. */
export interface Users extends Stream {
  readonly kind: 'users';
  readonly count: number;
  /** By how much each comes later than the one before it; 0. */
  readonly apart?: Ms;
  /** Between an answer and the next request; 0. */
  readonly think?: Ms;
  /** Whether the time to think is that long only on average; false. */
  readonly exponential?: boolean;
  /** Whether a user keeps the connection, and with it the process, that the first request found; false. */
  readonly keepAlive?: boolean;
}

/** What an orchestrator asks every `period`, and waits `patience` for. */
export interface Probe extends Stream {
  readonly kind: 'probe';
  readonly period: Ms;
  readonly patience: Ms;
  /** After so many failures in a row the server is restarted; never. */
  readonly failures?: number;
  /** How long the server then has after SIGTERM before it is killed; 30 s, as Kubernetes gives. */
  readonly grace?: Ms;
}

/** Who sends requests: once, or again and again. */
export type Client = Arrival | Source;

/** A client that sends this work every `interval` ms, at `from` and on until before `to`. */
export function regularArrivals(work: Work, interval: Ms, from: Ms, to: Ms): Arrival[] {
  return Array.from(every(interval, from, to), (at) => ({ ...work, at }));
}

/** Clients that know nothing of each other: `perSecond` on average, from `from` to before `to`, chosen by the seed. */
export function poissonArrivals(work: Work, perSecond: number, seed: number, from: Ms, to: Ms): Arrival[] {
  return Array.from(poisson(random(seed), perSecond, from, to), (at) => ({ ...work, at }));
}

/** The instants (ms) from `from` to before `to`, `interval` apart. */
export function* every(interval: Ms, from: Ms, to: Ms): Generator<Ms, void, void> {
  const count = Math.max(0, Math.ceil((to - from) / interval));
  for (let n = 0; n < count; n += 1) yield from + n * interval;
}

/** The instants (ms) of a Poisson process with `perSecond` events a second on average, from `from` to before `to`. */
export function* poisson(next: Random, perSecond: number, from: Ms, to: Ms): Generator<Ms, void, void> {
  const mean = 1000 / perSecond;
  for (let at = from + exponential(next, mean); at < to; at += exponential(next, mean)) yield at;
}

/** The steps with their chances taken. */
export function drawn(steps: readonly Step[], next: Random): readonly Step[] {
  return steps.map((step) => {
    if (step.kind === 'thread') return { ...step, steps: drawn(step.steps, next) };
    if (step.kind === 'reply' || step.exponential !== true) return step;
    return { kind: step.kind, ms: exponential(next, step.ms) };
  });
}

/** For the end of a `switch` over a union: the compiler refuses it while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`not a case: ${JSON.stringify(value)}`);
}
