import type { Beat as AnyBeat } from '../../../src/draw/scene.ts';
import type { LayerSpec } from './spec.ts';

// region scene
/** A beat: how many layers the call has come down through. */
export interface Beat extends AnyBeat {
  readonly reached: number;
}

/** Layers as they stand in the page: plain data, drawn as it is. */
export interface Scene {
  readonly kind: 'stack';
  readonly layers: readonly LayerSpec[];
  readonly beats: readonly Beat[];
  readonly key: number;
}
// endregion

// region phrases
/** Where the call is, in phrases. */
export function whoIsCalled({ layers }: Scene, { reached }: Beat): readonly string[] {
  const layer = layers[reached - 1];
  return layer === undefined ? [] : [`At ${layer.name}, which ${layer.does}`];
}
// endregion
