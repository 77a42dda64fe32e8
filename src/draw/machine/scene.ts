import type { RequestId } from '../../model/trace.ts';
import type { CodeLine } from '../code.ts';
import type { Beat as AnyBeat } from '../scene.ts';
import { type Run, type RunData, runOf } from './run.ts';
import type { BeatSpec, CardSpec, Lanes } from './spec.ts';

/** A beat that plays from an instant of a run to another. */
export interface Beat extends AnyBeat {
  readonly lit?: BeatSpec['lit'];
  readonly lanes: Lanes;
  readonly line?: number;
  readonly cards: readonly CardSpec[];
  /** Whether its processes are one still, or come out of it. */
  readonly fork?: 'before' | 'now';
  /** Whom its instant names, and its sentence. */
  readonly about?: RequestId;
}

/** The runs that the beats show, to be run again in the page, and the beats as the compiler found them in those and others. */
export interface SceneData {
  readonly kind: 'machine';
  readonly runs: Readonly<Record<string, RunData>>;
  readonly beats: readonly Beat[];
  /** The beat that stands for all. */
  readonly key: number;
  /** What requests wait for, in words; empty where it is not shown. */
  readonly upstream: string;
  /** What each process takes, MB, as it was measured. */
  readonly memory?: number;
  /** What the requests run, if a beat shows it. */
  readonly code?: { readonly file: string; readonly lines: readonly CodeLine[] };
}

/** A machine that has run. */
export interface Scene extends Omit<SceneData, 'runs'> {
  readonly runs: ReadonlyMap<string, Run>;
}

/** Runs what a diagram shows. The same data gives the same scene, wherever. */
export function sceneOf({ runs, ...rest }: SceneData): Scene {
  return { ...rest, runs: new Map(Object.entries(runs).map(([name, run]) => [name, runOf(run)])) };
}
