import type { Locator, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';
import { speakerOf } from './speaker.ts';

const browser = useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

const here = (page: Page) =>
  page.locator('.slides > section.present:not(.stack), .slides > section.stack.present > section.present');
const dial = (page: Page, name: string) => here(page).getByRole('slider', { name, exact: true });
const film = (page: Page) => here(page).getByRole('slider', { name: 'Time in this diagram' });
const way = (page: Page) => here(page).getByRole('button', { name: 'Try your numbers' });
const back = (page: Page) => here(page).getByRole('button', { name: 'Back to the numbers of the talk' });
const value = (slider: Locator) => slider.getAttribute('aria-valuenow').then(Number);
const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName ?? '');

/** The sentence as it is drawn. */
const sentence = (page: Page) =>
  here(page)
    .locator('deck-diagram > svg.live > text.bold:is([font-size="28"], [font-size="30"])')
    .evaluateAll((all) => all.map(({ textContent }) => textContent).join(' '));

/** A slide of the talk at the beat with its numbers. Nothing plays, so that every step stands at once. */
async function yours(hash: string, options: Parameters<typeof opened>[2] = {}) {
  const opening = await opened(browser(), `${inject('talk')}${hash}`, { reducedMotion: 'reduce', ...options });
  await tried(opening.page);
  return opening;
}

async function tried(page: Page): Promise<void> {
  await here(page).locator('deck-diagram[data-alive]').waitFor({ state: 'attached' });
  await way(page).click();
  await here(page).locator('.dial').first().waitFor();
}

/** Where the letters of a number are in the window. */
function letters(page: Page, number: string) {
  return here(page)
    .locator('deck-diagram > svg.live > text.bold:is([font-size="28"], [font-size="30"])')
    .evaluateAll((all, text) => {
      for (const { firstChild } of all) {
        const at = firstChild?.nodeValue?.split(/\s/).includes(text) ? (firstChild.nodeValue?.indexOf(text) ?? -1) : -1;
        if (firstChild === null || at < 0) continue;
        const range = document.createRange();
        range.setStart(firstChild, at);
        range.setEnd(firstChild, at + text.length);
        const { left, right, bottom } = range.getBoundingClientRect();
        return { middle: (left + right) / 2, bottom };
      }
      return undefined;
    }, number);
}

