import type { Browser } from 'playwright-core';
import type { BenchScene } from './bench-scenes.ts';

/** What it takes to draw a scene, in the browser. */
export interface Drawing {
  /** The most shapes in a frame of any beat. */
  readonly shapes: number;
  /** Medians, ms; a frame’s is that of its beat. */
  readonly simulate: number;
  readonly draw: number;
}

/** How many frames of each beat are drawn. */
const samples = 21;
/** How often a scene is simulated. */
const runs = 9;

/** A module for a page of the dev server: its functions as the deck has them, before they are bundled. */
const script = `
import { sceneOf } from '/src/draw/scene.ts';
import { draw } from '/src/draw/draw.ts';
import { count } from '/src/draw/shape.ts';

const median = (times) => times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? NaN;
// a browser's clock is coarse: many at a time
const timed = (times, each, run) => {
  const started = performance.now();
  for (let n = 0; n < each; n += 1) run(n);
  times.push((performance.now() - started) / each);
};

window.benchScene = ({ json, format }) => {
  const data = JSON.parse(json);
  const simulate = [];
  for (let n = 0; n < ${runs}; n += 1) timed(simulate, 3, () => sceneOf(data));
  const scene = sceneOf(data);
  let shapes = 0;
  const drawn = [];
  // the first pass is for the compiler
  for (const times of [[], drawn])
    for (const [beat, { from, at }] of scene.beats.entries())
      timed(times, ${samples}, (n) => {
        const view = { beat, t: from + ((at - from) * n) / ${samples - 1}, settled: n === ${samples - 1} ? 1 : 0 };
        shapes = Math.max(shapes, count(draw(scene, view, { ink: 'live', format })));
      });
  return { shapes, simulate: median(simulate), draw: median(drawn) };
};
`;

/** The drawing of each scene, measured in a page of the dev server at `url`. */
export async function drawings(
  browser: Browser,
  url: string,
  scenes: readonly BenchScene[],
): Promise<ReadonlyMap<BenchScene, Drawing>> {
  const page = await browser.newPage();
  try {
    // any page of its own will do, and this one has next to nothing on it
    await page.goto(`${url}gallery?slug=none`);
    await page.addScriptTag({ type: 'module', content: script });
    await page.waitForFunction(() => 'benchScene' in window);
    const measured = new Map<BenchScene, Drawing>();
    for (const scene of scenes) {
      const drawing = await page.evaluate((each): Drawing => Reflect.get(window, 'benchScene')(each), scene);
      measured.set(scene, drawing);
    }
    return measured;
  } finally {
    await page.close();
  }
}
