import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Browser } from 'playwright-core';
import { installedBrowser, launched, noBrowser } from './browser.ts';
import { command } from './command.ts';
import { exampleSlides } from './example-deck.ts';
import { projectWith } from './project.ts';
import { built, type Site, served } from './site.ts';

/** A picture of a slide: after so many clicks, in pixels of which so many are one of the stage's. */
interface Shot {
  readonly file: string;
  readonly slug: string;
  readonly clicks: number;
  readonly scale: number;
  /** Of the window, px; the stage unless said. */
  readonly window?: { readonly width: number; readonly height: number };
}

/** What is shown where a link to the talk is: in the shape in which everybody shows it. */
const card: Shot = {
  file: 'assets/card.png',
  slug: 'title',
  clicks: 0,
  scale: 1,
  window: { width: 1200, height: 630 },
};

/**
 * `npm run docs:pictures`, its first half: the slides that the README and the documentation show, as PNG. A picture in
 * the documentation is called after its slide and the clicks before it: `one-await-1.png`.
 */
await command('npm run docs:pictures takes no options.', async () => {
  parseArgs({ options: {} });
  const path = installedBrowser();
  if (path === undefined) throw new Error(noBrowser);
  const browser = await launched(path);
  const folder = mkdtempSync(join(tmpdir(), 'docs-'));
  try {
    const talk: Shot = { file: 'assets/deck.png', slug: 'blocking-call', clicks: 2, scale: 1 };
    await shotsOf(process.cwd(), join(folder, 'talk'), [talk, card], browser);
    const example = projectWith(exampleSlides(join(folder, 'slides')), join(folder, 'project'));
    await shotsOf(example, join(folder, 'example'), shotsIn('docs/write-a-slide.md'), browser);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

/** The pictures of slides that a page shows. */
function shotsIn(page: string): readonly Shot[] {
  const pictures = readFileSync(page, 'utf8').matchAll(/\]\((pictures\/([a-z-]+)-(\d)\.png)\)/g);
  return Array.from(pictures, ([, file = '', slug = '', clicks]) => ({
    file: `docs/${file}`,
    slug,
    clicks: Number(clicks),
    scale: 0.75,
  }));
}

async function shotsOf(root: string, outDir: string, shots: readonly Shot[], browser: Browser): Promise<void> {
  await built(root, outDir);
  const site = await served(root, { port: 4195, outDir });
  try {
    for (const shot of shots) await take(shot, site, browser);
  } finally {
    await site.close();
  }
}

async function take(
  { file, slug, clicks, scale, window = { width: 1280, height: 720 } }: Shot,
  { url }: Site,
  browser: Browser,
): Promise<void> {
  const page = await browser.newPage({
    viewport: window,
    deviceScaleFactor: scale,
    colorScheme: 'light',
    reducedMotion: 'reduce',
  });
  await page.goto(`${url}#/${slug}`);
  await page.waitForSelector('.reveal.ready');
  for (let click = 0; click < clicks; click += 1) await page.keyboard.press('PageDown');
  // what is there for a hand is not the slide
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('.bar, .deck-progress')) each.remove();
  });
  // what comes with a click fades in
  await page.waitForTimeout(1000);
  await page.screenshot({ path: file });
  await page.close();
  console.log(file);
}
