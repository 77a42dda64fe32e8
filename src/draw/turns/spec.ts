import type { Words } from '../told.ts';

/** A beat plays until a moment of the run: "start", "turn 3 asks", or "turn 3" for its end; where it was unless said. */
export interface BeatSpec extends Words {
  readonly until?: string;
  /** What it is about: a task by its name, or the `loop`. */
  readonly lit?: string;
}

/** Turns of an event loop as they stand in a fence: what tasks of a gather do, by their names; the rest is computed. */
export interface TurnsSpec {
  /** "cpu 0.1, sleep 20, recv 10", in milliseconds; a `recv` is of a byte that comes at that instant. */
  readonly tasks: Readonly<Record<string, string>>;
  /** The beat that stands for all, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}
