import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'vite';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { scenesOfTheTalk } from '../draw/scenes.ts';
import { useBrowser } from './open.ts';
import { projectWith } from './project.ts';

const browser = useBrowser();

const closing: (() => Promise<void> | void)[] = [];
afterAll(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** The address of a dev server over a project. */
async function dev(root: string): Promise<string> {
  const cacheDir = mkdtempSync(join(tmpdir(), 'deck-gallery-'));
  closing.push(() => rmSync(cacheDir, { recursive: true, force: true }));
  const server = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    cacheDir,
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0, watch: null },
  });
  await server.listen();
  closing.push(() => server.close());
  return server.resolvedUrls?.local[0] ?? '';
}

// the talk is compiled once, and nobody changes it
let talk = '';
beforeAll(async () => {
  talk = await dev(process.cwd());
});

const textOf = async (url: string) => (await fetch(url)).text();

it('has every diagram of the talk at every beat, or those of one slide', async () => {
  const html = await textOf(`${talk}gallery`);
  const all = scenesOfTheTalk();
  for (const { slug, scene } of all) {
    expect(html).toContain(`<section id="${slug}">`);
    expect(html.split(`<section id="${slug}">`)[1]).toContain(` · ${scene.beats.length} beats · `);
    for (const beat of scene.beats.keys()) expect(html).toContain(`<article id="${slug}-${beat}">`);
  }
  const beats = all.reduce((sum, { scene }) => sum + scene.beats.length, 0);
  expect(html.match(/<figure /g)?.length).toBe(7 * beats);
  const one = await textOf(`${talk}gallery?slug=many-waits`);
  expect(one.match(/<section id="[^"]*"/g)).toEqual(['<section id="many-waits"']);
});

it('says what is wrong with a fence, where the diagram would be', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'deck-gallery-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const root = projectWith('tests/fixtures/saved', join(folder, 'project'));
  const file = join(root, 'slides', '15-diagrams.md');
  writeFileSync(file, readFileSync(file, 'utf8').replace('until: r1 done', 'until: r9 done'));
  const html = await textOf(`${await dev(root)}gallery?slug=waits`);
  const said = /slides\/15-diagrams\.md:\d+:\d+ {2}beats\[1\]\.until: [^\n]+/;
  expect(html.split('<section ')[0]).toMatch(said);
  expect(html.split('<section id="waits">')[1]).toMatch(said);
});

it('is drawn without an error, in light and dark, tall, on paper and as others see it', async () => {
  const page = await browser().newPage({ viewport: { width: 1600, height: 1200 } });
  closing.push(() => page.close());
  const faults: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && faults.push(message.text())));
  page.on('pageerror', (error) => void faults.push(error.message));
  page.on('requestfailed', (request) => void faults.push(request.url()));
  await page.goto(`${talk}gallery?slug=blocking-call#blocking-call-3`);
  const row = page.locator('article#blocking-call-3');
  expect(await row.locator('figcaption').allTextContents()).toEqual([
    'light',
    'dark',
    'print',
    'tall',
    'protanopia',
    'deuteranopia',
    'grey',
  ]);
  const pictures = await row.locator('figure > svg').evaluateAll((all) =>
    all.map((svg) => ({
      drawn: svg.getBoundingClientRect().height > 100 && (svg.getAttribute('viewBox') ?? '').length > 0,
      paper: getComputedStyle(svg).backgroundColor,
      seen: getComputedStyle(svg).filter,
    })),
  );
  expect(pictures.every(({ drawn }) => drawn)).toBe(true);
  expect(new Set(pictures.map(({ paper }) => paper)).size).toBe(2);
  expect(new Set(pictures.map(({ seen }) => seen)).size).toBe(4);
  expect(faults).toEqual([]);
});
