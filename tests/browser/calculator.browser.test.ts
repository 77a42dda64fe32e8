import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { axeOn } from './axe.ts';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

const calculator = (page: Page) => page.locator('section.present deck-calculator');
const field = (page: Page, label: string) => calculator(page).getByRole('spinbutton', { name: label });
const press = (page: Page, name: string) => calculator(page).getByRole('button', { name, exact: true });
const law = (page: Page) => calculator(page).locator('.little > b').textContent();
const words = (page: Page) => calculator(page).locator('.sentences').textContent();
const loops = (page: Page) =>
  calculator(page)
    .getByRole('row', { name: /^Event loops/ })
    .textContent();
const reset = (page: Page) => press(page, 'Reset').click();
const focused = (page: Page) => page.evaluate(() => document.activeElement?.tagName);

/** Leaves the slide, and comes back to it. */
async function upAndDown(page: Page): Promise<void> {
  await page.keyboard.press('ArrowUp');
  await expect.poll(() => place(page)).not.toContain('littles-law');
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => place(page)).toBe('littles-law/-1');
}

async function slide(options: Parameters<typeof opened>[2] = {}) {
  const opening = await opened(browser(), `${inject('talk')}#/littles-law`, options);
  await calculator(opening.page).locator('.fields').waitFor();
  return opening;
}

