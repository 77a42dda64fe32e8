import type { Token } from 'markdown-it';
import { parse } from 'yaml';
import { figureReader, inColumns } from '../draw/figures.ts';
import { type SceneData, stageBeats } from '../draw/scene.ts';
import type { Problem } from '../model/rules.ts';
import { isColumnMark } from './columns.ts';
import { remembered } from './remembered.ts';

/** The first word behind the backticks of a fence. */
export function languageOf(token: Token): string {
  return token.info.trim().split(/\s/)[0] ?? '';
}

/** Whether a token stands in a column of its slide, whose tokens these are. */
export function isInColumn(tokens: readonly Token[], i: number): boolean {
  return tokens.slice(0, i).findLast(isColumnMark)?.type === 'column_open';
}

/** The lines that the diagram of a slide lights in its listing, a step each; undefined if it lights none. */
export function linesLit(tokens: readonly Token[]): readonly string[] | undefined {
  const at = tokens.findIndex((token) => token.type === 'fence' && inColumns.includes(languageOf(token)));
  const token = tokens[at];
  if (token === undefined) return undefined;
  const inColumn = isInColumn(tokens, at);
  return lit(`${languageOf(token)} ${inColumn}\n${token.content}`, () => {
    try {
      const made = figureReader(languageOf(token))?.(parse(token.content) ?? {}, inColumn);
      return made?.scene === undefined ? undefined : linesOf(made.data);
    } catch {
      // what is wrong with the YAML is told where it is drawn
      return undefined;
    }
  });
}

const lit = remembered<readonly string[] | undefined>(100);

/** The lines at each beat of the stage. */
export function linesOf(scene: SceneData): readonly string[] | undefined {
  if (scene.kind !== 'conversation' || scene.beats.every(({ lines }) => lines === undefined)) return undefined;
  return stageBeats(scene).map((beat) => scene.beats[beat]?.lines ?? '');
}

/** What is wrong with the lines that beats light, given how many each listing of the slide has. */
export function lineProblems(scene: SceneData, listings: readonly number[]): readonly Problem[] {
  if (linesOf(scene) === undefined || scene.kind !== 'conversation') return [];
  const first = scene.beats.findIndex(({ lines }) => lines !== undefined);
  const [count, second] = listings;
  if (count === undefined || second !== undefined) {
    const what =
      count === undefined ? 'lines of a listing that is not here' : `lines of one of ${listings.length} listings`;
    return [{ path: `beats[${first}].lines`, what, expected: 'expected one listing on this slide' }];
  }
  return scene.beats.flatMap(({ lines = '' }, i): Problem[] => {
    const last = Math.max(0, ...(lines.match(/\d+/g) ?? []).map(Number));
    // a beat that names none has those of the one before
    if (last <= count || lines === scene.beats[i - 1]?.lines) return [];
    const expected = `it has ${count} ${count === 1 ? 'line' : 'lines'}`;
    return [{ path: `beats[${i}].lines`, what: `no line ${last} in this listing`, expected }];
  });
}
