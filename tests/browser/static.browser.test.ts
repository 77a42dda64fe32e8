import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { opened, useBrowser, walkOn } from './open.ts';

const browser = useBrowser();

const decks = ['talk', 'kinds'] as const;
const scriptsOff = { javaScriptEnabled: false };

/** What can be read without scripts: the deck, whose audience sees no notes, and the reading page, which has them. */
const pages = decks.flatMap((deck) => [
  { deck, file: '', noted: false },
  { deck, file: 'read.html', noted: true },
]);

describe.each(pages)('$deck/$file with scripts off', ({ deck, file, noted }) => {
  // loaded once: nobody changes anything in it
  let opening: Awaited<ReturnType<typeof opened>>;
  beforeAll(async () => {
    opening = await opened(browser(), `${inject(deck)}${file}`, scriptsOff);
  });
  afterAll(() => opening.close());

  it(`is read from top to bottom: every slide, every step, ${noted ? 'every' : 'no'} note`, async () => {
    const { page } = opening;
    const read = await page.evaluate(() => {
      const shown = (element: Element) => {
        const { visibility, opacity } = getComputedStyle(element);
        return visibility === 'visible' && opacity === '1' && element.getBoundingClientRect().height > 0;
      };
      const top = (element: Element | undefined) => element?.getBoundingClientRect().top ?? Number.NaN;
      const bottom = (element: Element | undefined) => element?.getBoundingClientRect().bottom ?? Number.NaN;
      return [...document.querySelectorAll('.slides section[id]')].map((section) => {
        const parts = section.querySelectorAll(':scope > .sheet, .fragment:not(.step), .notes .part');
        const sheet = section.querySelector('.sheet') ?? section;
        const notes = section.querySelector('.notes') ?? undefined;
        return {
          id: section.id,
          hidden: [...parts].filter((part) => !shown(part)).map((part) => part.textContent),
          top: top(section),
          notes: notes && { below: bottom(sheet) <= top(notes), parts: notes.querySelectorAll('.part').length },
        };
      });
    });
    expect(read.length).toBeGreaterThan(6);
    expect(read.map(({ top }) => top)).toEqual(read.map(({ top }) => top).toSorted((a, b) => a - b));
    const notes = noted ? { below: true, parts: 4 } : undefined;
    for (const { id, hidden, notes: found } of read)
      expect({ id, hidden, found }).toEqual({ id, hidden: [], found: notes });
  });

  it.each([1280, 390])('fits a window of %i px', async (width) => {
    const { page } = opening;
    await page.setViewportSize({ width, height: 844 });
    const wide = await page.evaluate(() =>
      [...document.querySelectorAll('.slides *:not(.unseen)')]
        .filter(
          (each) =>
            each.closest('pre, deck-diagram, .band, .step, .beat') === null &&
            each.getBoundingClientRect().right > innerWidth + 1,
        )
        .map((each) => `${each.tagName} ${each.textContent?.slice(0, 40)}`),
    );
    expect([wide, await page.evaluate(() => document.documentElement.scrollWidth)]).toEqual([[], width]);
  });

  it('a link leads to its slide', async () => {
    const { page } = opening;
    const links = page.locator('.sheet a[href^="#"]');
    expect(await links.count()).toBeGreaterThan(0);
    await page.setViewportSize({ width: 1280, height: 720 });
    await links.first().click();
    // the mouse has shown that one can be hit
    const tops = await links.evaluateAll((all) =>
      all.map((link) => {
        if (link instanceof HTMLElement) link.click();
        const slug = link.getAttribute('href') ?? '';
        return { slug, top: document.querySelector(`section${slug}`)?.getBoundingClientRect().top ?? Number.NaN };
      }),
    );
    expect(tops.filter(({ top }) => !(top > -2 && top < 720))).toEqual([]);
  });
});

describe('the reading page', () => {
  it('and the deck lead to each other', async () => {
    const { page, close } = await opened(browser(), inject('talk'), scriptsOff);
    await page.locator('.other a').click();
    expect(new URL(page.url()).pathname).toMatch(/read\.html$/);
    await page.locator('.top .other').click();
    expect(new URL(page.url()).pathname).toMatch(/(index\.html|\/)$/);
    await close();
  });

  it('is the same with scripts on', async () => {
    const { page, close } = await opened(browser(), inject('talk'));
    await page.goto(`${inject('talk')}read.html`);
    const shown = await page
      .locator('.slides section[id]')
      .evaluateAll((all) => all.filter((each) => each.checkVisibility()).length);
    expect(shown).toBe(await page.locator('.slides section[id]').count());
    expect(shown).toBeGreaterThan(10);
    await close();
  });
});

describe('with reduced motion', () => {
  it('nothing moves by itself, on no step', async () => {
    const { page, close } = await opened(browser(), inject('kinds'), { reducedMotion: 'reduce' });
    const moving = () =>
      page.evaluate(() => document.getAnimations().map((each) => `${each.constructor.name} ${each.playState}`));
    for (const key of ['PageDown', 'PageDown', 'PageUp', 'ArrowDown', 'b', 'b', 'o', 'o', 't', 'End', '?']) {
      await page.keyboard.press(key);
      expect([key, await moving()]).toEqual([key, []]);
    }
    await close();
  });
});

describe('the deck talks to nobody', () => {
  it.each(decks)(
    '%s, its speaker’s window and its paper ask no other host, and nothing is complained about',
    async (deck) => {
      // what plays asks for nothing, and has tests of its own
      const { page, context, requests, close } = await opened(browser(), inject(deck), { reducedMotion: 'reduce' });
      const [popup] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('s')]);
      await popup.waitForSelector('.spoken .part');
      await walkOn(page);
      // of the talk a few pages are as good as all
      const some = deck === 'talk' ? '&x-only=title,second-user,littles-law,which-framework' : '';
      for (const paper of ['slides', 'steps']) {
        await page.goto(`${inject(deck)}?x-print=${paper}${some}`);
        await page.waitForSelector('html[data-paper-ready]');
        await page.pdf();
      }
      expect([...new Set(requests.map((url) => new URL(url).host))]).toEqual([new URL(inject(deck)).host]);
      await close();
    },
    120_000,
  );

  // Chromium tells of a preload in vain some seconds after the page is loaded
  it('what is loaded ahead is used', async () => {
    const { page, close } = await opened(browser(), inject('talk'));
    const preloaded = await page.locator('link[rel="preload"]').evaluateAll((all) => all.map((each) => each.outerHTML));
    const used = await page.evaluate(async () => {
      await document.fonts.ready;
      return [...document.fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family);
    });
    expect([preloaded.length, used]).toEqual([1, expect.arrayContaining(['Geist'])]);
    await close();
  });
});
