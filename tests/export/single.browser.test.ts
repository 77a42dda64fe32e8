import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { opened, place, useBrowser } from '../browser/open.ts';
import { now, onDeck, speakerOf, view } from '../browser/speaker.ts';
import { useCommands } from './commands.ts';

const browser = useBrowser();
const { run, project } = useCommands();

let folder = '';
let file = '';
let told = '';
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'one file '));
  const path = join(folder, 'The talk.html');
  const { code, out, err } = await run('single', ['--out', path], project('one-file', 'tests/fixtures/one-file')).ended;
  if (code !== 0) throw new Error(err);
  told = out;
  file = pathToFileURL(path).href;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Double-clicked, on a machine without a network. `first` is run in every window before its own scripts. */
function clicked(hash = '', first: () => void = () => {}) {
  return opened(browser(), `${file}${hash}`, { offline: true }, first);
}

const isFile = (url: string) => url.startsWith('file:') || url.startsWith('data:');

const alive = (page: Page) => page.waitForSelector('section.present deck-diagram[data-alive]', { state: 'attached' });

describe('the deck as one file', () => {
  it('needs no other file and no network, in any of its windows', async () => {
    expect(told).toMatch(/MB\. It opens by double-click/);
    const { page, requests, close } = await clicked('#/waits');
    await alive(page);
    const speaker = await speakerOf(page);
    await speaker.waitForSelector('.now deck-diagram[data-alive]', { state: 'attached' });
    expect(requests.filter((url) => !isFile(url))).toEqual([]);
    const names = requests.filter((url) => url.startsWith('file:')).map((url) => new URL(url).pathname);
    expect(new Set(names)).toEqual(new Set([new URL(file).pathname]));
    await close();
  });

  it('leads to no playground, which is not in it', async () => {
    const { page, close } = await clicked('#/waits');
    await alive(page);
    expect(await page.locator('section.present .diagram-controls button').count()).toBeGreaterThan(2);
    expect(await page.locator('a[href*="playground"]').count()).toBe(0);
    await close();
  });

  it('has its fonts', async () => {
    const { page, close } = await clicked();
    const fonts = await page.evaluate(async () => {
      const all = await Promise.all(
        ['400 20px Geist', '400 20px "Geist Mono"'].map((font) => document.fonts.load(font)),
      );
      return all.flat().map(({ family, status }) => `${family} ${status}`);
    });
    expect(fonts.map((font) => font.replaceAll('"', ''))).toEqual(['Geist loaded', 'Geist Mono loaded']);
    await close();
  });

  it('runs the scripts that are in it and no others', async () => {
    const html = readFileSync(new URL(file), 'utf8');
    const policy = /<meta http-equiv="Content-Security-Policy" content="([^"]*)">/.exec(html)?.[1] ?? '';
    expect(policy).toMatch(/^default-src 'none'; script-src( 'sha256-[\w+/]+=*')+; /);
    const page = await browser().newPage();
    await page.goto(file);
    const title = await page.evaluate(async () => {
      const script = document.createElement('script');
      script.textContent = 'document.title = "foreign"';
      const told = new Promise((refused) =>
        document.addEventListener('securitypolicyviolation', refused, { once: true }),
      );
      document.body.append(script);
      await told;
      return document.title;
    });
    expect(title).not.toBe('foreign');
    await page.close();
  });

  it('has the numbers of a diagram to be changed', async () => {
    const { page, close } = await clicked('#/waits', () => {});
    await alive(page);
    await page.locator('section.present').getByRole('button', { name: 'Try your numbers' }).click();
    const dial = page.locator('section.present .dial').first();
    await dial.waitFor();
    const value = () => dial.getAttribute('aria-valuenow');
    const before = await value();
    await dial.focus();
    await page.keyboard.press('ArrowUp');
    await expect.poll(value).not.toBe(before);
    await close();
  });

  it('has its pictures', async () => {
    const { page, close } = await clicked('#/picture');
    const width = () => page.locator('section.present img').evaluate((image: HTMLImageElement) => image.naturalWidth);
    await expect.poll(width).toBeGreaterThan(0);
    await close();
  });

  it('prints every slide', async () => {
    const { page, close } = await clicked('?x-print=slides');
    await page.waitForSelector('html[data-paper-ready]');
    expect(await page.locator('.pdf-page').count()).toBe(3);
    const fonts = await page.evaluate(() =>
      [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family.replaceAll('"', '')),
    );
    expect(fonts).toContain('Geist Print');
    await close();
  });

  it('is read without scripts: every slide with its still', async () => {
    const { page, close } = await opened(browser(), file, { offline: true, javaScriptEnabled: false });
    const stills = page.locator('.slides deck-diagram > svg.poster');
    expect(await stills.count()).toBe(1);
    expect(await stills.evaluateAll((all) => all.filter((each) => !each.checkVisibility()).length)).toBe(0);
    await close();
  });
});

/** A browser for which every file is a host of its own lets no BroadcastChannel through. */
const deaf = () => {
  BroadcastChannel.prototype.postMessage = () => {};
};

describe.each([
  { name: 'by the browser’s channel', first: () => {} },
  { name: 'from window to window, where the browser has no channel for files', first: deaf },
])('its speaker’s window, $name', ({ first }) => {
  it('follows the deck and drives it, a step a key', async () => {
    const { page, close } = await clicked('#/waits', first);
    await alive(page);
    const speaker = await speakerOf(page);
    expect(await speaker.title()).toBe('Speaker’s window');
    await expect.poll(() => view(speaker, now)).toBe(await view(page, onDeck));
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('waits/0');
    await page.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('waits/1');
    await expect.poll(() => view(speaker, now)).toBe(await view(page, onDeck));
    expect(await speaker.locator('.spoken').innerText()).not.toBe('');
    await close();
  });

  it('finds the deck again, whichever of them is loaded anew', async () => {
    const { page, close } = await clicked('#/waits', first);
    const speaker = await speakerOf(page);
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('waits/0');
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    await speaker.waitForSelector('body:not(.lost)');
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('waits/1');
    await speaker.reload();
    await speaker.waitForSelector('.now .slide');
    await speaker.waitForSelector('body:not(.lost)');
    await speaker.keyboard.press('PageUp');
    await expect.poll(() => place(page)).toBe('waits/0');
    await close();
  });
});
