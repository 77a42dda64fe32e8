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
}

/** What it says of it, one message a plan. */
export type Report =
  /** It begins at this instant (ms since 1970). */
  | { readonly kind: 'begins'; readonly at: number }
  | { readonly kind: 'played'; readonly requests: Requests }
  | { readonly kind: 'fault'; readonly what: string };
