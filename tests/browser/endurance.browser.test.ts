import type { CDPSession, Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { bindings } from '../../src/runtime/keys.ts';
import { opened, place, useBrowser } from './open.ts';
import { alike, coming, now, onDeck, speakerOf, view } from './speaker.ts';

const browser = useBrowser();

const talk = (hash = '', options = {}) =>
  opened(browser(), `${inject('talk')}${hash}`, { reducedMotion: 'reduce', ...options });

const drawing = (page: Page, within: string) =>
  page.evaluate(
    (selector) => document.querySelector(`${selector} deck-diagram[data-alive] > svg.live`)?.innerHTML,
    within,
  );

/** Numbers from 0 to 1 that look random and are the same every time. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Keys of the deck as Playwright calls them, the usual ones more often, and a few that mean nothing. */
const keys = [
  // a whole check takes a second, and has tests of its own; the full screen is the window manager's
  ...bindings.filter(({ action }) => !['check', 'fullscreen'].includes(action)).flatMap((row) => row.keys),
  ...Array.from({ length: 12 }, () => 'PageDown'),
  ...Array.from({ length: 6 }, () => 'PageUp'),
  ...['a', 'q', '1', '2', '7', 'Delete', 'F9', 'Escape', 'Escape', 'Enter'],
].map((key) => key.replace(/ $/, 'Space'));

it('after 2,000 keys pressed at random in both windows both are in the same state, and go on', async () => {
  const { page, close } = await talk();
  const speaker = await speakerOf(page);
  const random = dice(20261122);
  for (let pressed = 0; pressed < 2000; ) {
    const window = random() < 0.5 ? page : speaker;
    const burst = Array.from(
      { length: 1 + Math.floor(random() * 20) },
      () => keys[Math.floor(random() * keys.length)] ?? 'n',
    );
    // as fast as they come
    await Promise.all(burst.map((key) => window.keyboard.press(key)));
    pressed += burst.length;
  }
  for (const each of [page, speaker]) {
    await each.evaluate(() => {
      for (const dialog of document.querySelectorAll('dialog')) dialog.close();
    });
  }
  const states = async () => ({
    deck: await view(page, onDeck),
    black: await page.locator('.reveal.paused').count(),
    frozen: await page.locator('.frozen').count(),
    zoomed: await page.locator('.reveal.zoomed').count(),
    picture: (await drawing(page, onDeck)) ?? '',
  });
  const told = async () => ({
    deck: await view(speaker, now),
    black: Number((await speaker.getByRole('button', { name: 'Black' }).getAttribute('aria-pressed')) === 'true'),
    frozen: Number((await speaker.getByRole('button', { name: 'Freeze' }).getAttribute('aria-pressed')) === 'true'),
    zoomed: Number((await speaker.getByRole('button', { name: 'Zoom' }).getAttribute('aria-pressed')) === 'true'),
    picture: (await drawing(speaker, now)) ?? '',
  });
  const apart = async () => {
    const [here, there] = [await states(), await told()];
    return Object.entries(here).flatMap(([name, value]) => {
      const other = Object.entries(there).find(([each]) => each === name)?.[1];
      return value === other ? [] : [{ [name]: [value, other] }];
    });
  };
  await expect.poll(apart).toEqual([]);
  // whatever is on, the keys lead back to the first slide and on
  if ((await states()).black > 0) await speaker.keyboard.press('b');
  await expect.poll(async () => (await states()).black).toBe(0);
  if ((await page.locator('.reveal.overview').count()) > 0) await page.keyboard.press('Escape');
  await page.keyboard.press('Home');
  await expect.poll(() => place(page)).toBe('title/-1');
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('twenty-waiting/-1');
  await alike(speaker, page);
  await close();
}, 240_000);

/** Slides whose diagrams have the most to draw. */
const heaviest = ['race', 'probe'] as const;

async function lookedAt(session: CDPSession) {
  await session.send('Performance.enable');
  for (let i = 0; i < 2; i++) await session.send('HeapProfiler.collectGarbage');
  const { metrics } = await session.send('Performance.getMetrics');
  const of = (name: string) => metrics.find((each) => each.name === name)?.value ?? Number.NaN;
  return { heap: of('JSHeapUsedSize'), listeners: of('JSEventListeners'), nodes: of('Nodes') };
}

it('300 rounds through the heaviest slides leave nothing behind, in either window', async () => {
  // what is painted is not what is measured, and small windows are painted sooner
  const { page, context, close } = await talk(`#/${heaviest[0]}`, { viewport: { width: 800, height: 450 } });
  const speaker = await speakerOf(page);
  await speaker.waitForSelector('.now deck-diagram[data-alive]');
  const rounds = (count: number) =>
    page.evaluate(
      async ({ slugs, times }) => {
        const { port1, port2 } = new MessageChannel();
        // at once: of timers that follow each other a browser makes each wait for some ms
        const soon = () =>
          new Promise((done) => {
            port1.onmessage = done;
            port2.postMessage(0);
          });
        for (let round = 0; round < times; round++) {
          const slug = slugs[round % slugs.length] ?? '';
          location.hash = `#/${slug}`;
          const section = document.getElementById(slug);
          while (!section?.classList.contains('present')) await soon();
          while (section.querySelector('deck-diagram:not([data-alive])') !== null) await soon();
          // the other window's diagram comes to life, too
          for (let frame = 0; frame < 2; frame++) await new Promise(requestAnimationFrame);
          const steps = section.querySelectorAll('deck-diagram > .step').length;
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
          await soon();
          // and to the last of its steps, with all that it has drawn by then
          location.hash = `#/${slug}/${steps - 1}`;
          while (section.querySelectorAll('.fragment.visible').length < steps) await soon();
        }
        port1.close();
      },
      { slugs: heaviest, times: count },
    );
  const sessions = await Promise.all([page, speaker].map((each) => context.newCDPSession(each)));
  const measured = async () => {
    // until the speaker's window has caught up
    await alike(speaker, page);
    // both windows live in one heap: one after the other, and the least of a few looks, as each leaves something behind
    const marks = [];
    for (const session of sessions) {
      const first = await lookedAt(session);
      const heaps = [first.heap];
      for (let look = 0; look < 3; look++) heaps.push((await lookedAt(session)).heap);
      marks.push({ ...first, heap: Math.min(...heaps) });
    }
    return marks;
  };
  // V8 compiles what has run often for some two hundred rounds more: by the last hundred there is nothing left to grow
  const marks = [];
  for (let hundred = 0; hundred < 3; hundred++) {
    await rounds(100);
    marks.push(await measured());
  }
  for (const [i, window] of ['deck', 'speaker'].entries()) {
    const [first, second, third] = marks.map((mark) => mark[i]);
    if (first === undefined || second === undefined || third === undefined) throw new Error('not measured');
    expect([window, second.listeners - first.listeners, third.listeners - first.listeners]).toEqual([window, 0, 0]);
    expect([window, Math.abs(third.nodes - first.nodes) < first.nodes * 0.02]).toEqual([window, true]);
    expect([window, (third.heap - second.heap) / 1e6]).toEqual([window, expect.toSatisfy((mB: number) => mB < 0.35)]);
  }
  await close();
}, 300_000);

it('goes through the whole talk with all its tools when the network is gone a second after the load', async () => {
  const { page, context, close } = await talk();
  const [speaker] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('s')]);
  await speaker.waitForLoadState();
  await speaker.waitForTimeout(1000);
  await context.setOffline(true);
  await speaker.waitForSelector('.now .slide');
  for (const window of [page, speaker]) {
    for (const dialog of ['?', 'g', 'm', 'c']) {
      await window.keyboard.press(dialog);
      // the rehearsal is shown in the speaker's window alone
      const shows = dialog === 'm' ? speaker : window;
      await expect.poll(() => shows.locator('dialog').count()).toBe(1);
      await shows.keyboard.press('Escape');
      await expect.poll(() => shows.locator('dialog').count()).toBe(0);
    }
    for (const key of ['l', 'l', 'z', 'z', 'x', 'x', 't', 't', 'w', 'w', '+', '-']) await window.keyboard.press(key);
  }
  let answers = 0;
  for (let announced = ''; !announced.startsWith('nothing'); ) {
    const before = await view(page, onDeck);
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => view(page, onDeck)).not.toBe(before);
    await alike(speaker, page);
    if (announced !== '') expect(await view(page, onDeck)).toBe(announced);
    announced = await view(speaker, coming);
    answers += await page.locator('section.present .guess button').count();
  }
  expect(answers).toBeGreaterThan(0);
  // numbers to change are on what a reader sees of a diagram
  await page.evaluate(() => {
    location.hash = '#/second-user';
  });
  await page.locator('#second-user .diagram-controls .own').click();
  await expect.poll(() => page.locator('#second-user .dial').first().isVisible()).toBe(true);
  await close();
}, 240_000);