async function middle(at: Locator): Promise<readonly [number, number]> {
  const { x, y, width, height } = (await at.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  return [x + width / 2, y + height / 2];
}

async function dragged(page: Page, at: Locator, by: number): Promise<void> {
  const [x, y] = await middle(at);
  await page.mouse.move(x, y);
  await page.mouse.down();
  await page.mouse.move(x + by, y - 3, { steps: 5 });
  await page.mouse.up();
}

describe('a number of a sentence', () => {
  it('is a slider over its letters, as large as a finger, with a name and a unit', async () => {
    const { page, close } = await yours('#/second-user');
    expect(await sentence(page)).toContain('4 users, each away for 90 ms: the last one has its answer after 400 ms.');
    expect(
      await here(page)
        .getByRole('slider')
        .evaluateAll((all) =>
          all
            .filter((each) => each.classList.contains('dial'))
            .map((each) => [each.ariaLabel, each.ariaValueMin, each.ariaValueMax, each.ariaValueText]),
        ),
    ).toEqual([
      ['users', '2', '40', '4'],
      ['waiting', '0', '200', '90 ms'],
    ]);
    for (const [name, text] of [
      ['users', '4'],
      ['waiting', '90'],
    ] as const) {
      const drawn = await letters(page, text);
      const box = await dial(page, name).boundingBox();
      const [x] = await middle(dial(page, name));
      expect(Math.abs(x - (drawn?.middle ?? 0))).toBeLessThan(1.5);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeGreaterThan((drawn?.bottom ?? 999) - 4);
      expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    }
    await close();
  });

  it('takes keys where it has the focus, and the run follows', async () => {
    const { page, close } = await yours('#/second-user');
    const users = dial(page, 'users');
    await users.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => sentence(page)).toContain('5 users, each away for 90 ms');
    expect(await sentence(page)).toContain('after 500 ms.');
    for (const [key, expected] of [
      ['PageUp', 15],
      ['ArrowDown', 14],
      ['PageDown', 4],
      ['Home', 2],
      ['ArrowLeft', 2],
      ['End', 40],
      ['ArrowUp', 40],
      ['Space', 40],
    ] as const) {
      await page.keyboard.press(key);
      await expect.poll(() => value(users)).toBe(expected);
      await expect.poll(() => sentence(page)).toContain(`${expected} users`);
    }
    expect(await place(page)).toBe('second-user/-1');
    await page.keyboard.press('Tab');
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => sentence(page)).toContain('40 users, each away for 100 ms');
    expect(await dial(page, 'waiting').getAttribute('aria-valuetext')).toBe('100 ms');
    // what is drawn is the new run, and its words for ears too
    expect(await here(page).locator('svg.live[role="img"]').getAttribute('aria-label')).toContain('after 4400 ms');
    await close();
  });

  it('is dragged by a hand, which leaves the keys to the deck', async () => {
    const { page, close } = await yours('#/second-user');
    const users = dial(page, 'users');
    await dragged(page, users, 60);
    await expect.poll(() => value(users)).toBeGreaterThan(8);
    const more = await value(users);
    await expect.poll(() => sentence(page)).toContain(`${more} users`);
    await dragged(page, users, -700);
    await expect.poll(() => value(users)).toBe(2);
    expect(await focused(page)).toBe('BODY');
    await page.mouse.wheel(0, 200);
    expect(await value(users)).toBe(2);
    await page.keyboard.press('Space');
    expect(await place(page)).toBe('second-user/0');
    expect(await sentence(page)).not.toContain('users,');
    expect(await here(page).locator('.dial:visible').count()).toBe(0);
    await close();
  });

  it('goes back with two clicks, and all of them with one on the arrow', async () => {
    const { page, close } = await yours('#/second-user');
    const [users, waiting] = [dial(page, 'users'), dial(page, 'waiting')];
    expect(await back(page).isVisible()).toBe(false);
    await dragged(page, users, 40);
    await dragged(page, waiting, 40);
    await expect.poll(() => value(users)).toBeGreaterThan(4);
    await expect.poll(() => value(waiting)).toBeGreaterThan(90);
    await users.dblclick();
    await expect.poll(() => value(users)).toBe(4);
    expect(await value(waiting)).toBeGreaterThan(90);
    const box = await back(page).boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    await back(page).click();
    await expect.poll(() => value(waiting)).toBe(90);
    await expect.poll(() => sentence(page)).toContain('4 users, each away for 90 ms');
    expect(await back(page).isVisible()).toBe(false);
    expect(await focused(page)).toBe('BODY');
    await close();
  });

  it('by keyboard goes back, and the focus stays with the numbers', async () => {
    const { page, close } = await yours('#/second-user');
    await dial(page, 'users').focus();
    await page.keyboard.press('End');
    await expect.poll(() => back(page).isVisible()).toBe(true);
    for (let i = 0; i < 2; i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await expect.poll(() => value(dial(page, 'users'))).toBe(4);
    expect(await page.evaluate(() => document.activeElement?.ariaLabel)).toBe('users');
    expect(await place(page)).toBe('second-user/-1');
    await close();
  });

  it('is told after a pause, not at every step', async () => {
    const { page, close } = await yours('#/second-user');
    const status = here(page).locator('deck-diagram > p.unseen[role="status"]').first();
    await status.evaluate((element) => {
      const told: string[] = [];
      Object.assign(window, { told });
      new MutationObserver(() => told.push(element.textContent ?? '')).observe(element, { childList: true });
    });
    await dial(page, 'users').focus();
    for (let i = 0; i < 6; i++) await page.keyboard.press('ArrowRight');
    await expect.poll(() => status.textContent()).toContain('10 users');
    await page.waitForTimeout(500);
    expect(await page.evaluate(() => Object.entries(window).find(([name]) => name === 'told')?.[1])).toEqual([
      '10 users, each away for 90 ms: the last one has its answer after 1000 ms.',
    ]);
    await close();
  });

  it('keeps what a reader has made of it until the page is loaded again', async () => {
    const { page, close } = await yours('#/second-user');
    await dial(page, 'users').focus();
    await page.keyboard.press('End');
    await expect.poll(() => sentence(page)).toContain('40 users');
    await film(page).press('Home');
    expect(await sentence(page)).toContain('Four users at once.');
    await way(page).click();
    expect(await sentence(page)).toContain('40 users');
    await page.reload();
    await tried(page);
    expect(await sentence(page)).toContain('4 users');
    await close();
  });

  it('is played again with R as it was left, and [ and ] step through its run', async () => {
    const { page, close } = await yours('#/second-user', { reducedMotion: 'no-preference' });
    const now = async () => Number.parseInt((await film(page).getAttribute('aria-valuetext')) ?? '', 10);
    await dial(page, 'users').focus();
    await page.keyboard.press('End');
    await expect.poll(now).toBe(4000);
    await page.keyboard.press('r');
    const seen = new Set<number>();
    await expect.poll(async () => seen.add(await now()).size, { interval: 100, timeout: 15_000 }).toBeGreaterThan(4);
    expect(Math.min(...seen)).toBeLessThan(4000);
    await expect.poll(now, { timeout: 15_000 }).toBe(4000);
    expect(await sentence(page)).toContain('40 users');
    await page.keyboard.press('[');
    expect(await now()).toBe(3995);
    expect(await sentence(page)).toContain('40 users');
    await page.keyboard.press(']');
    expect(await now()).toBe(4000);
    await close();
  });

  it('is there in a chart as well', async () => {
    const { page, close } = await yours('#/curve');
    await dial(page, 'busy').focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => sentence(page)).toContain('4 cores, 10 ms each, 90 % busy: 360/s');
    await close();
  });
});

