import type { Ms } from '../model/kernel.ts';
import type { Problem } from '../model/rules.ts';
import type { Scene as Chart } from './chart/scene.ts';
import type { Scene as Conversation } from './conversation/scene.ts';
import { type Scene as Fleet, type SceneData as FleetData, sceneOf as fleetOf } from './fleet/scene.ts';
import type { Span } from './knobs/marks.ts';
import type { Knobs } from './knobs/spec.ts';
import { type Scene as Machine, type SceneData as MachineData, sceneOf as machineOf } from './machine/scene.ts';
import type { Scene as Path } from './path/scene.ts';
import { type Scene as Race, type SceneData as RaceData, sceneOf as raceOf } from './race/scene.ts';
import type { Scene as Tree } from './tree/scene.ts';
import type { Scene as Turns } from './turns/scene.ts';

/** A guess, and whether it is what the run says. */
export interface Answer {
  readonly text: string;
  readonly right: boolean;
}

/** A beat with its words: plays from `from` to `at` on its scene's clock, and stands there; a scene without one stands still. */
export interface Beat {
  /** Whose clock it is on; nobody's where nothing runs. */
  readonly run: string;
  readonly from: Ms;
  readonly at: Ms;
  readonly lens: number;
  readonly ask: string;
  readonly answers: readonly Answer[];
  readonly say: string;
  readonly payoff: string;
  /** Not on stage: for those who read. */
  readonly reader: boolean;
  /** Stands still in a run, and has yet something to show when it comes. */
  readonly settles?: boolean;
  /** Where in its sentence the numbers are that a reader may change; such a beat stands still. */
  readonly numbers?: readonly Span[];
}

interface Adjustable {
  /** What it takes to change those numbers. */
  readonly knobs?: Knobs;
}

/** A diagram as it stands in the page: plain data. */
export type SceneData = (MachineData | Path | Conversation | Chart | Turns | Tree | RaceData | FleetData) & Adjustable;

/** A diagram that can be drawn. */
export type Scene = (Machine | Path | Conversation | Chart | Turns | Tree | Race | Fleet) & Adjustable;

/** A slide that a diagram leads to, and where in its fence that is said. */
export interface SlideRef {
  readonly path: string;
  readonly slug: string;
}

/** A diagram for the page, and for here, and what is wrong with it. */
export interface Composition {
  readonly data: SceneData;
  readonly scene: Scene;
  readonly problems: readonly Problem[];
  /** What is doubtful, and can be drawn. */
  readonly warnings?: readonly Problem[];
  /** The beats that stand for all on paper, side by side; undefined where one does. */
  readonly strip?: readonly number[];
  /** What files have added to what the fence says: who composes it again, without them, needs it. */
  readonly added?: Readonly<Record<string, unknown>>;
  readonly slides?: readonly SlideRef[];
  /** The two rows of a race that stand for it, where there is room for two. */
  readonly rivals?: readonly number[];
}

/** What can be drawn of a diagram's data. The same data gives the same scene, wherever. */
export function sceneOf(data: SceneData): Scene {
  return data.kind === 'fleet' ? fleetOf(data) : sceneAtHand(data);
}

/** The same of the kinds that a page has at hand; others it fetches when a slide with one comes near. */
export function sceneAtHand(data: Exclude<SceneData, FleetData>): Scene {
  if (data.kind === 'race') return raceOf(data);
  return data.kind === 'machine' ? machineOf(data) : data;
}

/** The beats of the stage, by their numbers in the scene: those without the reader's. */
export function stageBeats({ beats }: { readonly beats: readonly Pick<Beat, 'reader'>[] }): readonly number[] {
  return beats.flatMap(({ reader }, i) => (reader ? [] : [i]));
}

/** A beat by its number. Throws if there is none. */
export function beatOf<S extends Pick<Scene, 'beats'>>(scene: S, number: number): S['beats'][number] {
  const beat: S['beats'][number] | undefined = scene.beats[number];
  if (beat === undefined) throw new Error(`no beat ${number} in a scene of ${scene.beats.length}`);
  return beat;
}
