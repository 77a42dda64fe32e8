import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';
import { speakerOf } from './speaker.ts';

const browser = useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** A slide of the talk whose diagram is alive. Nothing plays, so that every step stands at once. */
async function diagram(hash: string, options: Parameters<typeof opened>[2] = {}) {
  const opening = await opened(browser(), `${inject('talk')}${hash}`, { reducedMotion: 'reduce', ...options });
  await alive(opening.page);
  return opening;
}

const alive = (page: Page) =>
  page.waitForSelector('section.present deck-diagram[data-alive] > .guess', { state: 'attached' });
const answer = (page: Page, letter: string) =>
  page.locator('section.present').getByRole('button', { name: new RegExp(`^${letter}, `) });
const pressed = (page: Page) =>
  page
    .locator('section.present .guess button')
    .evaluateAll((all) => all.filter((each) => each.ariaPressed === 'true').map((each) => each.dataset.letter ?? ''));
const said = (page: Page) => page.locator('section.present .said').textContent();

/** Goes on to the beat that answers, and says what it says. */
async function answered(page: Page): Promise<string> {
  for (let step = 0; step < 9; step++) {
    const words = (await said(page)) ?? '';
    if (/Right|Wrong/.test(words)) return words;
    await page.keyboard.press('PageDown');
  }
  throw new Error('the answer does not come');
}

