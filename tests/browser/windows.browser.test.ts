import { expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';
import { now, onDeck, speakerAt, speakerOf, view } from './speaker.ts';

const browser = useBrowser();

const kinds = (hash = '') => opened(browser(), `${inject('kinds')}${hash}`);

it('a reload of either window finds the other again', async () => {
  const { page, close } = await kinds('#/claim');
  const speaker = await speakerOf(page);
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('claim/0');
  await page.reload();
  await page.waitForSelector('.reveal.ready');
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('claim/1');
  await speaker.reload();
  await expect.poll(() => view(speaker, now)).toBe(await view(page, onDeck));
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('columns/-1');
  await close();
});

it('opened on its own after the deck, the speaker’s window finds it where it stands', async () => {
  const { page, context, close } = await kinds('#/columns/1');
  const speaker = await speakerAt(context, inject('kinds'));
  await expect.poll(() => view(speaker, now)).toBe(await view(page, onDeck));
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

it('other talk on the channel is not listened to', async () => {
  const { page, context, close } = await kinds('#/claim');
  const speaker = await speakerOf(page);
  const stranger = await context.newPage();
  await stranger.goto(`${inject('kinds')}speaker.html#somebody-else`);
  const deck = await page.evaluate(() => sessionStorage.getItem('deck'));
  const elsewhere = { slug: 'table', step: -1 };
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
      { version: 1 },
      { version: 1, message: null },
      { version: 2, message: { type: 'action', deck, action: 'next' } },
      ...[
        { type: 'action', deck, action: 'explode' },
        { type: 'action', deck, action: 'toString' },
        { type: 'action', deck, action: 1 },
        { type: 'action', deck: 'another', action: 'next' },
        { type: 'action', action: 'next' },
        { type: 'state', deck, place: elsewhere },
        { type: 'state', deck, place: { slug: 'table', step: '1' }, black: false },
        { type: 'state', deck, place: { slug: 'table', step: 0.5 }, black: false },
        { type: 'state', deck: 'another', place: elsewhere, black: true },
        { type: 'go', deck, place: { slug: 'no-such-slide', step: -1 } },
        { type: 'go', deck, place: 'table' },
        { type: 'nonsense', deck },
      ].map((message) => ({ version: 1, message })),
    ],
  );
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('claim/0');
  await expect.poll(() => view(speaker, now)).toBe(await view(page, onDeck));
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
