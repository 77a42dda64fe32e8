import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { bindings } from '../../src/runtime/keys.ts';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

const kinds = (hash = '', options = {}) => opened(browser(), `${inject('kinds')}${hash}`, options);

const helpIsOpen = (page: Page) => page.evaluate(() => document.querySelector('dialog.help[open]') !== null);
const inOverview = (page: Page) => page.evaluate(() => document.querySelector('.reveal.overview') !== null);

describe('the help', () => {
  it('shows every key of the table and what it does', async () => {
    const { page, close } = await kinds();
    await page.keyboard.press('?');
    await page.waitForSelector('dialog.help');
    const rows = await page.locator('dialog.help tr').evaluateAll((all) =>
      all.map((row) => ({
        shown: [...row.querySelectorAll('kbd')].map(({ textContent }) => textContent),
        does: row.querySelector('td')?.textContent,
      })),
    );
    expect(rows).toEqual(bindings.map(({ shown, does }) => ({ shown, does })));
    await close();
  });

  it('is closed by Esc, ?, F1, a click outside and its button, and the focus is where it was', async () => {
    const { page, close } = await kinds('#/claim');
    for (const shut of [
      () => page.keyboard.press('Escape'),
      () => page.keyboard.press('?'),
      () => page.keyboard.press('F1'),
      () => page.mouse.click(5, 5),
      () => page.getByRole('button', { name: 'Close' }).click(),
    ]) {
      await page.locator('#count').focus();
      await page.keyboard.press('?');
      await expect.poll(() => helpIsOpen(page)).toBe(true);
      await shut();
      await expect.poll(() => helpIsOpen(page)).toBe(false);
      expect(await page.evaluate(() => document.activeElement?.id)).toBe('count');
      expect([await place(page), await inOverview(page)]).toEqual(['claim/-1', false]);
    }
    await close();
  });

  it('stays open, and the deck stays where it is, after a click on its margin and any other key', async () => {
    const { page, close } = await kinds('#/claim');
    await page.keyboard.press('?');
    await page.waitForSelector('dialog.help');
    const box = await page.locator('dialog.help').boundingBox();
    await page.mouse.click((box?.x ?? 0) + 12, (box?.y ?? 0) + 12);
    for (const key of ['ArrowRight', 'PageDown', 'b', 'o', 'End']) await page.keyboard.press(key);
    expect([await helpIsOpen(page), await place(page), await inOverview(page)]).toEqual([true, 'claim/-1', false]);
    await close();
  });
});

describe('the overview', () => {
  it('is opened and closed by Esc, and the deck is where it was', async () => {
    const { page, close } = await kinds('#/claim/0');
    await page.keyboard.press('Escape');
    expect(await inOverview(page)).toBe(true);
    await page.keyboard.press('Escape');
    expect([await inOverview(page), await place(page)]).toEqual([false, 'claim/0']);
    await close();
  });

  it('is walked with the arrows, and Enter opens the slide', async () => {
    const { page, close } = await kinds('#/start');
    await page.keyboard.press('o');
    for (const [key, slug] of [
      ['ArrowRight', 'claim'],
      ['ArrowDown', 'below-one'],
      ['ArrowDown', 'below-two'],
      ['ArrowUp', 'below-one'],
      ['ArrowRight', 'columns'],
      ['ArrowLeft', 'claim'],
      ['End', 'no-title'],
      ['Home', 'start'],
      ['PageDown', 'claim'],
    ] as const) {
      await page.keyboard.press(key);
      expect([key, (await place(page)).split('/')[0]]).toEqual([key, slug]);
    }
    await page.keyboard.press('Enter');
    expect([await inOverview(page), (await place(page)).split('/')[0]]).toEqual([false, 'claim']);
    await close();
  });
});

describe('going to a slide', () => {
  const jump = async (page: Page, typed: string) => {
    await page.keyboard.press('g');
    await page.waitForSelector('dialog.jump input:focus');
    await page.keyboard.type(typed);
  };

  it('by its number, its slug or a part of its title, with G and Enter', async () => {
    const { page, close } = await kinds('#/claim');
    for (const [typed, slug] of [
      ['5', 'questions'],
      ['2.3', 'below-two'],
      ['table', 'table'],
      ['below-one', 'below-one'],
      ['Columns, step', 'columns'],
      ['CLAIM evid', 'claim'],
    ] as const) {
      await jump(page, typed);
      await page.keyboard.press('Enter');
      await expect.poll(async () => [typed, (await place(page)).split('/')[0]]).toEqual([typed, slug]);
      await page.keyboard.press('Home');
      expect(await place(page)).toBe('start/-1');
    }
    await close();
  });

  it('with the arrows or a click in the list, which begins at the slide at hand', async () => {
    const { page, close } = await kinds('#/claim');
    await jump(page, '');
    expect(await page.locator('dialog.jump [aria-selected="true"]').innerText()).toContain('A claim and its evidence');
    expect(await page.locator('dialog.jump .row').count()).toBe(await page.locator('.slides section[id]').count());
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toBe('below-one/-1');
    await jump(page, '');
    await page.locator('dialog.jump .row', { hasText: 'Two columns' }).click();
    await expect.poll(() => place(page)).toBe('columns/-1');
    await close();
  });

  it('is given up with Esc, and nothing happens where nothing is found', async () => {
    const { page, close } = await kinds('#/claim/0');
    await jump(page, 'no such words');
    expect(await page.locator('dialog.jump .none').allInnerTexts()).toEqual([
      'No slide has this number or these words in its title.',
    ]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Escape');
    await expect.poll(() => page.locator('dialog').count()).toBe(0);
    expect([await place(page), await inOverview(page)]).toEqual(['claim/0', false]);
    await close();
  });
});

describe('light and dark', () => {
  const paper = (page: Page) =>
    page.evaluate(() => {
      const at = document.querySelector('.reveal-viewport');
      return at === null ? '' : `${getComputedStyle(at).backgroundColor} ${getComputedStyle(at).color}`;
    });
  const light = 'rgb(251, 250, 246) rgb(22, 24, 29)';
  const dark = 'rgb(14, 17, 22) rgb(238, 240, 238)';

  it('T changes the theme, a reload keeps it, and T again follows the system as before', async () => {
    const { page, close } = await kinds();
    expect(await paper(page)).toBe(light);
    await page.keyboard.press('t');
    expect(await paper(page)).toBe(dark);
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    expect(await paper(page)).toBe(dark);
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.keyboard.press('t');
    expect(await paper(page)).toBe(light);
    await page.keyboard.press('t');
    expect(await paper(page)).toBe(dark);
    await page.emulateMedia({ colorScheme: 'light' });
    expect(await paper(page)).toBe(light);
    await close();
  });

  it('a system in the dark shows a dark deck from the start', async () => {
    const { page, close } = await kinds('', { colorScheme: 'dark' });
    expect(await paper(page)).toBe(dark);
    await close();
  });
});