describe('the calculator', () => {
  it('comes when the deck stands, and not before', async () => {
    const { requests, close } = await opened(browser(), inject('talk'));
    const when = (name: string) => requests.findIndex((url) => url.includes(`/${name}-`) && url.endsWith('.js'));
    await expect.poll(() => when('calculator')).toBeGreaterThan(0);
    expect(when('presenting')).toBeGreaterThan(0);
    expect(when('calculator')).toBeGreaterThan(when('presenting'));
    await close();
  });

  it('follows every key, by Little’s law', async () => {
    const { page, close } = await slide();
    expect(await law(page)).toBe('200/s × 100 ms = 20 in flight');
    await field(page, 'Requests').fill('100');
    expect(await law(page)).toBe('100/s × 100 ms = 10 in flight');
    await field(page, 'Requests').press('ArrowUp');
    expect(await field(page, 'Requests').inputValue()).toBe('110');
    expect(await law(page)).toBe('110/s × 100 ms = 11 in flight');
    await field(page, 'Requests').press('ArrowDown');
    await field(page, 'Requests').press('ArrowDown');
    expect(await field(page, 'Requests').inputValue()).toBe('95');
    await close();
  });

  it('has the keys only while a field has the focus; Enter and Escape give them back', async () => {
    const { page, close } = await slide();
    await field(page, 'Cores').click();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('t');
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('littles-law/-1');
    for (const key of ['Enter', 'Escape']) {
      await field(page, 'Cores').click();
      expect(await focused(page)).toBe('INPUT');
      await page.keyboard.press(key);
      expect(await focused(page)).toBe('BODY');
    }
    expect(await page.locator('.reveal.overview').count()).toBe(0);
    await page.keyboard.press('PageDown');
    expect(await place(page)).not.toContain('littles-law');
    await close();
  });

  it('begins with a preset; a button that was clicked leaves the keys to the deck', async () => {
    const { page, close } = await slide();
    expect(await press(page, 'Model server').getAttribute('aria-pressed')).toBe('true');
    await press(page, 'Model in the process').click();
    expect(await focused(page)).toBe('BODY');
    expect(await press(page, 'Model in the process').getAttribute('aria-pressed')).toBe('true');
    expect(await press(page, 'Model server').getAttribute('aria-pressed')).toBe('false');
    expect(await law(page)).toBe('20/s × 100 ms = 2 in flight');
    expect(await words(page)).toContain('Threads cannot help');
    expect(await loops(page)).toContain('4');
    await calculator(page).getByRole('button', { name: 'More: CPU each' }).click();
    expect(await focused(page)).toBe('BODY');
    expect(await field(page, 'CPU each').inputValue()).toBe('110');
    expect(await press(page, 'Model in the process').getAttribute('aria-pressed')).toBe('false');
    await close();
  });

  it('keeps what was typed while other slides are shown, and over a reload, until it is reset', async () => {
    const { page, close } = await slide();
    expect(await press(page, 'Reset').isDisabled()).toBe(true);
    await field(page, 'Requests').fill('123');
    await field(page, 'Requests').press('Enter');
    await upAndDown(page);
    expect(await field(page, 'Requests').inputValue()).toBe('123');
    await page.reload();
    await calculator(page).locator('.fields').waitFor();
    expect(await law(page)).toBe('123/s × 100 ms = 12.3 in flight');
    await press(page, 'Reset').click();
    expect(await law(page)).toBe('200/s × 100 ms = 20 in flight');
    await page.reload();
    await calculator(page).locator('.fields').waitFor();
    expect(await law(page)).toBe('200/s × 100 ms = 20 in flight');
    await close();
  });

  it('says what is wrong with a number, in place of numbers', async () => {
    const { page, close } = await slide();
    for (const [typed, said] of [
      ['-5', 'Requests: a number from 0.01 to 100000.'],
      ['', 'Requests: a number from 0.01 to 100000.'],
      ['1e99', 'Requests: a number from 0.01 to 100000.'],
    ] as const) {
      await field(page, 'Requests').fill(typed);
      expect(await words(page)).toBe(said);
      expect(await field(page, 'Requests').getAttribute('aria-invalid')).toBe('true');
    }
    expect(await calculator(page).locator('table').count()).toBe(0);
    expect(await press(page, 'Simulate').isDisabled()).toBe(true);
    await field(page, 'Requests').fill('500');
    expect(await words(page)).toContain('The CPU alone wants 5 cores, and there are 4');
    expect(await field(page, 'Requests').getAttribute('aria-invalid')).toBe('false');
    await close();
  });

  it('simulates in the pauses of the page, beside the theory', async () => {
    const { page, close } = await slide();
    await press(page, 'Simulate').click();
    // the deck goes on: the keys are heard meanwhile
    expect(await press(page, 'Stop').isVisible()).toBe(true);
    await page.keyboard.press('t');
    await calculator(page).locator('.simulated').first().waitFor({ timeout: 40_000 });
    expect(await calculator(page).locator('.simulated').count()).toBe(3);
    const row = (await calculator(page).locator('.simulated').first().textContent()) ?? '';
    expect(row).toMatch(/^simulated\d+ requests, mean ± \d+(\.\d)? ms with 95 %\d+ ms\d+ ms$/);
    expect(await words(page)).toMatch(/Theory and simulator agree|than in theory/);
    expect(await calculator(page).getByRole('status').textContent()).toMatch(
      /Theory and simulator agree|than in theory/,
    );
    // the numbers are no longer those that were simulated
    await calculator(page).getByRole('button', { name: 'More: Cores' }).click();
    expect(await calculator(page).locator('.simulated').count()).toBe(0);
    await close();
  });

  it('stops simulating when it is told to, and when its slide is left', async () => {
    const { page, close } = await slide();
    await press(page, 'Simulate').click();
    await press(page, 'Stop').click();
    expect(await press(page, 'Simulate').isVisible()).toBe(true);
    await press(page, 'Simulate').click();
    await upAndDown(page);
    await press(page, 'Simulate').waitFor();
    await page.waitForTimeout(1500);
    expect(await calculator(page).locator('.simulated').count()).toBe(0);
    await close();
  });

  it('has its formulas at the press of a button', async () => {
    const { page, close } = await slide();
    const formulas = calculator(page).locator('.formulas');
    expect(await formulas.isVisible()).toBe(false);
    await press(page, 'Formulas').click();
    expect(await formulas.isVisible()).toBe(true);
    expect(await press(page, 'Formulas').getAttribute('aria-expanded')).toBe('true');
    expect(await formulas.textContent()).toContain('Poisson arrivals');
    await press(page, 'Formulas').click();
    expect(await formulas.isVisible()).toBe(false);
    await close();
  });

  it('says what has changed after a pause, for ears', async () => {
    const { page, close } = await slide();
    await field(page, 'Requests').fill('400');
    await expect
      .poll(() => calculator(page).getByRole('status').textContent())
      .toMatch(/^400\/s × 100 ms = 40 in flight at least\. .*The CPU alone wants 4 cores/);
    await close();
  });

  it('is for fingers on a phone: everything is 44 px high, and 12 px to read', async () => {
    const { page, close } = await slide(phone);
    const sizes = await calculator(page)
      .locator('button:visible, .field')
      .evaluateAll((all) => all.map((each) => each.getBoundingClientRect().height));
    expect(sizes.length).toBe(7 + 4 + 3);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
    await press(page, 'Long polling').tap();
    expect(await law(page)).toBe('50/s × 30 s = 1500 in flight');
    expect(await place(page)).toBe('littles-law/-1');
    await close();
  });
});

