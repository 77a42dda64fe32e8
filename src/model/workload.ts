import type { Ms } from './kernel.ts';
import { poisson, random } from './random.ts';

/** The kinds of step that take a duration; models.md says what each means. */
export const TIMED = ['cpu', 'native', 'wait', 'block'] as const;

/** One step of a request's work: a duration of one kind, or steps handed to a thread. */
export type Step =
  | { readonly kind: (typeof TIMED)[number]; readonly ms: Ms }
  | { readonly kind: 'thread'; readonly steps: readonly Step[] };

/** What a client asks for. */
export interface Work {
  readonly path: string;
  readonly steps: readonly Step[];
  /** How long the client waits for its answer before it gives up; without it, for ever. */
  readonly patience?: Ms;
  /** A health probe: its giving up is an event of its own. */
  readonly probe?: boolean;
}

/** One request and the instant at which its client sends it. */
export interface Arrival extends Work {
  readonly at: Ms;
}

/** A client that sends this work every `interval` ms, at `from` and on until before `to`. */
export function regularArrivals(work: Work, interval: Ms, from: Ms, to: Ms): Arrival[] {
  const count = Math.max(0, Math.ceil((to - from) / interval));
  return Array.from({ length: count }, (_, n) => ({ ...work, at: from + n * interval }));
}

/** Clients that know nothing of each other: `perSecond` on average, from `from` to before `to`, chosen by the seed. */
export function poissonArrivals(work: Work, perSecond: number, seed: number, from: Ms, to: Ms): Arrival[] {
  return Array.from(poisson(random(seed), perSecond, from, to), (at) => ({ ...work, at }));
}

/** For the end of a `switch` over a union: the compiler refuses it while a case is missing. */
export function unreachable(value: never): never {
  throw new Error(`not a case: ${JSON.stringify(value)}`);
}
