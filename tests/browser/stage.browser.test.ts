import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';
import { now, speakerOf } from './speaker.ts';

const browser = useBrowser();

const kinds = (hash = '', options = {}) => opened(browser(), `${inject('kinds')}${hash}`, options);
const talk = (hash = '', options = {}) => opened(browser(), `${inject('talk')}${hash}`, options);

/** What is on the audience's screen, to the pixel. */
const picture = async (page: Page) => (await page.screenshot()).toString('base64');
const living = '.slides section.present deck-diagram[data-alive]';

describe('the frozen picture', () => {
  it('stands to the pixel while the deck goes on behind it, and X brings the deck back', async () => {
    const { page, close } = await talk('#/gevent/1', { reducedMotion: 'reduce' });
    await page.waitForSelector(living);
    const speaker = await speakerOf(page);
    const before = await picture(page);
    await speaker.keyboard.press('x');
    await page.waitForSelector('.frozen');
    expect(await picture(page)).toBe(before);
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('gevent/2');
    await speaker.keyboard.press('ArrowRight');
    await page.keyboard.press('End');
    await expect.poll(() => speaker.locator('.place').innerText()).toContain('the audience sees 13, step 2');
    expect(await picture(page)).toBe(before);
    await speaker.keyboard.press('b');
    await expect.poll(() => page.locator('.pause-overlay').isVisible()).toBe(true);
    expect(await page.locator('.frozen').isVisible()).toBe(false);
    await speaker.keyboard.press('b');
    await page.keyboard.press('x');
    await expect.poll(() => page.locator('.frozen').count()).toBe(0);
    expect(await picture(page)).not.toBe(before);
    expect(await speaker.locator('.place').innerText()).not.toContain('frozen');
    await close();
  });

  it('is there again after a reload, at its instant, with the deck behind it where it was', async () => {
    const { page, close } = await talk('#/gevent/1', { reducedMotion: 'reduce' });
    await page.waitForSelector(living);
    await page.keyboard.press('[');
    const before = await picture(page);
    await page.keyboard.press('x');
    await page.waitForSelector('.frozen');
    for (let i = 0; i < 4; i++) await page.keyboard.press('PageDown');
    const there = await place(page);
    await page.reload();
    await page.waitForSelector('.frozen');
    await expect.poll(() => place(page)).toBe(there);
    await expect.poll(() => picture(page)).toBe(before);
    await page.keyboard.press('x');
    expect(await place(page)).toBe(there);
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    expect([await page.locator('.frozen').count(), await place(page)]).toEqual([0, there]);
    await close();
  });

  it('fits a window that changes its size, and is of the theme', async () => {
    const { page, close } = await kinds('#/claim', { reducedMotion: 'reduce' });
    await page.keyboard.press('x');
    await page.waitForSelector('.frozen');
    await page.setViewportSize({ width: 1000, height: 700 });
    await page.keyboard.press('t');
    const frozen = await picture(page);
    await page.keyboard.press('x');
    await expect.poll(() => picture(page)).toBe(frozen);
    await close();
  });
});

