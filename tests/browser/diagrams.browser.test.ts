import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

/** A slide of the talk whose diagram is alive. */
async function diagram(hash: string, options: Parameters<typeof opened>[2] = {}) {
  const opening = await opened(browser(), `${inject('talk')}${hash}`, options);
  await opening.page.waitForSelector('section.present deck-diagram[data-alive]', { state: 'attached' });
  return opening;
}

/** What the living picture shows: its elements with their attributes, in whatever order these were written. */
const picture = (page: Page) =>
  page.evaluate(() =>
    [...document.querySelectorAll('section.present deck-diagram > svg.live *')]
      .map((element) => {
        const attributes = [...element.attributes].map(({ name, value }) => `${name}=${value}`).sort();
        return [element.tagName, ...attributes, element.childElementCount === 0 ? element.textContent : ''].join(' ');
      })
      .join('\n'),
  );

const now = async (page: Page) =>
  Number.parseFloat(
    (await page.locator('section.present deck-diagram input[type=range]').getAttribute('aria-valuetext')) ?? '',
  );

/** Waits until nothing plays. */
const ended = (page: Page) =>
  page.waitForFunction(() => document.querySelector('section.present .diagram-controls .playing') === null, undefined, {
    timeout: 20_000,
  });
const playing = (page: Page) =>
  page.waitForSelector('section.present .diagram-controls .playing', { state: 'attached' });

describe('a step forward', () => {
  it('plays its beat, and then stands exactly where a jump to it stands', async () => {
    const { page, close } = await diagram('#/second-user');
    const played: string[] = [];
    for (let step = 0; step < 3; step++) {
      await page.keyboard.press('PageDown');
      if (step < 2) await playing(page);
      await ended(page);
      played.push(await picture(page));
    }
    // never one step forward, which would play
    const jumped: string[] = [];
    for (const step of [0, 2, 1]) {
      await page.evaluate((to) => location.replace(to), `#/second-user/${step}`);
      await expect.poll(() => place(page)).toBe(`second-user/${step}`);
      jumped[step] = await picture(page);
    }
    expect(new Set(played).size).toBe(3);
    expect(jumped).toEqual(played);
    await close();
  });

  it('in the middle of a beat goes on to the next, and back cuts to the still', async () => {
    const { page, close } = await diagram('#/blocking-call/0');
    const still = await picture(page);
    await page.keyboard.press('PageDown');
    await playing(page);
    await page.keyboard.press('PageDown');
    await playing(page);
    expect(await place(page)).toBe('blocking-call/2');
    await page.keyboard.press('PageUp');
    await page.keyboard.press('PageUp');
    expect([await place(page), await picture(page)]).toEqual(['blocking-call/0', still]);
    await close();
  });

  it('writes at most 120 times into a frame', async () => {
    const { page, close } = await diagram('#/blocking-call/1');
    await page.evaluate(() => {
      const svg = document.querySelector('section.present svg.live');
      const counts: number[] = [];
      Object.assign(window, { counts });
      // all that is written between two frames is one delivery
      if (svg)
        new MutationObserver((records) => counts.push(records.length)).observe(svg, {
          attributes: true,
          childList: true,
          characterData: true,
          subtree: true,
        });
    });
    await page.keyboard.press('PageDown');
    await playing(page);
    await ended(page);
    const counts = await page.evaluate((): number[] => Reflect.get(window, 'counts'));
    expect(counts.length).toBeGreaterThan(10);
    // the first frame of a beat changes its words as well
    expect(Math.max(...counts.slice(1, -1))).toBeLessThanOrEqual(120);
    await close();
  });

  it('with reduced motion and in a hidden tab cuts', async () => {
    const { page, close } = await diagram('#/many-waits', { reducedMotion: 'reduce' });
    await page.keyboard.press('PageDown');
    expect(await page.locator('section.present .playing').count()).toBe(0);
    expect(await now(page)).toBe(5);
    await close();

    const hidden = await diagram('#/many-waits/0');
    await hidden.page.evaluate(() => Object.defineProperty(document, 'hidden', { value: true, configurable: true }));
    await hidden.page.keyboard.press('PageDown');
    expect(await now(hidden.page)).toBe(40);
    await hidden.close();
  });

  it('stops when the slide is left, and the still is there on coming back', async () => {
    const { page, close } = await diagram('#/many-waits/2');
    await page.keyboard.press('PageDown');
    await playing(page);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageUp');
    await page.waitForSelector('section.present#many-waits');
    expect([await place(page), await now(page)]).toEqual(['many-waits/3', 135]);
    expect(await page.locator('section.present .playing').count()).toBe(0);
    await close();
  });
});

