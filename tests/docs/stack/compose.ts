import { keyOf, type Tell, teller, told } from '../../../src/draw/told.ts';
import type { Problem } from '../../../src/model/rules.ts';
import { misfits } from './layout.ts';
import type { Beat, Scene } from './scene.ts';
import type { BeatSpec, StackSpec } from './spec.ts';

const formats = ['wide', 'tall'] as const;

// region compose
/** A stack for the page, and what is wrong with it: a layer that is not there, words without room. */
export function stacked({ layers, beats: specs, key }: StackSpec) {
  const problems: Problem[] = [];
  const tell = teller(problems);
  const names = layers.map(({ name }) => name);
  const counts = { layers: layers.length, above: layers.length - 1 };
  const beats: Beat[] = [];
  for (const [i, spec] of specs.entries()) {
    const path = `beats[${i}]`;
    beats.push({
      ...told(spec, path, { counts, formats, tell }),
      reached: reachedBy(spec, `${path}.until`, beats.at(-1)?.reached ?? 0, names, tell),
    });
  }
  const scene: Scene = { kind: 'stack', layers, beats, key: keyOf(key, beats.length, tell) };
  for (const format of formats) for (const misfit of misfits(scene, format)) tell(...misfit);
  return { data: scene, scene, problems };
}

function reachedBy({ until }: BeatSpec, path: string, before: number, names: readonly string[], tell: Tell): number {
  if (until === undefined) return before;
  const at = names.indexOf(until);
  if (at < 0) tell(path, `no layer "${until}"`, `layers are ${names.join(', ')}`);
  return at + 1;
}
// endregion
