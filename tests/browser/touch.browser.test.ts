import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** A finger from one point to another, as the browser gets it from the screen. */
async function swipe(page: Page, [x, y]: readonly [number, number], [dx, dy]: readonly [number, number]) {
  const cdp = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', part: number) =>
    cdp.send('Input.dispatchTouchEvent', {
      type,
      touchPoints: type === 'touchEnd' ? [] : [{ x: x + dx * part, y: y + dy * part }],
    });
  await touch('touchStart', 0);
  for (const part of [0.2, 0.4, 0.6, 0.8, 1]) await touch('touchMove', part);
  await touch('touchEnd', 1);
  await cdp.detach();
}

const middle = [195, 600] as const;
const left = [-150, 10] as const;
const right = [150, 10] as const;
const up = [10, -150] as const;
const down = [10, 150] as const;

describe('on a phone', () => {
  it('the stage is tall and fills the width', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/start`, phone);
    const stage = await page.evaluate(() => {
      const sheet = document.querySelector<HTMLElement>('.present .sheet');
      return [sheet?.offsetWidth, sheet?.offsetHeight, (sheet?.getBoundingClientRect().width ?? 0) > 387];
    });
    expect(stage).toEqual([720, 1280, true]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await close();
  });

  it('a finger goes on, back, down to the optional slides and up again', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/claim`, phone);
    for (const [way, there] of [
      [left, 'claim/0'],
      [left, 'claim/1'],
      [right, 'claim/0'],
      [up, 'below-one/-1'],
      [up, 'below-two/-1'],
      [left, 'below-two/0'],
      [down, 'below-one/-1'],
      [left, 'columns/-1'],
    ] as const) {
      await swipe(page, middle, way);
      await expect.poll(() => place(page)).toBe(there);
    }
    await close();
  });

  it('a finger on a slider moves the slider and not the deck', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/claim`, phone);
    const box = await page.locator('#slider').boundingBox();
    await swipe(page, [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2], [90, 0]);
    await expect.poll(() => page.locator('#slider').inputValue()).not.toBe('5');
    expect(await place(page)).toBe('claim/-1');
    await close();
  });

  it('a finger does nothing while the screen is black, and a tap brings the slide back', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/claim`, phone);
    await page.keyboard.press('b');
    await swipe(page, middle, left);
    expect(await place(page)).toBe('claim/-1');
    // right after a swipe the browser takes a tap for the end of a fling
    const blackAfterTap = async () => {
      await page.touchscreen.tap(195, 600);
      return page.locator('.reveal.paused').count();
    };
    await expect.poll(blackAfterTap).toBe(0);
    expect(await place(page)).toBe('claim/-1');
    await close();
  });

  it('the buttons on the screen can be hit, and go where they point', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/claim`, phone);
    for (const [name, there] of [
      ['Next', 'claim/0'],
      ['Back', 'claim/-1'],
    ] as const) {
      const button = page.getByRole('button', { name, exact: true });
      const box = await button.boundingBox();
      expect([name, Math.round(box?.width ?? 0), Math.round(box?.height ?? 0)]).toEqual([name, 44, 44]);
      await button.tap();
      await expect.poll(() => place(page)).toBe(there);
    }
    await close();
  });

  it('turned on its side it shows the same step on the wide stage, and back', async () => {
    const { page, close } = await opened(browser(), `${inject('kinds')}#/claim/0`, phone);
    const width = () => page.evaluate(() => document.querySelector<HTMLElement>('.present .sheet')?.offsetWidth);
    await page.setViewportSize({ width: 844, height: 390 });
    await expect.poll(width).toBe(1280);
    expect(await place(page)).toBe('claim/0');
    const box = await page.locator('#claim .sheet').boundingBox();
    expect(box?.height).toBeGreaterThan(387);
    await page.setViewportSize({ width: 390, height: 844 });
    await expect.poll(width).toBe(720);
    expect(await place(page)).toBe('claim/0');
    await close();
  });
});

describe('in a room', () => {
  it('the stage fills a 4K screen', async () => {
    const viewport = { width: 3840, height: 2160 };
    const { page, close } = await opened(browser(), inject('kinds'), { viewport });
    expect(await page.locator('#start .sheet').boundingBox()).toEqual({ x: 0, y: 0, ...viewport });
    await close();
  });
});