describe('a reader', () => {
  it('replays with R, stops and plays on with K, and goes from event to event with the brackets', async () => {
    const { page, close } = await diagram('#/second-user/0');
    expect(await now(page)).toBe(50);
    await page.keyboard.press('r');
    await playing(page);
    await page.keyboard.press('k');
    expect(await page.locator('section.present .playing').count()).toBe(0);
    expect(await now(page)).toBeLessThan(50);
    await page.keyboard.press(']');
    const event = await now(page);
    expect([5, 95]).toContain(event);
    await page.keyboard.press(']');
    await page.keyboard.press('[');
    expect(await now(page)).toBe(event);
    expect(await place(page)).toBe('second-user/0');
    await close();
  });

  it('has the clicker back after a click on the bar', async () => {
    const { page, close } = await diagram('#/many-waits/0');
    const box = await page.locator('section.present .diagram-controls input').boundingBox();
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('many-waits/1');
    await close();
  });

  it('scrubs back with the keys through a beat that stands still', async () => {
    const { page, close } = await diagram('#/second-user/2', { reducedMotion: 'reduce' });
    const bar = page.locator('section.present .diagram-controls input');
    await bar.focus();
    const position = async () => Number(await bar.evaluate((input: HTMLInputElement) => input.value));
    let last = await position();
    for (let i = 0; i < 20; i++) {
      await page.keyboard.press('ArrowLeft');
      const next = await position();
      expect(next).toBeLessThan(last);
      last = next;
    }
    await close();
  });

  it('scrubs with the arrows on the focused bar, and the deck stays', async () => {
    const { page, close } = await diagram('#/many-waits/0');
    const bar = page.locator('section.present .diagram-controls input');
    await bar.focus();
    await page.keyboard.press('End');
    await expect.poll(() => picture(page)).toContain('a worker, a loop');
    await page.keyboard.press('Home');
    await expect.poll(() => now(page)).toBe(0);
    expect(await place(page)).toBe('many-waits/0');
    await close();
  });

  it('sees the beats that are not for the stage when playing on', async () => {
    const { page, close } = await diagram('#/many-waits/3', { reducedMotion: 'reduce' });
    await page.keyboard.press('k');
    await expect.poll(() => picture(page)).toContain('The seat is worked for 80 of 135 ms.');
    await page.keyboard.press('k');
    await expect.poll(() => picture(page)).toContain('Twenty at once');
    await close();
  });

  it('on a phone has the tall picture and a bar for the finger', async () => {
    const { page, close } = await diagram('#/blocking-call', {
      viewport: { width: 390, height: 844 },
      hasTouch: true,
      isMobile: true,
    });
    expect(await page.locator('section.present svg.live').getAttribute('viewBox')).toBe('0 0 720 1280');
    const box = await page.locator('section.present .toggle').boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await page.locator('section.present .toggle').tap();
    await playing(page);
    expect(await place(page)).toBe('blocking-call/-1');
    await page.setViewportSize({ width: 844, height: 390 });
    await expect.poll(() => page.locator('section.present svg.live').getAttribute('viewBox')).toBe('0 0 1280 720');
    await close();
  });
});

describe('the speaker’s window', () => {
  it('shows the beat at hand and the next one', async () => {
    const { page, context, close } = await diagram('#/second-user/0');
    const popup = context.waitForEvent('page');
    await page.keyboard.press('s');
    const speaker = await popup;
    await expect.poll(() => speaker.locator('.now svg.live').textContent()).toContain('The seat is taken.');
    await expect.poll(() => speaker.locator('.coming svg.live').textContent()).toContain('One after the other.');
    await close();
  });
});
