import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { type Action, bindings } from '../../src/runtime/keys.ts';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

const kinds = (hash = '') => opened(browser(), `${inject('kinds')}${hash}`);

/** The key as Playwright calls it. */
function pressed(key: string): string {
  return key.replace(/ $/, 'Space');
}

/** What the deck shows besides its slide. */
function around(page: Page) {
  return page.evaluate(() => ({
    black: document.querySelector('.reveal.paused') !== null,
    overview: document.querySelector('.reveal.overview') !== null,
    help: document.querySelector('dialog.help[open]') !== null,
    jump: document.querySelector('dialog.jump[open]') !== null,
    search: document.querySelector('dialog.search[open]') !== null,
    notice: document.querySelector('.notice')?.textContent ?? '',
    check: document.querySelector('dialog.check[open]') !== null,
    zoom: document.querySelector('.reveal.zoomed') !== null,
    laser: document.querySelector('.laser:not([hidden])') !== null,
    frozen: document.querySelector('.frozen') !== null,
    theme: document.documentElement.dataset.theme,
  }));
}

const calm = {
  black: false,
  overview: false,
  help: false,
  jump: false,
  search: false,
  notice: '',
  check: false,
  zoom: false,
  laser: false,
  frozen: false,
  theme: undefined,
};

/** For each action: where the deck stands, and what must be so after the key. */
const effects: Record<
  Exclude<
    Action,
    // of these other tests tell, here or of diagrams, the speaker's window and the stage
    | 'open'
    | 'link'
    | 'fullscreen'
    | 'speaker'
    | 'replay'
    | 'play'
    | 'eventBefore'
    | 'eventAfter'
    | 'watch'
    | 'larger'
    | 'smaller'
    | 'rehearsal'
  >,
  [string, string, Partial<typeof calm> | object]
> = {
  next: ['#/claim', 'claim/0', calm],
  previous: ['#/claim/1', 'claim/0', calm],
  down: ['#/claim', 'below-one/-1', calm],
  up: ['#/below-two', 'below-one/-1', calm],
  first: ['#/table', 'start/-1', calm],
  last: ['#/claim', 'no-title/-1', calm],
  jump: ['#/claim', 'claim/-1', { ...calm, jump: true }],
  search: ['#/claim', 'claim/-1', { ...calm, search: true }],
  overview: ['#/claim', 'claim/-1', { ...calm, overview: true }],
  black: ['#/claim', 'claim/-1', { ...calm, black: true }],
  zoom: ['#/claim', 'claim/-1', { ...calm, zoom: true }],
  laser: ['#/claim', 'claim/-1', { ...calm, laser: true }],
  freeze: ['#/claim', 'claim/-1', { ...calm, frozen: true }],
  check: ['#/claim', 'claim/-1', { ...calm, check: true }],
  theme: ['#/claim', 'claim/-1', { ...calm, theme: 'dark' }],
  help: ['#/claim', 'claim/-1', { ...calm, help: true }],
};

describe('every key does what its row says', () => {
  it.each(Object.entries(effects))('%s', async (action, [from, to, shown]) => {
    const { page, close } = await kinds(from);
    for (const [i, key] of bindings.flatMap((row) => (row.action === action ? row.keys : [])).entries()) {
      if (i > 0) {
        await page.evaluate(() => localStorage.clear());
        await page.goto('about:blank');
        await page.goto(`${inject('kinds')}${from}`);
        await page.waitForSelector('.reveal.ready');
      }
      await page.keyboard.press(pressed(key));
      // what belongs to the stage comes soon after the first slide
      await expect.poll(async () => [key, await place(page), await around(page)]).toEqual([key, to, shown]);
    }
    await close();
  });

  it('F asks for the full screen, and gives it back', async () => {
    const { page, close } = await kinds();
    await page.evaluate(() => {
      const calls: string[] = [];
      Object.assign(window, { calls });
      Element.prototype.requestFullscreen = async () => {
        calls.push('in');
        Object.defineProperty(document, 'fullscreenElement', { value: document.body, configurable: true });
      };
      document.exitFullscreen = async () => void calls.push('out');
    });
    await page.keyboard.press('f');
    await page.keyboard.press('f');
    expect(await page.evaluate('calls')).toEqual(['in', 'out']);
    await close();
  });

  it('S opens the speaker’s window', async () => {
    const { page, context, close } = await kinds();
    const [popup] = await Promise.all([context.waitForEvent('page'), page.keyboard.press('s')]);
    expect(new URL(popup.url()).pathname).toBe('/speaker.html');
    await close();
  });
});

