import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

/** Diagrams cut to their stills; what they do when they play is told in diagrams.browser.test.ts. */
const still = { reducedMotion: 'reduce' } as const;

/** What a viewer gets of the slide at hand: its HTML, without what reveal notes for itself on the section. */
async function picture(page: Page): Promise<string> {
  // a diagram comes to life when the browser has time for it, and the buttons of one that asks a little later
  await page.waitForFunction(() =>
    // of a column only the slide at hand
    [
      ...document.querySelectorAll(
        ':is(.slides > section.present:not(.stack), .slides > section.present > section.present) deck-diagram',
      ),
    ].every((diagram) => {
      const asks = /"ask":"[^"]/.test(diagram.querySelector('script')?.textContent ?? '');
      return diagram.hasAttribute('data-alive') && (!asks || diagram.querySelector('.guess, .walk') !== null);
    }),
  );
  return page.evaluate(() => {
    const slide = document.querySelector(
      '.slides > section.present:not(.stack), .slides > section.present > section.present',
    );
    return slide?.outerHTML.replace(/^<section[^>]*>/, '') ?? '';
  });
}

/** Every place on the live path, in order, with its picture. */
async function walk(page: Page): Promise<Map<string, string>> {
  const seen = new Map<string, string>();
  for (;;) {
    const here = await place(page);
    if (seen.has(here)) return seen;
    seen.set(here, await picture(page));
    await page.keyboard.press('PageDown');
  }
}

describe('every way to a step shows the same slide', () => {
  for (const deck of ['talk', 'kinds'] as const) {
    it(`forward, back, jump and reload in ${deck}`, async () => {
      const { page, close } = await opened(browser(), inject(deck), still);
      const forward = await walk(page);
      expect(forward.size).toBeGreaterThan(8);

      const back = new Map<string, string>();
      for (let i = 0; i < forward.size; i++) {
        back.set(await place(page), await picture(page));
        await page.keyboard.press('PageUp');
      }
      expect([...back.keys()].toReversed()).toEqual([...forward.keys()]);
      expect(Object.fromEntries(back)).toEqual(Object.fromEntries(forward));

      for (const [there, shown] of forward) {
        const hash = `#/${there.replace('/-1', '')}`;
        await page.evaluate((to) => location.replace(to), hash === '#/' ? '#/title' : hash);
        if (there.endsWith('/-1')) while ((await place(page)) !== there) await page.keyboard.press('PageUp');
        expect([there, await picture(page)]).toEqual([there, shown]);
      }
      await close();
      // three times through all steps of the talk
    }, 180_000);

    it(`deep links and reloads in ${deck}`, async () => {
      const { page, close } = await opened(browser(), inject(deck), still);
      const forward = await walk(page);
      const slugOf = (there: string | undefined) => there?.split('/')[0];
      const all = [...forward];
      // the last step of each slide, to which all others lead
      const ends = all.filter(([there], i) => slugOf(all[i + 1]?.[0]) !== slugOf(there));
      for (const [i, [there, shown]] of ends.entries()) {
        // a page load is the dearest thing here: of the talk's slides, which are alike in this, some
        if (deck === 'talk' && i % 3 > 0) continue;
        await page.goto('about:blank');
        await page.goto(`${inject(deck)}#/${there.replace('/-1', '')}`);
        await page.waitForSelector('.reveal.ready');
        expect([await place(page), await picture(page)]).toEqual([there, shown]);
        if (i % 4 > 0) continue;
        await page.reload();
        await page.waitForSelector('.reveal.ready');
        expect([await place(page), await picture(page)]).toEqual([there, shown]);
      }
      await close();
    }, 120_000);
  }

  it('through the overview', async () => {
    const { page, close } = await opened(browser(), inject('kinds'));
    const forward = await walk(page);
    await page.keyboard.press('Home');
    await page.keyboard.press('o');
    await page.waitForSelector('.reveal.overview');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Enter');
    expect(await place(page)).toBe('claim/-1');
    expect(await picture(page)).toBe(forward.get('claim/-1'));
    await page.keyboard.press('o');
    await page.locator('section#table').click();
    expect(await place(page)).toBe('table/-1');
    await close();
  });

  it('a reload right after a click comes back to that very step', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/claim`);
    await page.keyboard.press('Space');
    await page.keyboard.press('Space');
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    expect(await place(page)).toBe('claim/1');
    await close();
  });
});

describe('the live path', () => {
  it('passes over optional slides, forward and back', async () => {
    const { page, close } = await opened(browser(), inject('kinds'));
    const live = [...(await walk(page)).keys()];
    expect(live).toEqual([
      'start/-1',
      'claim/-1',
      'claim/0',
      'claim/1',
      'columns/-1',
      'columns/0',
      'columns/1',
      'table/-1',
      'questions/-1',
      'no-title/-1',
    ]);
    await close();
  });

  it('finds optional slides below with the down arrow, and goes on from there to the next live one', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/claim`);
    await page.keyboard.press('ArrowDown');
    expect(await place(page)).toBe('below-one/-1');
    await page.keyboard.press('ArrowDown');
    expect(await place(page)).toBe('below-two/-1');
    for (const there of ['below-two/0', 'below-two/1', 'columns/-1']) {
      await page.keyboard.press('ArrowRight');
      expect(await place(page)).toBe(there);
    }
    await page.keyboard.press('ArrowLeft');
    expect(await place(page)).toBe('claim/1');
    await close();
  });

  it('goes back from an optional slide to the one above', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/below-one`);
    await page.keyboard.press('PageUp');
    expect((await place(page)).split('/')[0]).toBe('claim');
    await close();
  });

  it('ends at the last live slide with a full bar, and the appendix lies below', async () => {
    const { page, close } = await opened(browser(), inject('kinds'));
    await page.keyboard.press('End');
    expect(await place(page)).toBe('no-title/-1');
    expect(await page.locator('.deck-progress span').getAttribute('style')).toContain('scaleX(1)');
    await page.keyboard.press('ArrowDown');
    expect(await place(page)).toBe('after-the-end/-1');
    await close();
  });

  it('numbers live slides, and optional ones after the live one above', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/below-two`);
    expect((await page.locator('.slide-number').innerText()).trim()).toBe('2.3');
    await close();
  });
});
