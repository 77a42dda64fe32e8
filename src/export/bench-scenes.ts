import type { Browser } from 'playwright-core';
import { createServer } from 'vite';
import { type Drawing, drawings } from './bench-drawing.ts';
import { type Playing, played } from './bench-playing.ts';
import { served } from './site.ts';

/** A diagram of a built deck: its slide, and its data as the page has it. */
export interface BenchScene {
  readonly slug: string;
  readonly json: string;
  /** A column beside a listing is narrower than the stage. */
  readonly format: 'wide' | 'half';
}

/**
 * Each diagram of the deck in `root`, which stands built in `outDir`: how much there is to draw, how long it takes, what is
 * written into the page for it, whether it stutters on a slow processor, and whether it keeps what it no longer needs.
 */
export async function benchScenes(browser: Browser, root: string, outDir: string): Promise<void> {
  const site = await served(root, { port: 4610, outDir });
  // the built page shows nobody its functions: the dev server has them one by one
  const server = await createServer({ root, logLevel: 'silent', server: { port: 4620, watch: null, ws: false } });
  try {
    await server.listen();
    const scenes = await scenesOf(browser, site.url);
    const drawn = await drawings(browser, server.resolvedUrls?.local[0] ?? '', scenes);
    console.log(`
The diagrams. Medians in ms; "writes" into the page a frame: median and most. "dropped" of the frames at 60 a second while
the longest beat plays, processor throttled 4×. "heap" and "nodes" after 200 replays relative to after 20.\n`);
    line('slide', 'shapes', 'simulate', 'draw', 'writes', 'most', 'dropped', 'heap', 'nodes');
    for (const scene of scenes) print(scene, drawn.get(scene), await played(browser, site.url, scene));
  } finally {
    await server.close();
    await site.close();
  }
}

async function scenesOf(browser: Browser, url: string): Promise<readonly BenchScene[]> {
  const page = await browser.newPage();
  await page.goto(url);
  await page.waitForFunction(() => document.querySelector('deck-diagram > noscript') === null);
  const scenes = await page.evaluate(() =>
    [...document.querySelectorAll('deck-diagram')].map(
      (diagram): BenchScene => ({
        slug: diagram.closest('section')?.id ?? '',
        json: diagram.querySelector(':scope > script')?.textContent ?? '',
        format: diagram.closest('.column') === null ? 'wide' : 'half',
      }),
    ),
  );
  await page.close();
  return scenes;
}

function print({ slug }: BenchScene, drawing: Drawing | undefined, playing: Playing): void {
  const { writes, frames, dropped, heap, nodes } = playing;
  line(
    slug,
    String(drawing?.shapes),
    (drawing?.simulate ?? Number.NaN).toFixed(1),
    (drawing?.draw ?? Number.NaN).toFixed(2),
    String(writes.median),
    String(writes.most),
    frames === 0 ? 'stands' : `${dropped} of ${frames + dropped}`,
    `× ${heap.toFixed(3)}`,
    `× ${nodes.toFixed(3)}`,
  );
}

function line(...cells: readonly string[]): void {
  console.log(cells.map((cell, n) => (n === 0 ? cell.padEnd(20) : cell.padStart(11))).join(''));
}