describe('the laser pointer', () => {
  const dot = (page: Page) => page.locator('.laser').boundingBox();
  const middle = (box: Awaited<ReturnType<typeof dot>>) =>
    box && { x: box.x + box.width / 2, y: box.y + box.height / 2 };

  it('follows the mouse in the deck, in place of the arrow', async () => {
    const { page, close } = await kinds('#/claim');
    await page.keyboard.press('l');
    await page.waitForSelector('.laser:not([hidden])');
    await page.mouse.move(300, 200);
    await expect.poll(async () => middle(await dot(page))).toEqual({ x: 300, y: 200 });
    expect(
      await page.evaluate(() => getComputedStyle(document.elementFromPoint(300, 200) ?? document.body).cursor),
    ).toBe('none');
    await page.keyboard.press('l');
    expect(await page.locator('.laser').isVisible()).toBe(false);
    await close();
  });

  it('shows the audience where the mouse is in the speaker’s window, and goes when it leaves the slide or the window closes', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    const stage = await speaker.locator('.now .stage').boundingBox();
    if (stage === null) throw new Error('no stage');
    const to = (x: number, y: number) => speaker.mouse.move(stage.x + stage.width * x, stage.y + stage.height * y);
    await to(0.25, 0.5);
    await speaker.waitForTimeout(50);
    expect(await page.locator('.laser').isVisible()).toBe(false);
    await speaker.keyboard.press('l');
    await to(0.25, 0.75);
    await expect.poll(async () => Math.round(middle(await dot(page))?.x ?? 0)).toBe(320);
    expect(middle(await dot(page))?.y).toBeCloseTo(540, -1);
    await speaker.mouse.move(5, 5);
    await expect.poll(() => page.locator('.laser').isVisible()).toBe(false);
    await to(0.5, 0.5);
    await expect.poll(() => page.locator('.laser').isVisible()).toBe(true);
    await speaker.close();
    await expect.poll(() => page.locator('.laser').isVisible()).toBe(false);
    await close();
  });
});

describe('zoom', () => {
  const width = (page: Page) =>
    page.evaluate(() =>
      Math.round(document.querySelector('section.present .sheet')?.getBoundingClientRect().width ?? 0),
    );

  it('goes to the mouse, back with Z and with Esc, and a step to another slide is whole', async () => {
    const { page, close } = await kinds('#/claim', { reducedMotion: 'reduce' });
    await page.mouse.move(0, 0);
    for (const back of ['z', 'Escape']) {
      await page.keyboard.press('z');
      await expect.poll(() => width(page)).toBe(2560);
      await page.keyboard.press(back);
      await expect.poll(() => width(page)).toBe(1280);
    }
    expect(await page.locator('.reveal.overview').count()).toBe(0);
    await page.keyboard.press('z');
    await page.keyboard.press('ArrowDown');
    expect([await place(page), await width(page)]).toEqual(['below-one/-1', 1280]);
    await close();
  });

  it('from the speaker’s window goes to where the mouse is on the slide there', async () => {
    const { page, close } = await kinds('#/claim', { reducedMotion: 'reduce' });
    const speaker = await speakerOf(page);
    const stage = await speaker.locator('.now .stage').boundingBox();
    if (stage === null) throw new Error('no stage');
    await speaker.mouse.move(stage.x + stage.width - 1, stage.y + stage.height / 2);
    await speaker.keyboard.press('z');
    await expect.poll(() => width(page)).toBe(2560);
    const right = await page.evaluate(
      () => document.querySelector('section.present .sheet')?.getBoundingClientRect().right,
    );
    expect(Math.abs((right ?? 0) - 1280)).toBeLessThan(12);
    await expect.poll(() => speaker.getByRole('button', { name: 'Zoom' }).getAttribute('aria-pressed')).toBe('true');
    await speaker.keyboard.press('Escape');
    await expect.poll(() => width(page)).toBe(1280);
    await close();
  });
});

it('the arrow of the mouse is gone when it rests, and back when it moves', async () => {
  const { page, close } = await kinds('#/claim');
  const resting = () => page.evaluate(() => document.documentElement.classList.contains('resting'));
  await page.keyboard.press('?');
  await page.waitForSelector('dialog.help');
  await page.keyboard.press('Escape');
  await page.clock.install();
  await page.mouse.move(100, 100);
  await page.clock.runFor(2900);
  expect(await resting()).toBe(false);
  await page.clock.runFor(200);
  expect(await resting()).toBe(true);
  await page.mouse.move(120, 100);
  expect(await resting()).toBe(false);
  await close();
});