describe('the handle of a picture', () => {
  it('is its number, where it is, and follows the hand', async () => {
    const { page, close } = await yours('#/cpu-or-waiting');
    const handle = here(page).locator('.dial.grip');
    const [before] = await middle(handle);
    await dragged(page, handle, 120);
    await expect.poll(() => value(dial(page, 'computing'))).toBe(35);
    await expect.poll(async () => Math.round((await middle(handle))[0] - before)).toBe(120);
    await expect.poll(() => sentence(page)).toContain('100 ms in all, 35 % computing');
    // for keys and ears one of the two is enough
    expect(await here(page).getByRole('slider', { name: 'computing' }).count()).toBe(1);
    await close();
  });
});

describe('a talk', () => {
  it('passes over the numbers, and makes nothing of what changes them', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}#/second-user`);
    await here(page).locator('deck-diagram[data-alive]').waitFor({ state: 'attached' });
    for (let step = 0; step < 3; step++) await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('second-user/2');
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('kubernetes/-1');
    expect(await page.locator('.dial').count()).toBe(0);
    expect(await page.locator('.knobs').count()).toBe(0);
    await close();
  });

  it('has no numbers to change in the speaker’s window, in the overview and on paper', async () => {
    const { page, close } = await yours('#/second-user');
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('.knobs:visible').count()).toBe(0);
    await page.emulateMedia({ media: 'screen' });
    const speaker = await speakerOf(page);
    await speaker.waitForSelector('.now deck-diagram[data-alive]', { state: 'attached' });
    expect(await speaker.locator('.knobs').count()).toBe(0);
    await page.keyboard.press('o');
    await expect.poll(() => page.locator('.dial:visible').count()).toBe(0);
    await close();
  });

  it('goes on where what changes them does not come: one line says so, and they are to be read', async () => {
    const context = await browser().newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => void (message.text().startsWith('The numbers') && errors.push(message.text())));
    await page.route('**/diagram-knobs-*.js', (route) => route.abort());
    await page.goto(`${inject('talk')}#/second-user`);
    await here(page).locator('deck-diagram[data-alive]').waitFor({ state: 'attached' });
    await way(page).click();
    await expect.poll(() => errors.length).toBe(1);
    await film(page).press('Home');
    await way(page).click();
    expect(await sentence(page)).toContain('4 users, each away for 90 ms');
    expect(await page.locator('.dial').count()).toBe(0);
    expect(errors).toHaveLength(1);
    await context.close();
  });

  it('keeps the picture and says why, where a number makes nothing of it', async () => {
    const context = await browser().newContext({ viewport: { width: 1280, height: 720 }, reducedMotion: 'reduce' });
    const page = await context.newPage();
    const html = await (await fetch(inject('talk'))).text();
    const [, source = ''] = /id="second-user"[\s\S]*?data-source="([^"]+)"/.exec(html) ?? [];
    await page.route('**/_virtual_drawings*', async (route) => {
      const response = await route.fetch();
      const text = await response.text();
      const from = text.indexOf('knobs', text.indexOf(source));
      const to = text.indexOf('</script>', from);
      // the compiler would have refused it: with three users there is no fourth
      const changed = text.slice(from, to).replaceAll('last done', 'r4 done');
      await route.fulfill({ response, body: text.slice(0, from) + changed + text.slice(to) });
    });
    await page.goto(`${inject('talk')}index.html#/second-user`);
    await tried(page);
    await dial(page, 'users').focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => sentence(page)).toContain('5 users');
    for (let i = 0; i < 2; i++) await page.keyboard.press('ArrowLeft');
    const said = here(page).locator('.fault');
    await expect
      .poll(() => said.textContent())
      .toBe('That cannot be shown: no request r4 in this run; it has r1 … r3, first, last.');
    expect(await sentence(page)).toMatch(/[45] users/);
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => said.isVisible()).toBe(false);
    expect(await sentence(page)).toContain('4 users');
    await context.close();
  });
});

describe('on a phone', () => {
  it('a finger changes a number that is large enough for it, and goes nowhere', async () => {
    const { page, close } = await yours('#/second-user', phone);
    const users = dial(page, 'users');
    const box = await users.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(44);
    const [x, y] = await middle(users);
    const cdp = await page.context().newCDPSession(page);
    const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', to: number) =>
      cdp.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x: to, y }] });
    await touch('touchStart', x);
    for (const part of [0.2, 0.4, 0.6, 0.8, 1]) await touch('touchMove', x + 120 * part);
    await touch('touchEnd', x + 120);
    await expect.poll(() => value(users)).toBeGreaterThan(10);
    await expect.poll(() => sentence(page)).toContain(`${await value(users)} users`);
    expect(await place(page)).toBe('second-user/-1');
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    await close();
  });

  it('turned on its side it stays over its letters', async () => {
    const { page, close } = await yours('#/second-user', phone);
    await page.setViewportSize({ width: 844, height: 390 });
    await expect.poll(() => here(page).locator('svg.live').getAttribute('viewBox')).toBe('0 0 1280 720');
    const drawn = await letters(page, '90');
    const [x] = await middle(dial(page, 'waiting'));
    expect(Math.abs(x - (drawn?.middle ?? 0))).toBeLessThan(1.5);
    await close();
  });
});
