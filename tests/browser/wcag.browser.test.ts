import axe from 'axe-core';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, useBrowser } from './open.ts';

const browser = useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/** What axe-core has against a page; of pictures it sees what they are called, and the lint of the slides sees the rest. */
async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(() => {
    for (const picture of document.querySelectorAll('.still, .band svg')) picture.replaceChildren();
  });
  await page.evaluate(axe.source);
  return page.evaluate(async (runOnly) => {
    const { axe: run }: { axe?: typeof axe } = Object.assign({}, { axe: Reflect.get(window, 'axe') });
    const found = await run?.run(document, { runOnly, resultTypes: ['violations'], elementRef: false });
    return (found?.violations ?? [{ id: 'axe did not run', nodes: [] }]).flatMap(({ id, nodes }) =>
      nodes.length === 0 ? [id] : nodes.map(({ html }) => `${id}: ${html.replace(/\s+/g, ' ').slice(0, 140)}`),
    );
  }, tags);
}

async function article(options = {}) {
  const context = await browser().newContext({ viewport: { width: 1280, height: 720 }, ...options });
  const page = await context.newPage();
  await page.goto(`${inject('talk')}read.html`);
  return { page, close: () => context.close() };
}

describe.each(['light', 'dark'] as const)('in %s axe-core finds nothing wrong with', (colorScheme) => {
  it('a slide with a diagram, the search over it, and the keys', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}#/second-user`, {
      colorScheme,
      reducedMotion: 'reduce',
    });
    await page.waitForSelector('section.present .guess');
    await page.mouse.move(300, 300);
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('/');
    await page.waitForSelector('dialog.search input:focus');
    await page.keyboard.type('gunicorn');
    await page.waitForSelector('dialog.search mark');
    expect(await violations(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog.help');
    expect(await violations(page)).toEqual([]);
    await close();
  });

  it.each([
    ['wide', {}],
    ['on a phone', phone],
  ])(
    'the article %s, with all that is folded and a diagram that plays',
    async (_, options) => {
      const { page, close } = await article({ colorScheme, reducedMotion: 'reduce', ...options });
      await page.locator('#second-user .play').click();
      await page.waitForSelector('#second-user deck-diagram[data-alive]');
      await page.evaluate(() => {
        for (const fold of document.querySelectorAll('details')) fold.open = true;
      });
      expect(await violations(page)).toEqual([]);
      await close();
    },
    180_000,
  );

  it('the page for an address that is none', async () => {
    const page = await browser().newPage({ colorScheme });
    await page.goto(`${inject('talk')}404.html`);
    expect(await violations(page)).toEqual([]);
    await page.close();
  });
});

describe('who hears the deck', () => {
  it('finds the slide at hand in the main part, with its heading, and a way on, and nothing of the other slides', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}#/second-user`, { reducedMotion: 'reduce' });
    await page.waitForSelector('section.present .guess');
    const tree = await page.locator('body').ariaSnapshot();
    const headings = [...tree.matchAll(/heading "([^"]*)" \[level=(\d)\]/g)].map(([, ...parts]) => parts);
    expect(headings).toEqual([['Ten a second, and the second user already waits', '2']]);
    expect(tree).toMatch(/- main:/);
    expect(tree).toMatch(/- navigation "Slides":/);
    expect(tree).toMatch(/img "Four users at once\. When is the last one answered\?/);
    expect(tree).toMatch(/slider "Time in this diagram"/);
    expect(tree).not.toMatch(/application/);
    await close();
  });
});

describe('at 200 %, which is a window of half its size', () => {
  it('a dialog is on the screen with all that it has, and slides have their buttons', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}#/second-user`, {
      viewport: { width: 640, height: 360 },
    });
    await page.keyboard.press('/');
    await page.waitForSelector('dialog.search input:focus');
    const box = await page.locator('dialog.search').boundingBox();
    expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 999) <= 360).toBe(true);
    const link = page.getByRole('link', { name: 'Read as an article' });
    await link.scrollIntoViewIfNeeded();
    await link.click();
    await page.waitForURL(/read\.html#second-user$/);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(640);
    await close();
  });
});

describe('where the system forces its colours', () => {
  it('what is chosen and what is lit has a line, and a diagram its own ground', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}#/wsgi-call`, {
      forcedColors: 'active',
      reducedMotion: 'reduce',
    });
    await page.keyboard.press('PageDown');
    const edges = await page
      .locator('section.present .line')
      .evaluateAll((lines) =>
        lines.map((line) => `${line.classList.contains('lit')} ${getComputedStyle(line).borderLeftColor}`),
      );
    expect(new Set(edges).size).toBe(2);
    await page.keyboard.press('/');
    await page.waitForSelector('dialog.search [aria-selected="true"]');
    const outline = (selector: string) =>
      page
        .locator(selector)
        .first()
        .evaluate((row) => getComputedStyle(row).outlineStyle);
    await expect.poll(() => outline('dialog.search [aria-selected="true"]')).toBe('solid');
    await expect.poll(() => outline('dialog.search [aria-selected="false"]')).toBe('none');
    await close();
  });
});
