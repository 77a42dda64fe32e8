import type { Ms } from '../../model/kernel.ts';
import type { ServerSpec } from '../../model/servers/index.ts';
import type { ArrivalsSpec } from '../machine/spec.ts';
import type { Words } from '../told.ts';

/** What every replica is asked, as in Kubernetes: after so many `failures` in a row it is restarted. */
export interface ProbeSpec {
  readonly path: string;
  /** "cpu 1" */
  readonly does: string;
  readonly period: Ms;
  /** How long an answer may take. */
  readonly timeout: Ms;
  /** Without it nothing is ever restarted. */
  readonly failures?: number;
  /** From SIGTERM to SIGKILL; 30 s. */
  readonly grace?: Ms;
  /** When the first is asked; 0. */
  readonly from?: Ms;
  /** Before then the last one comes. */
  readonly until: Ms;
  /** By how much each replica is asked later than the one before it; 0. */
  readonly apart?: Ms;
}

/** Replicas of a server behind a balancer, and what comes to them. */
export interface FleetRunSpec {
  readonly replicas: number;
  readonly server: ServerSpec;
  /** Nobody asks how they are without it, or where a further run says `none`. */
  readonly probe?: ProbeSpec | 'none';
  readonly arrivals: readonly ArrivalsSpec[];
}

/**
 * A beat ends at an instant of its run: "1000 ms", "r4 done", "pod 1 unready", "pod 1 killed", "pod 1 ready". With `ask` it
 * stands still there and asks; else it plays until there, `lens` ms on the wall for each of the servers', and says its sentence.
 */
export interface BeatSpec extends Words {
  readonly until: string;
  /** 1 is real time, 4 four times slower, 0.5 twice as fast. */
  readonly lens?: number;
  /** Another of the scene's runs. */
  readonly run?: string;
}

/** A fleet as it stands in a fence. */
export interface FleetFenceSpec extends FleetRunSpec {
  /** Further runs by name: what they leave out is as in the first. */
  readonly runs?: Readonly<Record<string, Partial<FleetRunSpec>>>;
  /** The beat that stands for all of them on paper and without script, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}