describe('a question', () => {
  it('has its answers as buttons over what is drawn, in a group that is named by it', async () => {
    const { page, close } = await diagram('#/many-waits');
    const group = page.getByRole('group', { name: 'Eight users, one thread. When is the last answered?' });
    expect(await group.getByRole('button').evaluateAll((all) => all.map(({ ariaLabel }) => ariaLabel))).toEqual([
      'A, 100 ms',
      'B, 135 ms',
      'C, 800 ms',
    ]);
    const drawn = page.locator('section.present svg.live rect[rx="10"][height="42"]');
    for (const [i, letter] of ['A', 'B', 'C'].entries()) {
      const [button, box] = [await answer(page, letter).boundingBox(), await drawn.nth(i).boundingBox()];
      expect(Math.abs((button?.x ?? 0) - (box?.x ?? 99))).toBeLessThan(2);
      expect(Math.abs((button?.y ?? 0) + (button?.height ?? 0) - (box?.y ?? 99) - (box?.height ?? 99))).toBeLessThan(2);
      expect(Math.min(button?.width ?? 0, button?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    await close();
  });

  it('takes a click, marks it, and stays; the keys are still the deck’s, and the guess is told right when it is known', async () => {
    const { page, close } = await diagram('#/many-waits');
    await answer(page, 'B').click();
    expect([await pressed(page), await said(page), await place(page)]).toEqual([
      ['B'],
      'You said B, 135 ms.',
      'many-waits/-1',
    ]);
    expect(await page.locator('section.present .said').evaluate(({ className }) => className)).toContain('unseen');
    await page.keyboard.press('Space');
    expect(await place(page)).toBe('many-waits/0');
    expect(await said(page)).toBe('You said B, 135 ms.');
    expect(await page.locator('section.present .guess').isVisible()).toBe(false);
    expect(await answered(page)).toBe('You said B, 135 ms. Right.');
    expect(await page.locator('section.present .said').isVisible()).toBe(true);
    expect(await page.locator('section.present .said > svg').count()).toBe(1);
    await close();
  });

  it('says what is wrong, changes its mark with the guess, and takes it back', async () => {
    const { page, close } = await diagram('#/same-def');
    await answer(page, 'B').click();
    await answer(page, 'A').click();
    expect(await pressed(page)).toEqual(['A']);
    expect(await answered(page)).toBe('You said A, FastAPI. Wrong: it is B, Tornado.');
    await page.keyboard.press('PageUp');
    expect([await place(page), await pressed(page)]).toEqual(['same-def/-1', ['A']]);
    await answer(page, 'A').click();
    expect([await pressed(page), await said(page)]).toEqual([[], '']);
    await page.keyboard.press('PageDown');
    expect(await said(page)).toBe('');
    await page.keyboard.press('PageUp');
    await answer(page, 'C').dblclick();
    expect(await pressed(page)).toEqual(['C']);
    await close();
  });

  it('takes a key where it has the focus, and the focus is not in the way of the next step', async () => {
    const { page, close } = await diagram('#/many-waits');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? '');
    for (let i = 0; i < 12 && !(await focused()).startsWith('A, '); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('B, 135 ms');
    await page.keyboard.press('Space');
    expect([await pressed(page), await place(page)]).toEqual([['B'], 'many-waits/-1']);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect([await pressed(page), await place(page)]).toEqual([['C'], 'many-waits/-1']);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await page.keyboard.press('Space');
    expect(await place(page)).toBe('many-waits/1');
    await close();
  });

  it('is not answered by letters, nor by a click beside the buttons', async () => {
    const { page, close } = await diagram('#/many-waits');
    for (const key of ['a', 'c', '1', 'Enter']) await page.keyboard.press(key);
    for (const [x, y] of [
      [640, 300],
      [200, 668],
      [740, 600],
    ] as const)
      await page.mouse.click(x, y);
    expect([await pressed(page), await said(page), await place(page)]).toEqual([[], '', 'many-waits/-1']);
    await close();
  });

  it('keeps its guess when the page is loaded again, for this window and this diagram', async () => {
    const { page, context, close } = await diagram('#/many-waits');
    await answer(page, 'C').click();
    await page.reload();
    await alive(page);
    expect(await pressed(page)).toEqual(['C']);
    expect(await answered(page)).toBe('You said C, 800 ms. Wrong: it is B, 135 ms.');
    await page.evaluate(() => location.replace('#/same-def'));
    await alive(page);
    expect(await pressed(page)).toEqual([]);
    const other = await context.newPage();
    await other.goto(`${inject('talk')}#/many-waits`);
    await alive(other);
    expect(await pressed(other)).toEqual([]);
    await close();
  });

  it('works without storage', async () => {
    const { page, context, close } = await diagram('#/many-waits');
    await context.addInitScript(() => {
      Object.defineProperty(window, 'sessionStorage', {
        get() {
          throw new Error('forbidden');
        },
      });
    });
    await page.reload();
    await alive(page);
    await answer(page, 'B').click();
    expect(await answered(page)).toBe('You said B, 135 ms. Right.');
    await close();
  });

  it('tells what became of the guess only when its beat has been played', async () => {
    const { page, close } = await diagram('#/many-waits', { reducedMotion: 'no-preference' });
    await answer(page, 'B').click();
    await page.evaluate(() => location.replace('#/many-waits/2'));
    await expect.poll(() => place(page)).toBe('many-waits/2');
    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present .diagram-controls .playing', { state: 'attached' });
    expect(await said(page)).toBe('You said B, 135 ms.');
    await expect.poll(() => said(page), { timeout: 20_000 }).toBe('You said B, 135 ms. Right.');
    await close();
  });
});

describe('on a phone', () => {
  it('the answers are as large as a finger, and what became of the guess stands in the window', async () => {
    const { page, close } = await diagram('#/many-waits', phone);
    for (const letter of ['A', 'B', 'C']) {
      const box = await answer(page, letter).boundingBox();
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    await answer(page, 'A').tap();
    expect([await pressed(page), await place(page)]).toEqual([['A'], 'many-waits/-1']);
    expect(await answered(page)).toContain('Wrong');
    const box = await page.locator('section.present .said').boundingBox();
    const title = await page.locator('section.present h2').boundingBox();
    expect((box?.x ?? -1) + (box?.width ?? 999)).toBeLessThanOrEqual(390);
    expect(box?.y).toBeGreaterThanOrEqual((title?.y ?? 999) + (title?.height ?? 0) - 4);
    await close();
  });

  it('turned on its side it keeps the guess', async () => {
    const { page, close } = await diagram('#/many-waits', phone);
    await answer(page, 'A').tap();
    await page.setViewportSize({ width: 844, height: 390 });
    await expect.poll(() => page.locator('section.present svg.live').getAttribute('viewBox')).toBe('0 0 1280 720');
    expect(await pressed(page)).toEqual(['A']);
    expect((await answer(page, 'A').boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await close();
  });
});

describe('nobody can choose', () => {
  it('on paper', async () => {
    const { page, close } = await diagram('#/many-waits');
    await answer(page, 'B').click();
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.guess:visible, .said:visible').count()).toBe(0);
    await page.goto(`${inject('talk')}?x-print=steps`);
    await page.waitForSelector('html[data-paper-ready]', { state: 'attached', timeout: 60_000 });
    expect(await page.locator('.guess, .said').count()).toBe(0);
    await close();
  });

  it('in the speaker’s window, in the overview and without script', async () => {
    const { page, close } = await diagram('#/many-waits');
    const speaker = await speakerOf(page);
    await speaker.waitForSelector('.now deck-diagram[data-alive]', { state: 'attached' });
    expect(await speaker.locator('.guess, .said').count()).toBe(0);
    await page.keyboard.press('o');
    expect(await page.locator('.guess button:visible').count()).toBe(0);
    await close();
    const plain = await opened(browser(), inject('talk'), { javaScriptEnabled: false });
    expect(await plain.page.locator('.guess, .said').count()).toBe(0);
    await plain.close();
  });
});
