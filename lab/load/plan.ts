import type { Ms } from '../../src/model/kernel.ts';
import type { Requests } from '../../src/model/measured/measurement.ts';
import type { Client } from '../../src/model/workload.ts';

/** What the load generator is told to do. */
export interface Plan {
  readonly port: number;
  /** The simulator's own: steps are what the server does, and are not sent. */
  readonly clients: readonly Client[];
  /** Bounds the run: how long it waits for answers after the last request of those who come by the clock. */
  readonly guard: Ms;
  /** Whether each request says its number, from 1, in a header and as its first feature, for who records the run. */
  readonly numbered?: boolean;
}

/** When a run begins, by the two clocks that other processes know. */
export interface Beginning {
  /** ms since 1970. */
  readonly at: number;
  /** CLOCK_MONOTONIC, in ms. */
  readonly monotonic: Ms;
}

/** What it says of it, one message a plan. */
export type Report =
  | ({ readonly kind: 'begins' } & Beginning)
  | { readonly kind: 'played'; readonly requests: Requests }
  | { readonly kind: 'fault'; readonly what: string };
