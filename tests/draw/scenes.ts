import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { composed } from '../../src/draw/machine/compose.ts';
import { isDiagram } from '../../src/draw/machine/form.ts';
import { sceneOf as made, type Scene, type SceneData } from '../../src/draw/scene.ts';

/** A diagram of the talk: the slug of its slide and its scene. */
export interface Talked {
  readonly slug: string;
  readonly scene: Scene;
  /** As it stands in the page. */
  readonly data: SceneData;
}

/** Every diagram of the talk, made from the fences as they stand on the slides. */
export function scenesOfTheTalk(): readonly Talked[] {
  const text = readdirSync('slides')
    .filter((name) => name.endsWith('.md'))
    .toSorted()
    .map((name) => readFileSync(`slides/${name}`, 'utf8'))
    .join('\n');
  const parts = text.split(/<!-- \.slide: id="([^"]+)"/).slice(1);
  const scenes = parts.flatMap((slug, i) => {
    const fence = i % 2 === 0 ? /```diagram\n([\s\S]*?)```/.exec(parts[i + 1] ?? '')?.[1] : undefined;
    if (fence === undefined) return [];
    const spec: unknown = parse(fence);
    if (!isDiagram(spec)) throw new Error(`the diagram of ${slug} is not well formed`);
    const { data } = composed(spec);
    return [{ slug, data, scene: made(data) }];
  });
  // none may be missed: what is not here is not held to the grammar
  if (scenes.length !== text.split('```diagram').length - 1) throw new Error('a diagram of the talk was not found');
  return scenes;
}

/** The scene of a slide. */
export function sceneOf(slug: string): Scene {
  const found = scenesOfTheTalk().find((each) => each.slug === slug);
  if (found === undefined) throw new Error(`no diagram on ${slug}`);
  return found.scene;
}