describe('a clicker', () => {
  it.each(['.', 'b'])('goes on, goes back, and makes the screen black with %s', async (key) => {
    const { page, close } = await kinds('#/start');
    for (const step of ['claim/-1', 'claim/0', 'claim/1', 'columns/-1']) {
      await page.keyboard.press('PageDown');
      expect(await place(page)).toBe(step);
    }
    await page.keyboard.press('PageUp');
    await page.keyboard.press(key);
    expect(await page.locator('.pause-overlay').isVisible()).toBe(true);
    for (const dead of ['PageDown', 'Space', 'o', 'g', 't', '?', 'Home', 'Escape']) await page.keyboard.press(dead);
    expect([await place(page), await around(page)]).toEqual(['claim/1', { ...calm, black: true }]);
    await page.keyboard.press(key);
    expect(await around(page)).toEqual(calm);
    await close();
  });

  it('that is held down goes on and does not flicker', async () => {
    const { page, close } = await kinds('#/claim');
    for (const key of ['b', 'PageDown']) {
      await page.evaluate((held) => {
        for (const repeat of [false, true, true])
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: held, repeat, bubbles: true }));
      }, key);
      if (key === 'b') expect((await around(page)).black).toBe(true);
      if (key === 'b') await page.keyboard.press('b');
    }
    expect(await place(page)).toBe('columns/-1');
    await close();
  });
});

describe('keys that are somebody else’s', () => {
  it('Space and Enter press a focused button and leave the deck where it is', async () => {
    const { page, close } = await kinds('#/claim');
    const button = page.locator('#count');
    await button.evaluate((each) =>
      each.addEventListener('click', () => {
        each.textContent = String(Number(each.textContent) + 1);
      }),
    );
    await button.focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('Enter');
    expect([await button.innerText(), await place(page)]).toEqual(['2', 'claim/-1']);
    await page.keyboard.press('ArrowRight');
    expect(await place(page)).toBe('claim/0');
    await close();
  });

  it('arrows, Home, End and Page Up move a focused slider and not the deck', async () => {
    const { page, close } = await kinds('#/claim/0');
    const slider = page.locator('#slider');
    await slider.focus();
    for (const [key, value] of [
      ['ArrowRight', '6'],
      ['ArrowLeft', '5'],
      ['ArrowUp', '6'],
      ['Home', '0'],
      ['PageUp', '1'],
      ['End', '10'],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, await slider.inputValue(), await place(page)]).toEqual([key, value, 'claim/0']);
    }
    await page.keyboard.press('n');
    expect(await place(page)).toBe('claim/1');
    await close();
  });

  it('a text field has them all', async () => {
    const { page, close } = await kinds('#/claim');
    await page.evaluate(() => document.querySelector('#claim .sheet')?.append(document.createElement('input')));
    await page.locator('#claim .sheet > input').focus();
    await page.keyboard.type('b. gone ?ts');
    for (const key of ['PageDown', 'Home', 'Enter', 'ArrowRight']) await page.keyboard.press(key);
    expect(await page.locator('#claim .sheet > input').inputValue()).toBe('b. gone ?ts');
    expect([await place(page), await around(page)]).toEqual(['claim/-1', calm]);
    await close();
  });

  it('a key with Ctrl, Alt or Meta is the browser’s, and so is a letter with Shift', async () => {
    const { page, close } = await kinds('#/claim');
    for (const key of ['Control+b', 'Alt+ArrowRight', 'Meta+o', 'Shift+B', 'Control+Home', 'Shift+ArrowRight'])
      await page.keyboard.press(key);
    expect([await place(page), await around(page)]).toEqual(['claim/-1', calm]);
    await close();
  });

  it('letters work where they stand on a Cyrillic keyboard', async () => {
    const { page, close } = await kinds('#/claim');
    const press = (key: string, code: string) =>
      page.evaluate((init) => document.body.dispatchEvent(new KeyboardEvent('keydown', { ...init, bubbles: true })), {
        key,
        code,
      });
    await press('и', 'KeyB');
    expect((await around(page)).black).toBe(true);
    await press('И', 'KeyB');
    await press('т', 'KeyN');
    expect([await place(page), await around(page)]).toEqual(['claim/0', calm]);
    await close();
  });
});