describe('without all that', () => {
  it('is a worked example where no script runs', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}#/littles-law`, { javaScriptEnabled: false });
    const example = page.locator('#littles-law deck-calculator');
    const text = (await example.innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('A worked example: Model server');
    expect(text).toContain('200/s × 100 ms = 20 in flight');
    expect(text).toContain('Poisson arrivals');
    expect(await example.getByRole('button').count()).toBe(0);
    await close();
  });

  it('is a worked example on the reading page', async () => {
    const page = await browser().newPage();
    await page.goto(`${inject('talk')}read.html#littles-law`);
    const text = (await page.locator('#littles-law deck-calculator').innerText()).replace(/\s+/g, ' ');
    expect(text).toContain('A worked example: Model server');
    expect(text).toContain('Wait each 90 ms');
    await page.close();
  });

  it('is a worked example on paper, with the numbers of whoever prints it', async () => {
    const { page, close } = await slide();
    await field(page, 'Requests').fill('150');
    await page.emulateMedia({ media: 'print' });
    expect(await calculator(page).locator('.given').isVisible()).toBe(true);
    expect(await calculator(page).locator('.toolbar').isVisible()).toBe(false);
    expect(await calculator(page).locator('.given').textContent()).toContain('Requests150/s');
    expect(await calculator(page).locator('.example').textContent()).toBe('A worked example: your own numbers');
    expect(await law(page)).toBe('150/s × 100 ms = 15 in flight');
    await close();
  });

  it('stands as it was in a picture that is frozen', async () => {
    const { page, close } = await slide();
    await field(page, 'Requests').fill('150');
    await field(page, 'Requests').press('Enter');
    await page.keyboard.press('x');
    await page.locator('.frozen').waitFor();
    expect(await page.locator('.frozen deck-calculator .little > b').textContent()).toBe(
      '150/s × 100 ms = 15 in flight',
    );
    expect(await page.locator('.frozen deck-calculator .fields').count()).toBe(1);
    await close();
  });
});

describe.each([
  ['in light', {}],
  ['in the dark', { colorScheme: 'dark' }],
  ['on a phone', phone],
] as const)('%s it has nothing that shuts people out', (_, options) => {
  it('at first, with its formulas, with numbers that are none or too many, and while it simulates', async () => {
    const { page, close } = await slide(options);
    const states: readonly (readonly [state: string, reach: () => Promise<void>])[] = [
      ['at first', async () => {}],
      ['with its formulas', () => press(page, 'Formulas').click()],
      [
        'with a number that is none',
        () =>
          press(page, 'Formulas')
            .click()
            .then(() => field(page, 'Cores').fill('2.5')),
      ],
      ['with more than the cores', () => reset(page).then(() => field(page, 'Requests').fill('500'))],
      ['while it simulates', () => reset(page).then(() => press(page, 'Simulate').click())],
    ];
    for (const [state, reach] of states) {
      await reach();
      expect([state, await axeOn(page, '#littles-law')]).toEqual([state, []]);
    }
    await close();
  });
});
