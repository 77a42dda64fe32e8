import type { Words } from '../../../src/draw/told.ts';

/** What stands on what, as it stands in a fence: layers from top to bottom. */
export interface StackSpec {
  readonly layers: readonly LayerSpec[];
  /** The beat that stands for all, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}

export interface LayerSpec {
  readonly name: string;
  readonly does: string;
}

/** A beat goes down to a layer by its name; where it was unless said. */
export interface BeatSpec extends Words {
  readonly until?: string;
}
