import type { Medium, View } from '../draw.ts';
import type { Beat as AnyBeat } from '../scene.ts';
import type { Shape } from '../shape.ts';
import { howTheyAre } from './describe.ts';
import { frame } from './frame.ts';
import { type FleetData, type FleetRun, fleetRunOf } from './run.ts';

/** The runs that the beats show, to be run again in the page, and the beats as the compiler found them in those and others. */
export interface SceneData {
  readonly kind: 'fleet';
  readonly runs: Readonly<Record<string, FleetData>>;
  readonly beats: readonly AnyBeat[];
  /** The beat that stands for all. */
  readonly key: number;
}

/** How fleets are shown: carried by the scene, so that a page without one need not have it. */
export interface Room {
  readonly frame: (scene: Scene, beat: AnyBeat, view: View, medium: Medium) => readonly Shape[];
  readonly howTheyAre: (scene: Scene, beat: AnyBeat) => readonly string[];
}

/** Fleets that have run. */
export interface Scene extends Omit<SceneData, 'runs'> {
  readonly runs: ReadonlyMap<string, FleetRun>;
  readonly room: Room;
}

export const room: Room = { frame, howTheyAre };

/** Runs what a diagram shows. The same data gives the same scene, wherever. */
export function sceneOf({ runs, ...rest }: SceneData): Scene {
  return { ...rest, runs: new Map(Object.entries(runs).map(([name, run]) => [name, fleetRunOf(run)])), room };
}
