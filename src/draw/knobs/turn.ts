import { isRecord, type Problem } from '../../model/rules.ts';
import type { Scene } from '../scene.ts';
import { composers } from './composers.ts';
import { withNumber } from './field.ts';
import { marked } from './marks.ts';
import type { Knob, Knobs } from './spec.ts';

/** Knobs of a beat, and where they stand. */
export interface Turn {
  readonly beat: number;
  readonly values: readonly number[];
}

/** What a turn comes to: a scene whose beat of that number is to be shown, or why not. */
export type Turned = { readonly scene: Scene } | { readonly problems: readonly Problem[] };

/** Composes what a fence says, as far as it can. */
type Compose = (spec: unknown) => { readonly scene?: Scene | undefined; readonly problems: readonly Problem[] };

/** As a page composes: what it has comes from a compiler, and is well formed. */
export function composerOf({ language }: Knobs, beat: number): Compose {
  const composer = composers.get(language);
  return (spec) => composer?.(JSON.stringify(spec), beat) ?? { problems: [] };
}

/** The diagram composed again with a beat's knobs elsewhere. What that means for the other beats is nobody's business. */
export function turned(compose: Compose, knobs: Knobs, turn: Turn): Turned {
  try {
    const { scene, problems } = compose(specAt(knobs, turn));
    const own = problems.filter(({ path }) => !/^beats\[/.test(path) || path.startsWith(`beats[${turn.beat}]`));
    return scene === undefined || own.length > 0 ? { problems: own } : { scene };
  } catch (error) {
    return { problems: [{ path: '', what: error instanceof Error ? error.message : String(error), expected: '' }] };
  }
}

/** What a fence says, with a beat's knobs as they are turned and all others where they start. */
export function specAt({ spec, beats }: Pick<Knobs, 'spec' | 'beats'>, turn?: Turn): unknown {
  const numbers = turn === undefined ? [] : withNames(beats[turn.beat] ?? [], turn.values);
  const set = numbers.flatMap(([{ sets }, number]) => sets.map((path) => [path, number] as const));
  const changed = set.reduce((value, [path, number]) => withNumber(value, path, number), spec);
  if (!isRecord(changed) || !Array.isArray(changed.beats)) return changed;
  return {
    ...changed,
    beats: changed.beats.map((beat: unknown, i) => {
      const own = beats[i] ?? [];
      const values = i === turn?.beat ? turn.values : own.map(({ start }) => start);
      return isRecord(beat) && typeof beat.say === 'string'
        ? { ...beat, say: filled(beat.say, withNames(own, values)) }
        : beat;
    }),
  };
}

function filled(sentence: string, numbers: readonly (readonly [Knob, number])[]): string {
  return numbers.reduce((text, [{ name }, number]) => text.replace(`{${name}}`, () => marked(number)), sentence);
}

function withNames(knobs: readonly Knob[], values: readonly number[]): readonly (readonly [Knob, number])[] {
  return knobs.map((knob, i) => [knob, values[i] ?? knob.start]);
}
