import { resolve } from 'node:path';
import { parse } from 'yaml';
import { codeReader } from '../../src/compiler/code-lines.ts';
import { finished } from '../../src/compiler/finished.ts';
import { measuredReader, scenariosIn } from '../../src/compiler/measurements.ts';
import { recordingReader } from '../../src/compiler/recordings.ts';
import { caption } from '../../src/draw/caption.ts';
import { draw, still } from '../../src/draw/draw.ts';
import { figureReader, figures } from '../../src/draw/figures.ts';
import { sheet } from '../../src/draw/geometry.ts';
import { band, isBand } from '../../src/draw/machine/band.ts';
import type { Format, Shape } from '../../src/draw/shape.ts';
import { svgSource } from '../../src/draw/svg.ts';
import { isRecord, message, type Problem } from '../../src/model/rules.ts';
import { type Fence, type Page, type Picture, pages } from './pages.ts';
import { stacked } from './stack/compose.ts';
import { isStack, stackProblems } from './stack/form.ts';
import { frame as stackFrame } from './stack/frame.ts';
import type { Drawing } from './standalone.ts';

/** A diagram that a page shows the source of. */
export interface Example {
  readonly fence: Fence;
  /** Of which kind it is; a piece of YAML belongs to the diagram above it. */
  readonly language: string;
  readonly value: unknown;
  /** The pictures that stand below it, up to the next example. */
  readonly pictures: readonly Picture[];
}

const drawn = [...Object.keys(figures), ...Object.keys(finished), 'stack'];

/** The diagrams of a page. A fence of `yaml` is laid over the diagram above it: its runs and beats are more of them. */
export function examplesOf({ items }: Page): readonly Example[] {
  const found: (Example & { readonly pictures: Picture[] })[] = [];
  for (const item of items) {
    const last = found.at(-1);
    if (item.kind === 'picture' && item.target.endsWith('.svg')) last?.pictures.push(item);
    if (item.kind !== 'fence') continue;
    const { language, content } = item;
    const value: unknown = drawn.includes(language) || language === 'yaml' ? parse(content) : undefined;
    if (drawn.includes(language)) found.push({ fence: item, language, value, pictures: [] });
    if (language !== 'yaml') continue;
    if (last === undefined) throw new Error(`${item.at}: a piece of a diagram with no diagram above it`);
    found.push({ fence: item, language: last.language, value: over(last.value, value), pictures: [] });
  }
  return found;
}

export const examples: readonly Example[] = pages.flatMap(examplesOf);

function over(below: unknown, above: unknown): unknown {
  if (Array.isArray(below) && Array.isArray(above)) return [...below, ...above];
  if (!isRecord(below) || !isRecord(above)) return above;
  const both = Object.keys(above).map(
    (key) => [key, key in below ? over(below[key], above[key]) : above[key]] as const,
  );
  return { ...below, ...Object.fromEntries(both) };
}

const files = { folder: resolve('slides'), used: () => {} };
const sources = {
  code: codeReader(files),
  recorded: recordingReader(files),
  measured: measuredReader(files),
  scenarios: scenariosIn(files),
};

/** What is wrong with an example, as its author is told. */
export function problemsOf({ language, value }: Example): readonly string[] {
  return problemsIn(language, value).map(message);
}

/** What is wrong with a diagram of a kind. */
export function problemsIn(language: string, value: unknown): readonly Problem[] {
  const finish = finished[language];
  if (finish !== undefined) return finish(value).problems;
  if (language === 'stack') return isStack(value) ? stacked(value).problems : stackProblems(value);
  return figureReader(language)?.(value, false, sources).problems ?? [];
}

/** The shapes of an example's beat on paper. */
export function shapesOf({ language, value, fence }: Example, beat: number, format: Format): readonly Shape[] {
  if (language === 'stack' && isStack(value)) {
    const { scene } = stacked(value);
    const one = scene.beats[beat];
    if (one === undefined) throw new Error(`${fence.at}: no beat ${beat}`);
    const medium = { ink: 'still', format } as const;
    return [...stackFrame(scene, one, { beat, t: 0, settled: 1 }, medium), ...caption(sheet(format), one)];
  }
  const scene = figureReader(language)?.(value, false, sources).scene;
  if (scene === undefined || scene.beats[beat] === undefined) throw new Error(`${fence.at}: no beat ${beat}`);
  return draw(scene, still(scene, beat), { ink: 'still', format });
}

/** A picture of an example, as on the stage. */
export function pictureOf(example: Example, beat: number): Drawing {
  const { language, value } = example;
  if (language === 'band' && isBand(value)) return { width: 1280, height: 250, inner: band(value) };
  const { width, height } = sheet('wide');
  return { width, height, inner: svgSource(shapesOf(example, beat, 'wide')) };
}
