import type { Ms } from '../../model/kernel.ts';
import type { ServerSpec } from '../../model/servers/index.ts';
import type { CodeRef } from '../code.ts';

/**
 * Requests that are alike: `count` at once, or one `every` ms until `until` or `count` of them, or `rate` a second by
 * chance until `until`, chosen by `seed`.
 */
export interface ArrivalsSpec {
  /** When the first comes; 0. */
  readonly at?: Ms;
  readonly count?: number;
  readonly every?: Ms;
  readonly until?: Ms;
  readonly rate?: number;
  readonly seed?: number;
  /** What beats and lanes call the first of them. */
  readonly name?: string;
  readonly path: string;
  /** "cpu 5, wait 90, cpu 5" */
  readonly does: string;
  readonly patience?: Ms;
  readonly probe?: boolean;
  /** Where in the diagram's code each of its steps is: numbers of the lines that are shown, from 1. */
  readonly lines?: readonly number[];
}

/**
 * A closed loop: so many users, who come one `every` ms and then ask again as soon as they are answered, until `until`;
 * nobody else comes.
 */
export interface UsersSpec {
  readonly users: number;
  /** 0. */
  readonly every?: Ms;
  readonly until: Ms;
  readonly path: string;
  readonly does: string;
}

/** A server and what comes to it. */
export interface RunSpec {
  /** A real run in place of a simulated one: "recorded/second-user", as the lab wrote it. Its server and arrivals are the recording's. */
  readonly source?: string;
  readonly server: ServerSpec;
  readonly arrivals: readonly (ArrivalsSpec | UsersSpec)[];
}

/** A small box of words, where a beat tells of what is not in the run. */
export interface CardSpec {
  readonly title: string;
  readonly text: string;
}

/**
 * What the timeline shows: a lane a request, a seat or a core, those of some requests only, or how many are in line; or in
 * its place the code, and who is where in it.
 */
export type Lanes = 'requests' | 'seats' | 'cores' | 'counts' | 'code' | readonly string[];

/**
 * A beat ends at an instant of its run: "r4 done", "probe gaveUp", "1000 ms". With `ask` it stands still there and
 * asks; else it plays until there, `lens` ms on the wall for each of the server's, and says its sentence.
 */
export interface BeatSpec {
  readonly until: string;
  readonly ask?: string;
  /** Guesses; the right one is a reference to the run. */
  readonly answers?: readonly string[];
  readonly say?: string;
  readonly lens?: number;
  /** The one number of the scene, at its end. */
  readonly payoff?: string;
  /** Another of the scene's runs. */
  readonly run?: string;
  /** Lights what is in this state and dims the rest of the timeline. */
  readonly lit?: 'running' | 'away' | 'inLine' | 'stuck';
  /** Lanes from here on. */
  readonly lanes?: Lanes;
  /** The line of the code that this beat is about. */
  readonly line?: number;
  readonly cards?: readonly CardSpec[];
  /** Nobody comes yet: of one process several are made, and before this beat there is one. */
  readonly forks?: boolean;
  /** Not on stage: for those who read. */
  readonly reader?: boolean;
}

/** A diagram as it stands in a fence and in the page: plain data, from which everything else is computed. */
export interface DiagramSpec extends RunSpec {
  /** Further runs by name: what they leave out is as in the first. */
  readonly runs?: Readonly<Record<string, Partial<RunSpec>>>;
  /** What requests wait for, in words. */
  readonly upstream?: string;
  /** What each process takes, as the lab measured it: "memory/plain"; or, as it was found there, in MB. */
  readonly memory?: string | number;
  /** What the requests run. */
  readonly code?: CodeRef;
  /** The beat that stands for all of them on paper and without script, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}
