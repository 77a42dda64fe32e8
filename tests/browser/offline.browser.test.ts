import { createHash } from 'node:crypto';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, inject, it } from 'vitest';
import { worker } from '../../src/compiler/offline.ts';
import { type PlainServer, plainServer } from '../../src/export/plain-server.ts';
import { opened, place, useBrowser } from './open.ts';
import { alike, speakerOf } from './speaker.ts';

const browser = useBrowser();
/** A name of this machine that is none of those on which nothing is kept. */
const host = 'deck.localhost';

let first = '';
let second = '';
let folder = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'offline-'));
  first = inject('kindsFolder');
  second = await nextVersion(first, join(folder, 'second'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const servers: PlainServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

/** A host as GitHub Pages is one: the deck is a folder of it. */
async function hosted(files: string, base = '/repo/'): Promise<PlainServer> {
  const server = await plainServer(files, { host, base });
  servers.push(server);
  return server;
}

function filesIn(site: string): readonly string[] {
  return readdirSync(site, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(site.length + 1)
        .replaceAll('\\', '/'),
    );
}

/** What a service worker keeps: names and hashes. */
function listIn(script: string): Readonly<Record<string, string>> {
  return JSON.parse(/files=(\{.*?\})/.exec(script)?.[1] ?? '{}');
}

/** The deck as if it were built again after a change: every page has another title. */
async function nextVersion(from: string, to: string): Promise<string> {
  cpSync(from, to, { recursive: true });
  const names = filesIn(to).filter((name) => name !== 'sw.js');
  for (const name of names.filter((each) => each.endsWith('.html'))) {
    const html = readFileSync(join(to, name), 'utf8');
    writeFileSync(join(to, name), html.replace(/<title>.*<\/title>/, '<title>Second version</title>'));
  }
  const sources = names.map((name) => [name, readFileSync(join(to, name))] as const);
  writeFileSync(join(to, 'sw.js'), await worker('src/offline/worker.ts', sources));
  return to;
}

/** A deck that was visited, and is kept. */
async function visited(server: PlainServer) {
  const deck = await opened(browser(), server.url, { serviceWorkers: 'allow' });
  await kept(deck.page);
  return deck;
}

async function kept(page: Page): Promise<void> {
  await page.evaluate(() => navigator.serviceWorker.ready);
}

async function again(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(address);
  await page.waitForSelector('.reveal.ready');
  return page;
}

const waits = (page: Page) =>
  page.evaluate(async () => ((await navigator.serviceWorker.getRegistration())?.waiting ?? null) !== null);
const cachesOf = (page: Page) => page.evaluate(() => caches.keys());

it('keeps every file of the build, each by its hash, and no other', async () => {
  const server = await hosted(first);
  const script = await (await fetch(`${server.url.replace(host, '127.0.0.1')}sw.js`)).text();
  const built = filesIn(first).filter((name) => /^assets\/|^(index|read|speaker|playground)\.html$/.test(name));
  const hash = (name: string) =>
    createHash('sha256')
      .update(readFileSync(join(first, name)))
      .digest('base64');
  expect(listIn(script)).toEqual(Object.fromEntries(built.map((name) => [name, hash(name)])));
  expect(built).toEqual(expect.arrayContaining(['index.html', 'read.html', 'speaker.html', 'playground.html']));
});

it('a file whose name never means another has a hash in it, and the pages have none', () => {
  const built = filesIn(first);
  expect(built.filter((name) => name.startsWith('assets/') && !/-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
  expect(built.filter((name) => !name.startsWith('assets/') && /-[\w-]{8}\.\w+$/.test(name))).toEqual([]);
  expect(built.length).toBeGreaterThan(10);
});

it('keeps the pictures of slides, and neither PDFs nor what is beside the pages for others', async () => {
  const wanted = ['assets/cup-abcd1234.png', 'assets/words-abcd1234.json', 'index.html'];
  const others = ['404.html', 'card.png', 'robots.txt', 'sitemap.xml', 'slides.pdf'];
  const script = await worker(
    'src/offline/worker.ts',
    [...wanted, ...others].map((name) => [name, name]),
  );
  expect(Object.keys(listIn(script))).toEqual(wanted);
});

it('a second visit needs no network: the deck, its diagrams, the speaker’s window, the article, the playground and paper', async () => {
  const server = await hosted(inject('talkFolder'));
  const { context, close } = await visited(server);
  await server.close();
  const page = await again(context, `${server.url}#/second-user`);
  const speaker = await speakerOf(page);
  await page.bringToFront();
  await page.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('second-user/0');
  await alike(speaker, page);
  await page.waitForSelector('section.present deck-diagram[data-alive]', { state: 'attached' });
  const fonts = await page.evaluate(async () => {
    const faces = await Promise.all(
      ['400 20px Geist', '400 20px "Geist Mono"'].map((font) => document.fonts.load(font)),
    );
    return faces.flat().map(({ status }) => status);
  });
  expect(fonts).toEqual(['loaded', 'loaded']);
  await page.keyboard.press('c');
  await expect
    .poll(() => page.locator('dialog.check li[data-fine="false"]').allInnerTexts())
    .not.toContain('Later slides');
  expect(await page.locator('dialog.check li', { hasText: 'Without a network' }).getAttribute('data-fine')).toBe(
    'true',
  );
  const article = await context.newPage();
  await article.goto(`${server.url}read.html`);
  await expect.poll(() => article.locator('section .notes').count()).toBeGreaterThan(5);
  const playground = await context.newPage();
  await playground.goto(`${server.url}playground.html#1&s=sync&c=4+at+0:+cpu+5`);
  expect(await playground.title()).toMatch(/^Playground/);
  const paper = await context.newPage();
  await paper.goto(`${server.url}?x-print=slides`);
  await paper.waitForSelector('html[data-paper-ready]');
  await close();
});

it('goes on with its version until the reader wants the new one, and then in every window', async () => {
  const server = await hosted(first);
  const { page, context, close } = await visited(server);
  await page.reload();
  await page.waitForSelector('.reveal.ready');
  const title = await page.title();
  const other = await again(context, `${server.url}#/claim`);
  server.serve(second);
  await page.reload();
  await page.waitForSelector('.reveal.ready');
  await page.waitForSelector('.suggestion');
  expect([await page.title(), await waits(page)]).toEqual([title, true]);
  // whatever else is opened meanwhile is of the old version, too
  const article = await context.newPage();
  await article.goto(`${server.url}read.html`);
  expect(await article.title()).not.toContain('Second version');
  await article.close();
  await page.getByRole('button', { name: 'Load it' }).click();
  for (const each of [page, other]) await expect.poll(() => each.title().catch(() => '')).toMatch(/Second version$/);
  await expect.poll(() => place(other)).toBe('claim/-1');
  await expect.poll(() => cachesOf(page)).toHaveLength(1);
  await close();
});

it('says so later when the reader wants that, and begins with the new version when all windows were closed', async () => {
  const server = await hosted(first);
  const { page, context, close } = await visited(server);
  server.serve(second);
  await page.reload();
  await page.waitForSelector('.suggestion');
  await page.getByRole('button', { name: 'Later' }).click();
  expect(await page.locator('.suggestion').count()).toBe(0);
  await page.close();
  const next = await context.newPage();
  await expect
    .poll(async () => {
      await next.goto(server.url);
      const shown = await next.title();
      await next.goto('about:blank');
      return shown;
    })
    .toBe('Second version');
  await close();
});

it('nobody is told on stage, and nothing changes there: the check before the talk says it', async () => {
  const server = await hosted(first);
  const { page, close } = await visited(server);
  await page.reload();
  await page.waitForSelector('.reveal.ready');
  const speaker = await speakerOf(page);
  server.serve(second);
  await page.reload();
  await page.waitForSelector('.reveal.ready');
  await expect.poll(() => waits(page)).toBe(true);
  await page.keyboard.press('c');
  const finding = page.locator('dialog.check li', { hasText: 'Without a network' });
  await expect.poll(() => finding.getAttribute('data-fine')).toBe('false');
  expect(await page.locator('.suggestion').count()).toBe(0);
  expect([await page.title(), await speaker.title()]).not.toContain('Second version');
  await close();
});

it('a suggestion goes when somebody goes on stage', async () => {
  const server = await hosted(first);
  const { page, close } = await visited(server);
  server.serve(second);
  await page.reload();
  await page.waitForSelector('.suggestion');
  await page.waitForFunction(() => document.querySelector('.reveal.ready') !== null);
  await speakerOf(page);
  await expect.poll(() => page.locator('.suggestion').count()).toBe(0);
  await close();
});

it('a host that is half way from one version to the next changes nothing', async () => {
  const server = await hosted(first);
  const { page, context, close } = await visited(server);
  const half = join(folder, 'half');
  cpSync(second, half, { recursive: true });
  cpSync(join(first, 'speaker.html'), join(half, 'speaker.html'));
  server.serve(half);
  await page.reload();
  await page.waitForSelector('.reveal.ready');
  await page.evaluate(async () => (await navigator.serviceWorker.getRegistration())?.update().catch(() => undefined));
  await expect.poll(() => cachesOf(page)).toHaveLength(1);
  expect(await waits(page)).toBe(false);
  await server.close();
  const next = await again(context, server.url);
  expect(await next.title()).not.toBe('Second version');
  await close();
});

it('two decks of one host keep to themselves', async () => {
  const one = await hosted(first);
  const { page, context, close } = await visited(one);
  // a server of its own has another port, and is another host: the same one, with both folders
  one.serve(second);
  const caches = await cachesOf(page);
  const foreign = caches.map((name) => name.replace('/repo/', '/other/'));
  await page.evaluate((names) => Promise.all(names.map((name) => window.caches.open(name))), foreign);
  await page.reload();
  await page.waitForSelector('.suggestion');
  await page.getByRole('button', { name: 'Load it' }).click();
  await expect.poll(() => page.title().catch(() => '')).toBe('Second version');
  await expect.poll(() => cachesOf(page)).toHaveLength(2);
  expect(await cachesOf(page)).toEqual(expect.arrayContaining(foreign));
  await context.close();
  await close();
});

it('keeps nothing on this machine’s own addresses, and what was kept there goes', async () => {
  const { page, context, close } = await opened(browser(), inject('kinds'), { serviceWorkers: 'allow' });
  const registered = (window: Page) =>
    window.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length);
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/offline-/.test(name)),
  );
  await expect.poll(() => registered(page)).toBe(0);
  // a window that has nothing kept by itself
  const speaker = await context.newPage();
  await speaker.goto(`${inject('kinds')}speaker.html`);
  await speaker.evaluate(() => navigator.serviceWorker.register('./sw.js').then(() => navigator.serviceWorker.ready));
  expect(await registered(speaker)).toBe(1);
  await speaker.close();
  await page.reload();
  await expect.poll(() => registered(page)).toBe(0);
  await close();
});
