import type { Ms } from '../../model/kernel.ts';
import type { ServerSpec } from '../../model/servers/index.ts';
import type { ArrivalsSpec } from '../machine/spec.ts';
import type { Words } from '../told.ts';

/** A server of a race, a row of it: what beats call it is its label, unless it has a name. */
export interface RowSpec {
  readonly label: string;
  readonly name?: string;
  readonly server: ServerSpec;
  /** A real run in place of a simulated one: "recorded/second-user", as the lab wrote it. */
  readonly source?: string;
  /** What comes to it instead of what comes to all. */
  readonly arrivals?: readonly ArrivalsSpec[];
}

/** A beat ends at an instant of a row, "asgi:last done" or "sync:booted", or of the clock that all share, "1000 ms". */
export interface BeatSpec extends Words {
  readonly until: string;
  /** ms on the wall for each of the servers'. */
  readonly lens?: Ms;
  /** From here on the picture reaches to this instant; else to the last that a beat shows. */
  readonly reach?: string;
}

/** Two to four servers on one clock, as they stand in a fence. */
export interface RaceSpec {
  readonly servers: readonly RowSpec[];
  /** What comes to each of them. */
  readonly arrivals: readonly ArrivalsSpec[];
  /** The beat that stands for all, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}
