import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

const kinds = (hash = '', options = {}) =>
  opened(browser(), `${inject('kinds')}${hash}`, { reducedMotion: 'reduce', ...options });
const talk = (hash = '', options = {}) =>
  opened(browser(), `${inject('talk')}${hash}`, { reducedMotion: 'reduce', ...options });

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** Steps are some time apart, as people make them. */
async function press(page: Page, ...keys: readonly string[]) {
  for (const key of keys) {
    await page.keyboard.press(key);
    await page.waitForTimeout(300);
  }
}

const hash = (page: Page) => page.evaluate(() => location.hash);
const isOpen = (page: Page, dialog: string) => page.locator(`dialog.${dialog}[open]`).count();

describe('the history', () => {
  it('goes back from slide to slide, to the step at which each was left, and forward again', async () => {
    const { page, close } = await kinds('#/start');
    await press(page, 'PageDown', 'PageDown', 'PageDown', 'PageDown');
    expect(await place(page)).toBe('columns/-1');
    await page.goBack();
    await expect.poll(() => place(page)).toBe('claim/1');
    await page.goBack();
    await expect.poll(() => place(page)).toBe('start/-1');
    await page.goForward();
    await page.goForward();
    await expect.poll(() => place(page)).toBe('columns/-1');
    expect(await hash(page)).toBe('#/columns');
    await close();
  });

  it('leaves the deck with one click where somebody came to it, whatever steps were made', async () => {
    const { page, close } = await kinds('#/claim');
    await page.goto('about:blank');
    await page.goto(`${inject('kinds')}#/claim`);
    await page.waitForSelector('.reveal.ready');
    await press(page, 'PageDown', 'PageDown', 'PageUp');
    await page.goBack();
    expect(page.url()).toBe('about:blank');
    await close();
  });

  it('from a dialog and the overview comes back to the slide', async () => {
    const { page, close } = await kinds('#/start');
    await press(page, 'PageDown', 'PageDown');
    for (const [key, open] of [
      ['?', () => isOpen(page, 'help')],
      ['g', () => isOpen(page, 'jump')],
      ['/', () => isOpen(page, 'search')],
      ['o', () => page.locator('.reveal.overview').count()],
    ] as const) {
      await press(page, key);
      await expect.poll(open).toBe(1);
      if (key === 'o') await press(page, 'ArrowRight');
      await page.goBack();
      await expect.poll(async () => [key, await open(), await place(page)]).toEqual([key, 0, 'claim/0']);
    }
    await page.goBack();
    await expect.poll(() => place(page)).toBe('start/-1');
    await close();
  });

  it('has nothing of a dialog that was closed, and the slide that was chosen in one', async () => {
    const { page, close } = await kinds('#/start');
    await press(page, 'PageDown', '?', 'Escape', '?', 'Escape', 'o', 'o');
    await press(page, 'g');
    await page.keyboard.type('table');
    await press(page, 'Enter');
    expect(await place(page)).toBe('table/-1');
    await page.goBack();
    await expect.poll(() => place(page)).toBe('claim/-1');
    await page.goBack();
    await expect.poll(() => place(page)).toBe('start/-1');
    await close();
  });

  it('knows a link on a slide, and what was held down as one', async () => {
    const { page, close } = await kinds('#/start');
    await page.evaluate(() => {
      for (let i = 0; i < 6; i++)
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', repeat: i > 0, bubbles: true }));
    });
    await page.waitForTimeout(300);
    expect((await place(page)).split('/')[0]).not.toBe('claim');
    await page.goBack();
    await expect.poll(async () => (await place(page)).split('/')[0]).toBe('start');
    await close();
  });
});

describe('a slide', () => {
  it('gives the document its title, and the first has that of the talk', async () => {
    const { page, close } = await talk('#/blocking-call');
    const whole = 'Navigating the limitations of Python’s concurrency model in web services';
    await expect.poll(() => page.title()).toBe(`One blocking call stops every request · ${whole}`);
    await page.keyboard.press('Home');
    await expect.poll(() => page.title()).toBe(whole);
    await close();
  });

  it('is said by its title and its sentence, and each step by what it brings, once', async () => {
    const { page, close } = await talk('#/request-path');
    await page.waitForSelector('section.present deck-diagram[data-alive]');
    await page.evaluate(() => {
      const said: string[] = [];
      Object.assign(window, { said });
      const live = document.querySelector('[aria-live="polite"]');
      if (live !== null)
        new MutationObserver(() => said.push(live.textContent ?? '')).observe(live, { childList: true });
    });
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(400);
    await press(page, 'PageDown', 'PageDown', 'PageDown');
    const said = await page.evaluate(() => Object.getOwnPropertyDescriptor(window, 'said')?.value);
    expect(said.length).toBeGreaterThanOrEqual(3);
    expect(new Set(said).size).toBe(said.length);
    for (const each of said) expect(each.length).toBeLessThan(200);
    await page.goto('about:blank');
    await page.goto(`${inject('talk')}#/twenty-waiting`);
    await expect
      .poll(() => page.locator('[aria-live="polite"]').textContent())
      .toMatch(/^No error\. No log\. The processor is \d+ % busy\. One line did this\.$/);
    await press(page, 'PageUp', 'PageDown');
    await expect
      .poll(() => page.locator('[aria-live="polite"]').textContent())
      .toMatch(/^Twenty users wait, and the processor is idle\. No error\./);
    await close();
  });
});

