import { charted } from '../chart/compose.ts';
import { composed, firstRun, isUsed } from '../machine/compose.ts';
import type { DiagramSpec } from '../machine/spec.ts';
import type { Composition } from '../scene.ts';

/** Composes a diagram for the sake of one of its beats. */
type Composer = (spec: string, beat: number) => Composition;

/**
 * The kinds of diagram that may have knobs, by the languages of their fences: what composes them again in a page, without
 * the rules of their form. What the compiler has found well formed comes as JSON, as all that a page has from it.
 */
export const composers: ReadonlyMap<string, Composer> = new Map<string, Composer>([
  ['diagram', (spec, beat) => composed(alone(JSON.parse(spec), beat))],
  ['chart', (spec) => charted(JSON.parse(spec))],
]);

/** The others say nothing, and what none of them needs is not run. */
function alone({ runs = {}, ...spec }: DiagramSpec, number: number): DiagramSpec {
  const { run = firstRun } = spec.beats[number] ?? {};
  const silent = { until: '0 ms', say: '', run };
  // lanes stay from beat to beat
  const beats = spec.beats.map((beat, i) =>
    i === number ? beat : { ...silent, ...(beat.lanes === undefined ? {} : { lanes: beat.lanes }) },
  );
  const used = Object.entries(runs).filter(([name]) => isUsed({ beats, runs }, name));
  return { ...spec, beats, runs: Object.fromEntries(used) };
}
