import { mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { createServer } from 'vite';
import { afterEach, expect, it } from 'vitest';
import { place, useBrowser } from './open.ts';
import { projectWith } from './project.ts';
import { now, speakerOf, view } from './speaker.ts';

const browser = useBrowser();

const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

/** A dev server over a copy of the project, whose slides can be changed. */
async function dev() {
  const folder = mkdtempSync(join(tmpdir(), 'deck-dev-'));
  closing.push(() => rmSync(folder, { recursive: true, force: true }));
  const root = projectWith('tests/fixtures/kinds', join(folder, 'project'));
  const server = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    cacheDir: join(folder, 'cache'),
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0 },
  });
  await server.listen();
  closing.push(() => server.close());
  const context = await browser().newContext({ viewport: { width: 1280, height: 720 } });
  closing.push(() => context.close());
  const url = server.resolvedUrls?.local[0] ?? '';
  const slides = (name: string) => join(root, 'slides', name);
  return {
    context,
    slides,
    /** Opens the deck and marks the page, so that a reload shows. */
    open: async (hash = '') => {
      const page = await context.newPage();
      await page.goto(`${url}${hash}`);
      await page.waitForSelector('.reveal.ready');
      await page.evaluate(() => Object.assign(window, { marker: 'still here' }));
      return page;
    },
    visit: async () => {
      const page = await context.newPage();
      await page.goto(url);
      return page;
    },
    save: (name: string, change: (text: string) => string) =>
      writeFileSync(slides(name), change(readFileSync(slides(name), 'utf8'))),
  };
}

const marker = (page: Page) => page.evaluate('window.marker');
const textOf = (page: Page, slug: string) => page.locator(`section#${slug} .sheet`).textContent();
const slugs = (page: Page) => page.locator('.slides section[id]').evaluateAll((all) => all.map(({ id }) => id));
const overlay = (page: Page) => page.locator('vite-error-overlay');

const broken = (text: string) => text.replace('region="inner"', 'region="iner"');
const mended = (text: string) => text.replace('region="iner"', 'region="inner"');

it('a saved slide is in the open deck, which stays at its step and is not loaded again', async () => {
  const { open, save } = await dev();
  const page = await open('#/claim/0');
  save('10-first.md', (text) => text.replace('Plain words', 'Other words'));
  await expect.poll(() => textOf(page, 'claim')).toContain('Other words');
  expect([await place(page), await marker(page)]).toEqual(['claim/0', 'still here']);
  await page.keyboard.press('PageDown');
  expect(await place(page)).toBe('claim/1');
  save('20-second.md', (text) => text.replace('A table', 'The table'));
  await expect.poll(() => textOf(page, 'table')).toContain('The table');
  expect([await place(page), await marker(page)]).toEqual(['claim/1', 'still here']);
});

it('a listing’s file is followed, and so is the speaker’s window', async () => {
  const { open, save } = await dev();
  const page = await open('#/below-two/1');
  const speaker = await speakerOf(page);
  save('code/app.py', (text) => text.replace('return value', 'return value * 2'));
  await expect.poll(() => textOf(page, 'below-two')).toContain('return value * 2');
  expect([await place(page), await marker(page)]).toEqual(['below-two/1', 'still here']);
  await expect.poll(() => speaker.locator(now).textContent()).toContain('return value * 2');
  expect(await view(speaker, now)).toContain('lit 2');
});

it('a broken slide is named with file, line and column, and the next good save heals the page', async () => {
  const { open, save, slides } = await dev();
  const page = await open('#/claim/0');
  const lines = readFileSync(slides('10-first.md'), 'utf8').split('\n');
  const line = lines.findIndex((each) => each.includes('region="inner"'));
  save('10-first.md', broken);
  await expect.poll(() => overlay(page).count()).toBe(1);
  const said = await overlay(page).evaluate((element) => element.shadowRoot?.textContent ?? '');
  const column = (lines[line] ?? '').indexOf('region=') + 1;
  expect(said).toContain(`slides/10-first.md:${line + 1}:${column}`);
  expect(said).toContain('iner');
  save('10-first.md', (text) => mended(text).replace('Plain words', 'Healed words'));
  await expect.poll(() => overlay(page).count()).toBe(0);
  await page.waitForSelector('.reveal.ready');
  await expect.poll(() => textOf(page, 'claim')).toContain('Healed words');
  expect(await place(page)).toBe('claim/0');
});

it('a page opened while a slide is broken says so, and heals with the next good save', async () => {
  const { visit, save } = await dev();
  save('10-first.md', broken);
  const page = await visit();
  await expect.poll(() => overlay(page).count()).toBe(1);
  expect(await overlay(page).evaluate((element) => element.shadowRoot?.textContent)).toContain('slides/10-first.md');
  save('10-first.md', mended);
  await page.waitForSelector('.reveal.ready');
  expect([await overlay(page).count(), await place(page)]).toEqual([0, 'start/-1']);
});

it('files of slides come, move and go without a restart', async () => {
  const { open, slides } = await dev();
  const page = await open('#/table');
  const before = await slugs(page);
  const chapter = readFileSync(slides('20-second.md'), 'utf8')
    .replace(/id="([\w-]+)"/g, 'id="new-$1"')
    .replaceAll('#claim', '#start')
    .replaceAll('#columns', '#start');
  writeFileSync(slides('15-new.md'), chapter);
  await expect.poll(() => slugs(page)).toContain('new-table');
  const added = await slugs(page);
  expect(added.indexOf('new-table')).toBeLessThan(added.indexOf('table'));
  renameSync(slides('15-new.md'), slides('30-new.md'));
  await expect.poll(async () => (await slugs(page)).indexOf('new-table')).toBeGreaterThan(before.indexOf('table'));
  rmSync(slides('30-new.md'));
  await expect.poll(() => slugs(page)).toEqual(before);
  expect([await place(page), await marker(page)]).toEqual(['table/-1', 'still here']);
});

it('when the slide on screen is deleted, the deck stands on the one before it', async () => {
  const { open, save } = await dev();
  const page = await open('#/questions');
  const speaker = await speakerOf(page);
  save('20-second.md', (text) => text.replace(/<!-- \.slide: id="questions"[\s\S]*?---\n\n(?=<!-- \.slide)/, ''));
  await expect.poll(() => slugs(page)).not.toContain('questions');
  expect([(await place(page)).split('/')[0], await marker(page)]).toEqual(['table', 'still here']);
  await expect.poll(() => speaker.locator(now).getAttribute('data-number')).toBe('4');
});
