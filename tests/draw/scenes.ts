import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parse } from 'yaml';
import { codeReader } from '../../src/compiler/code-lines.ts';
import { measuredReader, scenariosIn } from '../../src/compiler/measurements.ts';
import { recordingReader } from '../../src/compiler/recordings.ts';
import { figureReader, figures } from '../../src/draw/figures.ts';
import { sceneOf as made, type Scene, type SceneData } from '../../src/draw/scene.ts';
import type { Format } from '../../src/draw/shape.ts';

/** A diagram of the talk: the slug of its slide and its scene. */
export interface Talked {
  readonly slug: string;
  readonly scene: Scene;
  /** As it stands in the page. */
  readonly data: SceneData;
  /** In which it is seen: of a column beside a listing, or of the stage, and on a phone. */
  readonly formats: readonly [Format, Format];
}

/** One that runs. */
export interface TalkedMachine extends Talked {
  readonly scene: Extract<Scene, { kind: 'machine' }>;
  readonly data: Extract<SceneData, { kind: 'machine' }>;
}

const files = { folder: resolve('slides'), used: () => {} };
const sources = {
  code: codeReader(files),
  recorded: recordingReader(files),
  measured: measuredReader(files),
  scenarios: scenariosIn(files),
};
const languages = Object.keys(figures).join('|');

/** All files of these kinds below the folder of the slides, as one text. */
function textOf(...ends: readonly string[]): string {
  return readdirSync('slides', { recursive: true, encoding: 'utf8' })
    .filter((name) => ends.some((end) => name.endsWith(end)))
    .toSorted()
    .map((name) => readFileSync(`slides/${name}`, 'utf8'))
    .join('\n');
}

let known: { readonly from: string; readonly scenes: readonly Talked[] } | undefined;

/** Every diagram of the talk, made from the fences as they stand on the slides, once for all files of tests. */
export function scenesOfTheTalk(): readonly Talked[] {
  const from = textOf('.md', '.py');
  if (known?.from !== from) known = { from, scenes: scenesIn(textOf('.md')) };
  return known.scenes;
}

function scenesIn(text: string): readonly Talked[] {
  const parts = text.split(/<!-- \.slide: id="([^"]+)"/).slice(1);
  const scenes = parts.flatMap((slug, i) => {
    const slide = i % 2 === 0 ? (parts[i + 1] ?? '') : '';
    const [whole, language = '', fence] = new RegExp(`\`\`\`(${languages})\n([\\s\\S]*?)\`\`\``).exec(slide) ?? [];
    if (whole === undefined || fence === undefined) return [];
    const isColumn = /^:::\s*\w+[^:]*$/m.test(slide.slice(0, slide.indexOf(whole)).split(/^:::$/m).at(-1) ?? '');
    const spec: unknown = parse(fence);
    const read = figureReader(language)?.(spec, isColumn, sources);
    if (read?.scene === undefined) throw new Error(`the diagram of ${slug} is not well formed`);
    const formats: Talked['formats'] = isColumn ? ['half', 'low'] : ['wide', 'tall'];
    return [{ slug, data: read.data, scene: made(read.data), formats }];
  });
  // none may be missed: what is not here is not held to the grammar
  if (scenes.length !== text.split(new RegExp(`\`\`\`(?:${languages})\n`)).length - 1)
    throw new Error('a diagram of the talk was not found');
  return scenes;
}

/** Those that run. */
export function machinesOfTheTalk(): readonly TalkedMachine[] {
  return scenesOfTheTalk().flatMap(({ scene, data, ...rest }) =>
    scene.kind === 'machine' && data.kind === 'machine' ? [{ ...rest, scene, data }] : [],
  );
}

/** The machine of a slide. */
export function sceneOf(slug: string): TalkedMachine['scene'] {
  const found = machinesOfTheTalk().find((each) => each.slug === slug);
  if (found === undefined) throw new Error(`no machine on ${slug}`);
  return found.scene;
}
