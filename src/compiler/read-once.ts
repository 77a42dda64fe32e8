import type { CodeRef } from '../draw/code.ts';
import { describe } from '../draw/describe.ts';
import { figureReader, type Reader } from '../draw/figures.ts';
import { poster } from '../draw/poster.ts';
import { type Composition, type Scene, type SceneData, sceneOf } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import type { Sources } from '../draw/sources.ts';
import { remembered } from './remembered.ts';
import { once, type Shelf } from './shelf.ts';

/** How to get whatever a diagram may name. */
export type Found = Required<{ readonly [key in keyof Sources]: NonNullable<Sources[key]> }>;

/** A fence as it is written: of the same text the same comes. */
export interface FenceText {
  readonly language: string;
  readonly inColumn: boolean;
  readonly content: string;
}

/** The key still of a figure, as a picture of the page and in words. */
export interface Still {
  readonly poster: string;
  readonly words: string;
}

/** What of a dev server's many texts is kept: nothing is read, run or drawn again of which no letter has changed. */
export const mostKept = 300;
type Read = ReturnType<Reader>;

/** What a diagram has asked for, and what it got: those files may have changed when the fence has not. */
interface Asked {
  readonly codes: readonly (readonly [ref: CodeRef, answer: string])[];
  readonly runs: readonly (readonly [name: string, answer: string])[];
  readonly measured: readonly (readonly [name: string, answer: string])[];
  readonly scenarios: readonly (readonly [set: string, answer: string])[];
}

const reads = remembered<{ readonly read: Read | undefined; readonly asked: Asked }>(mostKept);

/**
 * Reads the `value` of a fence, unless the same text was read before, here or by another build, and what it names is as it
 * was. Undefined for a language that draws nothing.
 */
export function readOnce(
  { language, inColumn, content }: FenceText,
  value: unknown,
  { shelf, sources: readers }: { readonly sources: Found; readonly shelf: Shelf },
): Read | undefined {
  const key = `${language} ${inColumn}\n${content}`;
  const read = () => {
    const codes: [CodeRef, string][] = [];
    const runs: [string, string][] = [];
    const measured: [string, string][] = [];
    const scenarios: [string, string][] = [];
    const sources = {
      code: noted(readers.code, codes),
      recorded: noted(readers.recorded, runs),
      measured: noted(readers.measured, measured),
      scenarios: noted(readers.scenarios, scenarios),
    };
    return { read: figureReader(language)?.(value, inColumn, sources), asked: { codes, runs, measured, scenarios } };
  };
  const holds = ({ asked }: { readonly asked: Asked }) =>
    asked.codes.every(([ref, answer]) => JSON.stringify(readers.code(ref)) === answer) &&
    asked.runs.every(([name, answer]) => JSON.stringify(readers.recorded(name)) === answer) &&
    asked.measured.every(([name, answer]) => JSON.stringify(readers.measured(name)) === answer) &&
    asked.scenarios.every(([set, answer]) => JSON.stringify(readers.scenarios(set)) === answer);
  const readOrKept = () => {
    const kept = keptRead(shelf, key);
    if (kept !== undefined && holds(kept)) return kept;
    const made = read();
    keepRead(shelf, key, made);
    return made;
  };
  return reads(key, readOrKept, holds).read;
}

/** The same reader, which writes down what it was asked for and what it has answered. */
function noted<Name, Answer>(read: (name: Name) => Answer, into: [Name, string][]): (name: Name) => Answer {
  return (name) => {
    const answer = read(name);
    into.push([name, JSON.stringify(answer)]);
    return answer;
  };
}

/** What is kept of a figure that is right: its scene follows from its data. */
interface Kept extends Omit<Composition, 'scene' | 'problems'> {
  readonly asked: Asked;
}

function keepRead(
  shelf: Shelf,
  key: string,
  { read, asked }: { readonly read: Read | undefined; readonly asked: Asked },
) {
  if (read === undefined || !('data' in read) || read.problems.length > 0) return;
  const { scene, problems, ...rest } = read;
  const kept: Kept = { ...rest, asked };
  shelf.put(JSON.stringify(['read', key]), JSON.stringify(kept));
}

function keptRead(shelf: Shelf, key: string): { readonly read: Composition; readonly asked: Asked } | undefined {
  const text = shelf.get(JSON.stringify(['read', key]));
  if (text === undefined) return undefined;
  const { asked, ...rest }: Kept = JSON.parse(text);
  let scene: Scene | undefined;
  const read: Composition = {
    ...rest,
    problems: [],
    // run again only where somebody wants to draw what is not drawn yet
    get scene() {
      scene ??= sceneOf(rest.data);
      return scene;
    },
  };
  return { read, asked };
}

const stills = new WeakMap<SceneData, Still>();

/** The key still: what is read anew is another figure, and each stands in one format. */
export function stillOnce(made: Composition, format: Format, shelf: Shelf): Still {
  const { data } = made;
  const still = stills.get(data) ?? {
    poster: once(shelf, ['poster', format, data], () => poster(made.scene, made.scene.key, format)),
    words: once(shelf, ['words', data], () => describe(made.scene, made.scene.key)),
  };
  stills.set(data, still);
  return still;
}