describe('the contents', () => {
  it('are all slides by chapter, with times, numbers and what is optional, and open with / and their button', async () => {
    const { page, close } = await talk('#/slots');
    await page.keyboard.press('/');
    await page.waitForSelector('dialog.search input:focus');
    const groups = page.locator('dialog.search [role="group"]');
    expect(await groups.count()).toBe(10);
    expect(await page.getByRole('group', { name: 'WSGI 5 min' }).getByRole('option').count()).toBeGreaterThan(5);
    const slides = await page.locator('.slides section[id]').count();
    expect(await page.locator('dialog.search [role="option"]').count()).toBe(slides);
    const optional = await page.locator('.slides section[data-optional]').count();
    expect(await page.locator('dialog.search [role="option"] .mark', { hasText: 'optional' }).count()).toBe(optional);
    expect(await page.locator('dialog.search [aria-selected="true"]').getAttribute('id')).toBe('search-row-slots');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Contents and search' }).click();
    await page.waitForSelector('dialog.search');
    await page.locator('#search-row-event-loop').click();
    await expect.poll(() => place(page)).toBe('event-loop/-1');
    await close();
  });

  it('on a phone leave the list free of its keyboard, and a finger chooses', async () => {
    const { page, close } = await talk('#/slots', phone);
    await page.getByRole('button', { name: 'Contents and search' }).tap();
    await page.waitForSelector('dialog.search');
    expect(await page.evaluate(() => document.activeElement?.localName)).not.toBe('input');
    const option = page.locator('#search-row-executioner');
    expect((await option.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await option.tap();
    await expect.poll(() => place(page)).toBe('executioner/-1');
    await close();
  });
});

describe('the search', () => {
  const find = async (page: Page, typed: string) => {
    await page.keyboard.press('/');
    await page.waitForSelector('dialog.search input:focus');
    await page.keyboard.type(typed);
  };

  it('leads to the step that shows what was found, and marks it', async () => {
    const { page, close } = await talk();
    await find(page, 'start_response');
    const chosen = page.locator('dialog.search [aria-selected="true"]');
    await expect.poll(() => chosen.locator('code mark').allTextContents()).toContain('start_response');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await place(page)).split('/')[0]).toBe('wsgi-call');
    expect(await isOpen(page, 'search')).toBe(0);
    await find(page, 'background task wants token');
    await expect.poll(() => chosen.locator('.excerpt mark').count()).toBeGreaterThanOrEqual(4);
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toMatch(/^request-path\/\d$/);
    await close();
  });

  it('leads to the article for what is only in the notes, and back', async () => {
    const { page, close } = await talk('#/slots');
    await find(page, 'doors are closed');
    await expect.poll(() => page.locator('dialog.search .none').count()).toBe(1);
    await page.locator('dialog.search input').fill('httptools');
    await expect.poll(() => page.locator('dialog.search [role="option"]').count()).toBeGreaterThan(0);
    await page.locator('dialog.search input').fill('programme page of 2022');
    await expect
      .poll(() => page.locator('dialog.search [aria-selected="true"] .mark').allTextContents())
      .toEqual(['notes']);
    await page.keyboard.press('Enter');
    await page.waitForURL(/read\.html#title--if-asked$/);
    await expect.poll(() => page.locator('#title--if-asked').isVisible()).toBe(true);
    await page.goBack();
    await page.waitForSelector('.reveal.ready');
    await expect.poll(async () => (await place(page)).split('/')[0]).toBe('slots');
    await close();
  });

  it('says how many there are, and what is chosen, as a combobox does', async () => {
    const { page, close } = await talk();
    await find(page, 'gunicorn');
    await expect.poll(() => page.locator('dialog.search [role="status"]').textContent()).toMatch(/^\d+ slides$/);
    const field = page.getByRole('combobox', { name: 'Search titles, text, code and notes' });
    const active = () => field.getAttribute('aria-activedescendant');
    const first = await active();
    await page.keyboard.press('ArrowDown');
    expect(await active()).not.toBe(first);
    expect(await page.locator(`[id="${await active()}"]`).getAttribute('aria-selected')).toBe('true');
    expect(await page.locator('dialog.search [aria-selected="true"]').count()).toBe(1);
    await close();
  });

  it('finds titles when the index does not come', async () => {
    const { page, context } = await kinds('#/start');
    await context.route(/assets\/_virtual_search/, (route) => route.abort());
    await find(page, 'columns');
    await page.keyboard.press('Enter');
    await expect.poll(() => place(page)).toBe('columns/-1');
    await context.close();
  });

  it('on a slow connection finds titles first and the rest when it has come, in the same dialog', async () => {
    const { page, context, close } = await talk('#/title');
    const cdp = await context.newCDPSession(page);
    // 1.6 Mbit/s, 150 ms there and back
    const slow = { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000 };
    let arrive = () => {};
    const arrived = new Promise<void>((done) => {
      arrive = done;
    });
    await context.route(/assets\/_virtual_search/, async (route) => {
      await arrived;
      await route.continue();
    });
    await cdp.send('Network.emulateNetworkConditions', slow);
    await find(page, 'gevent');
    const hits = page.locator('dialog.search [role="option"]');
    await expect.poll(() => hits.count()).toBeGreaterThan(0);
    const titles = await hits.count();
    expect(await page.locator('dialog.search .excerpt').count()).toBe(0);
    arrive();
    await expect.poll(() => hits.count()).toBeGreaterThan(titles);
    expect(await page.locator('dialog.search input').inputValue()).toBe('gevent');
    await close();
  });

  it('is not fetched before it is wanted', async () => {
    const { page, requests, close } = await talk();
    await page.keyboard.press('PageDown');
    await page.waitForLoadState('networkidle');
    expect(requests.filter((url) => /virtual_search|browsing/.test(url))).toEqual([]);
    await close();
  });
});

describe('the link to a step', () => {
  it('is copied with Y and the button of the contents, and leads there', async () => {
    const { page, context, close } = await kinds('#/claim/0', { permissions: ['clipboard-read', 'clipboard-write'] });
    const copied = () => page.evaluate(() => navigator.clipboard.readText());
    await page.keyboard.press('y');
    await expect.poll(() => page.locator('.notice').textContent()).toBe('The link is copied.');
    expect(await copied()).toBe(`${inject('kinds')}#/claim/0`);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('/');
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await expect.poll(copied).toBe(`${inject('kinds')}#/claim/1`);
    const other = await context.newPage();
    await other.goto(await copied());
    await other.waitForSelector('.reveal.ready');
    expect(await place(other)).toBe('claim/1');
    await close();
  });
});

/** So much of the screen presses a button, px. */
function hit(button: Locator): Promise<{ width: number; height: number }> {
  return button.evaluate((element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    const hits = (dx: number, dy: number) => element.contains(document.elementFromPoint(x + dx, y + dy));
    const offsets = Array.from({ length: 161 }, (_, i) => i - 80 + 0.5);
    return { width: offsets.filter((dx) => hits(dx, 0)).length, height: offsets.filter((dy) => hits(0, dy)).length };
  });
}

describe('the bar of a diagram', () => {
  it.each([
    [1280, 720],
    [1024, 768],
    [900, 500],
  ])('has buttons of 44 px and more in a window of %i × %i', async (width, height) => {
    const { page, close } = await talk('#/second-user', { viewport: { width, height } });
    await page.waitForSelector('section.present deck-diagram[data-alive]');
    await page.mouse.move(width / 2, height / 2);
    const buttons = page.locator('section.present .diagram-controls button:not(.own)');
    expect(await buttons.count()).toBe(3);
    for (const button of await buttons.all()) {
      const area = await hit(button);
      expect.soft(area.width).toBeGreaterThanOrEqual(44);
      expect.soft(area.height).toBeGreaterThanOrEqual(44);
    }
    await close();
  });
});

describe('the buttons of the deck', () => {
  it('are 44 px, have names, and go where they point', async () => {
    const { page, close } = await kinds('#/claim/1');
    const bar = page.getByRole('navigation', { name: 'Slides' });
    for (const [name, there] of [
      ['Next', 'columns/-1'],
      ['Back', 'claim/1'],
      ['Optional slides below', 'below-one/-1'],
      ['Up to the slide above', 'claim/-1'],
    ] as const) {
      const button = bar.getByRole('button', { name, exact: true });
      const area = await hit(button);
      expect([name, area.width >= 44, area.height >= 44]).toEqual([name, true, true]);
      await button.click();
      await expect.poll(async () => [name, (await place(page)).split('/')[0]]).toEqual([name, there.split('/')[0]]);
    }
    await close();
  });

  it('go with the pointer that rests, and come with it and with the focus', async () => {
    const { page, close } = await kinds('#/claim');
    const shown = () => page.locator('.bar').evaluate((bar) => getComputedStyle(bar).opacity);
    await expect.poll(shown).toBe('0');
    await page.mouse.move(300, 300);
    await expect.poll(shown).toBe('1');
    await expect.poll(shown).toBe('0');
    await page.getByRole('button', { name: 'Next', exact: true }).focus();
    await expect.poll(shown).toBe('1');
    await close();
  });
});
