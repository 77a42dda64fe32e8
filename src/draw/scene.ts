import type { Ms } from '../model/kernel.ts';
import type { RequestId } from '../model/trace.ts';
import { type Run, type RunData, runOf } from './run.ts';
import type { BeatSpec, CardSpec } from './spec.ts';

/** A guess, and whether it is what the run says. */
export interface Answer {
  readonly text: string;
  readonly right: boolean;
}

/** A beat with its instants and words: plays from `from` to `at`, and stands there. */
export interface Beat {
  readonly run: string;
  readonly from: Ms;
  readonly at: Ms;
  readonly lens: number;
  readonly ask: string;
  readonly answers: readonly Answer[];
  readonly say: string;
  readonly payoff: string;
  readonly lit?: BeatSpec['lit'];
  readonly lanes: 'requests' | 'seats' | readonly string[];
  readonly cards: readonly CardSpec[];
  readonly reader: boolean;
  /** Whom its instant names, and its sentence. */
  readonly about?: RequestId;
}

/**
 * A diagram as it stands in the page, plain data: the runs that its beats show, to be run again there, and the beats
 * with the words and instants that the compiler found in those and all other runs.
 */
export interface SceneData {
  readonly runs: Readonly<Record<string, RunData>>;
  readonly beats: readonly Beat[];
  /** The beat that stands for all. */
  readonly key: number;
  /** What requests wait for, in words; empty where it is not shown. */
  readonly upstream: string;
}

/** A diagram that has run. */
export interface Scene extends Omit<SceneData, 'runs'> {
  readonly runs: ReadonlyMap<string, Run>;
}

/** Runs what a diagram shows. The same data gives the same scene, wherever. */
export function sceneOf({ runs, ...rest }: SceneData): Scene {
  return { ...rest, runs: new Map(Object.entries(runs).map(([name, run]) => [name, runOf(run)])) };
}

/** The beats of the stage, by their numbers in the scene: those without the reader's. */
export function stageBeats({ beats }: Scene): readonly number[] {
  return beats.flatMap(({ reader }, i) => (reader ? [] : [i]));
}