describe('the screen stays awake', () => {
  const watched = async (page: Page) => {
    await page.addInitScript(() => {
      const locks: { released: boolean }[] = [];
      Object.assign(window, { locks });
      Object.defineProperty(Navigator.prototype, 'wakeLock', {
        value: {
          request: async () => {
            const lock = { released: false };
            locks.push(lock);
            return lock;
          },
        },
      });
    });
    await page.reload();
    await page.waitForSelector('.reveal.ready');
  };
  const held = (page: Page) => page.evaluate('locks.map(({ released }) => !released)');

  it('from the first step on, and again when the browser has taken it back', async () => {
    const { page, close } = await kinds('#/claim');
    await watched(page);
    // the tools are here
    await page.keyboard.press('l');
    await page.waitForSelector('.laser:not([hidden])');
    expect(await held(page)).toEqual([]);
    await page.keyboard.press('PageDown');
    await expect.poll(() => held(page)).toEqual([true]);
    await page.evaluate('locks[0].released = true; document.dispatchEvent(new Event("visibilitychange"))');
    await expect.poll(() => held(page)).toEqual([false, true]);
    await page.keyboard.press('PageDown');
    expect(await held(page)).toEqual([false, true]);
    await close();
  });
});

describe('the check before the talk', () => {
  const found = async (page: Page) => {
    await page.keyboard.press('c');
    await page.waitForSelector('dialog.check .verdict[data-fine]', { timeout: 40_000 });
    const rows = await page
      .locator('dialog.check li')
      .evaluateAll((all) =>
        all.map((row) => [row.querySelector('b')?.textContent ?? '', row.getAttribute('data-fine') === 'true']),
      );
    return { verdict: await page.locator('dialog.check .verdict').innerText(), ...Object.fromEntries(rows) };
  };
  const fine = {
    Fonts: true,
    'Later slides': true,
    Diagrams: true,
    'Speaker’s window': true,
    'Screen stays awake': true,
    'Time plan': true,
  };

  it('is green in both windows of the talk when all is there, also without the network', async () => {
    const { page, context, close } = await talk();
    const speaker = await speakerOf(page);
    await page.waitForTimeout(1000);
    await context.setOffline(true);
    expect(await found(page)).toEqual({ verdict: 'All is ready.', ...fine });
    expect(await found(speaker)).toEqual({ verdict: 'All is ready.', ...fine });
    expect(await speaker.locator('dialog.check').innerText()).toMatch(/What is said takes \d+:\d\d of 30:00/);
    await close();
  });

  it('says what to do about a window that is missing, a screen that may sleep, a diagram that is broken', async () => {
    const { page, close } = await talk('#/three-ways');
    await page.evaluate(() => {
      Object.defineProperty(Navigator.prototype, 'wakeLock', {
        value: { request: () => Promise.reject(new Error('no')) },
      });
      const script = document.querySelector('#blocking-call deck-diagram > script');
      if (script !== null) script.textContent = '{ "kind": "machine" ';
    });
    expect(await found(page)).toEqual({
      verdict: '3 things to look at.',
      ...fine,
      Diagrams: false,
      'Speaker’s window': false,
      'Screen stays awake': false,
    });
    const words = await page.locator('dialog.check').innerText();
    for (const part of ['press S', 'not to sleep', 'blocking-call']) expect(words).toContain(part);
    await page.keyboard.press('c');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    await close();
  });

  it('in a speaker’s window says that the deck does not answer', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    await page.close();
    await expect.poll(() => speaker.locator('.place').innerText()).toContain('the deck does not answer');
    expect(await found(speaker)).toMatchObject({ Deck: false });
    await close();
  });
});

it('what the stage needs from the speaker’s window does not come too late: a key right after the load', async () => {
  const { page, close } = await kinds('#/claim');
  await page.keyboard.press('g');
  await page.waitForSelector('dialog.jump');
  await page.keyboard.type('table');
  await page.keyboard.press('Enter');
  await expect.poll(() => place(page)).toBe('table/-1');
  const speaker = await speakerOf(page);
  expect(await speaker.locator(now).getAttribute('data-number')).toBe('4');
  await close();
});
