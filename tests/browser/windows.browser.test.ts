import { expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';
import { alike, now, onDeck, speakerAt, speakerOf, view } from './speaker.ts';

const browser = useBrowser();

const kinds = (hash = '') => opened(browser(), `${inject('kinds')}${hash}`);

it('a reload of either window finds the other again', async () => {
  const { page, close } = await kinds('#/claim');
  const speaker = await speakerOf(page);
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('claim/0');
  await page.reload();
  await page.waitForSelector('.reveal.ready');
  // the deck has its slides, and not yet what listens to this window: the press waits for that
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('claim/1');
  await speaker.reload();
  await alike(speaker, page);
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('columns/-1');
  await close();
});

it('opened on its own after the deck, the speaker’s window finds it where it stands', async () => {
  const { page, context, close } = await kinds('#/columns/1');
  const speaker = await speakerAt(context, inject('kinds'));
  await alike(speaker, page);
  await close();
});

it('two decks in one browser stay apart', async () => {
  const { page: one, context, close } = await kinds('#/claim');
  const two = await context.newPage();
  await two.goto(`${inject('kinds')}#/table`);
  await two.waitForSelector('.reveal.ready');
  const speaker = await speakerOf(one);
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(one)).toBe('claim/0');
  await two.keyboard.press('PageDown');
  await two.keyboard.press('b');
  await one.keyboard.press('PageDown');
  await expect.poll(() => view(speaker, now)).toBe(await view(one, onDeck));
  expect(await speaker.locator('.place').innerText()).not.toContain('black');
  expect([await place(one), await place(two)]).toEqual(['claim/1', 'questions/-1']);
  await close();
});

it('a window belongs to the deck that has opened it, also while another answers sooner', async () => {
  const { page: one, context, close } = await kinds();
  await one.goto('about:blank');
  let goOn = () => {};
  const held = new Promise<void>((resolve) => {
    goOn = resolve;
  });
  await one.route(/assets\/(tools|presenting)/, async (route) => {
    await held;
    await route.continue();
  });
  await one.goto(`${inject('kinds')}#/claim`);
  await one.waitForSelector('.reveal.ready');
  const [speaker] = await Promise.all([context.waitForEvent('page'), one.keyboard.press('s')]);
  await speaker.waitForLoadState();
  await speaker.keyboard.press('PageDown');
  const two = await context.newPage();
  await two.goto(`${inject('kinds')}#/table`);
  // by its name one knows a deck that has said that it is there
  await expect.poll(() => two.evaluate(() => sessionStorage.getItem('deck'))).not.toBe(null);
  goOn();
  await expect.poll(() => place(one)).toBe('claim/0');
  await expect.poll(() => view(speaker, now)).toBe(await view(one, onDeck));
  expect(await place(two)).toBe('table/-1');
  await close();
});

it('a copy of the deck’s tab is a deck of its own', async () => {
  const { page: one, context, close } = await kinds('#/claim');
  const speaker = await speakerOf(one);
  const [two] = await Promise.all([
    context.waitForEvent('page'),
    one.evaluate(() => void window.open(`${location.pathname}#/table`)),
  ]);
  await two.waitForSelector('.reveal.ready');
  const nameOf = () => two.evaluate(() => sessionStorage.getItem('deck'));
  await expect.poll(nameOf).not.toBe(await one.evaluate(() => sessionStorage.getItem('deck')));
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(one)).toBe('claim/0');
  expect(await place(two)).toBe('table/-1');
  await close();
});

it('other talk on the channel is not listened to: garbage, other versions, other decks, parts that are wrong', async () => {
  const { page, context, close } = await kinds('#/claim');
  const speaker = await speakerOf(page);
  const stranger = await context.newPage();
  await stranger.goto(`${inject('kinds')}speaker.html#somebody-else`);
  const deck = await page.evaluate(() => sessionStorage.getItem('deck'));
  const elsewhere = { slug: 'table', step: -1 };
  const watch = { before: 0, since: null };
  const calm = { black: false, frozen: null, film: null, watch, theme: 'light', zoomed: false, overview: false };
  const film = { slug: 'table', view: { beat: 0, t: 0, settled: 1 }, position: 0, length: 1, playing: false };
  const state = { place: elsewhere, ...calm };
  await stranger.evaluate(
    (messages) => {
      const channel = new BroadcastChannel('python-concurrency-talk');
      for (const message of messages) channel.postMessage(message);
    },
    [
      null,
      'next',
      17,
      {},
      [],
      { version: 2 },
      { version: 2, message: null },
      { version: 1, message: { type: 'action', deck, action: 'next' } },
      { version: 1, message: { type: 'state', deck, place: elsewhere, black: false } },
      { version: 3, message: { type: 'action', deck, action: 'next' } },
      { version: '2', message: { type: 'action', deck, action: 'next' } },
      ...[
        { type: 'action', deck, action: 'explode' },
        { type: 'action', deck, action: 'toString' },
        { type: 'action', deck, action: 1 },
        { type: 'action', deck: 'another', action: 'next' },
        { type: 'action', action: 'next' },
        { type: 'state', deck, place: elsewhere, black: true },
        { type: 'state', deck, state: { place: elsewhere } },
        { type: 'state', deck, state: { ...state, place: { slug: 'table', step: '1' } } },
        { type: 'state', deck, state: { ...state, place: { slug: 'table', step: 0.5 } } },
        { type: 'state', deck, state: { ...state, watch: { before: -1, since: null } } },
        { type: 'state', deck, state: { ...state, theme: 'pink' } },
        { type: 'state', deck, state: { ...state, film: { ...film, position: Number.NaN } } },
        { type: 'state', deck, state: { ...state, film: { ...film, view: { beat: -1, t: 0, settled: 1 } } } },
        { type: 'state', deck: 'another', state: { ...state, black: true } },
        { type: 'go', deck, place: { slug: 'no-such-slide', step: -1 } },
        { type: 'go', deck, place: 'table' },
        { type: 'scrub', deck, slug: 'claim', position: -1 },
        { type: 'point', deck, at: { x: 2, y: 0 } },
        { type: 'zoom', deck, at: null },
        { type: 'restore', deck: 'another', state },
        { type: 'nonsense', deck },
        { type: 'constructor', deck },
        { type: '__proto__', deck },
      ].map((message) => ({ version: 2, message })),
    ],
  );
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('claim/0');
  await alike(speaker, page);
  expect(await page.locator('.reveal.zoomed, .reveal.paused, .laser:not([hidden])').count()).toBe(0);
  expect(await stranger.locator('.now .slide').count()).toBe(0);
  await close();
});

it('opened on its own it waits for the deck', async () => {
  const { page, context, close } = await kinds();
  await page.goto('about:blank');
  const speaker = await speakerAt(context, inject('kinds'));
  expect(await view(speaker, now)).toContain('nothing');
  await page.goto(`${inject('kinds')}#/table`);
  await expect.poll(() => view(speaker, now)).toContain('4 ');
  await close();
});
