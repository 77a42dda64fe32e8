import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { experimentIn } from '../../src/play/address.ts';
import { opened, useBrowser } from './open.ts';
import { speakerOf } from './speaker.ts';

const browser = useBrowser();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function talk(slug: string, options = {}) {
  const deck = await opened(browser(), `${inject('talk')}#/${slug}`, options);
  await deck.page.waitForSelector('section.present:not(.stack) deck-diagram[data-alive]', { state: 'attached' });
  return deck;
}

const link = (page: Page) => page.locator('section.present:not(.stack) .diagram-controls a');

describe('the bar of a simulated diagram', () => {
  it('leads to the playground with what is simulated, in a window of its own, by keys alone', async () => {
    const { page, context, close } = await talk('race');
    const names = [];
    for (let tabs = 0; tabs < 20 && names.at(-1) !== 'Open in the playground'; tabs += 1) {
      await page.keyboard.press('Tab');
      names.push(await page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? ''));
    }
    expect(names.at(-1)).toBe('Open in the playground');
    const coming = context.waitForEvent('page');
    await page.keyboard.press('Enter');
    const playground = await coming;
    await playground.waitForLoadState();
    expect(await playground.title()).toMatch(/^Playground/);
    expect(experimentIn(new URL(playground.url()).hash)).toEqual({
      experiment: {
        servers: ['sync', 'asgi'],
        clients: ['24 at 0 apart 10ms path /predict: cpu 5, wait 90, cpu 5'],
      },
      faults: [],
    });
    // the talk stays where it was
    expect(new URL(page.url()).hash).toMatch(/^#\/race/);
    await close();
  });

  it.each(['second-user', 'race'])('of %s has it on a phone, with room for a finger, beside the rest', async (slug) => {
    const { page, close } = await talk(slug, phone);
    const box = await link(page).boundingBox();
    expect(box?.width).toBeGreaterThanOrEqual(44);
    expect(box?.height).toBeGreaterThanOrEqual(44);
    const ends = await page.locator('section.present:not(.stack) .diagram-controls > *:visible').evaluateAll((parts) =>
      parts.map((part) => {
        const { left, right } = part.getBoundingClientRect();
        return [left, right] as const;
      }),
    );
    for (const [i, [left]] of ends.entries()) expect(left).toBeGreaterThanOrEqual(ends[i - 1]?.[1] ?? 0);
    expect(ends.at(-1)?.[1]).toBeLessThanOrEqual(390);
    await close();
  });

  it('that was recorded, or is computed and not simulated, leads nowhere', async () => {
    for (const slug of ['checked', 'curve', 'event-loop']) {
      const { page, close } = await talk(slug);
      expect(await page.locator('section.present:not(.stack) .diagram-controls').count(), slug).toBe(1);
      expect(await link(page).count(), slug).toBe(0);
      await close();
    }
  });

  it('leads nowhere in the speaker’s window', async () => {
    const { page, close } = await talk('second-user');
    const speaker = await speakerOf(page);
    await speaker.waitForSelector('.now deck-diagram[data-alive]', { state: 'attached' });
    expect(await speaker.locator('.diagram-controls a').count()).toBe(0);
    await close();
  });
});

describe('the article', () => {
  it('leads to the playground without scripts, from every simulated diagram', async () => {
    const context = await browser().newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(`${inject('talk')}read.html`);
    const links = await page
      .getByRole('link', { name: /^Open in the playground: / })
      .evaluateAll((all) => all.map((each) => ({ href: each.getAttribute('href') ?? '', name: each.ariaLabel ?? '' })));
    expect(links.length).toBeGreaterThan(15);
    expect(new Set(links.map(({ name }) => name)).size).toBe(links.length);
    for (const { href } of links) {
      const { pathname, hash } = new URL(href, page.url());
      expect([pathname, experimentIn(hash).faults]).toEqual(['/playground.html', []]);
    }
    await context.close();
  });

  it('on paper has its address where the slide is about it, and no link that nobody can follow', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}#/playground`);
    const read = await page.context().newPage();
    await read.goto(`${inject('talk')}read.html#playground`);
    await read.emulateMedia({ media: 'print' });
    expect(await read.locator('.to-play a:visible').count()).toBe(0);
    expect(await read.locator('#playground .to-play .address').innerText()).toBe('playground.html');
    await close();
  });
});

it('the slide of the playground leads there with what it shows', async () => {
  const { page, close } = await talk('playground');
  const [own, bar] = [page.getByRole('link', { name: 'Open the playground', exact: true }), link(page)];
  expect(await own.getAttribute('href')).toBe(await bar.getAttribute('href'));
  await close();
});
