import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import axe from 'axe-core';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { fragmentOf } from '../../src/play/address.ts';
import type { Experiment } from '../../src/play/experiment.ts';
import { useBrowser } from './open.ts';

const browser = useBrowser();
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

const at = (fragment: string) => `${inject('talk')}playground.html${fragment}`;
const hash = (experiment: Experiment) => `#${fragmentOf(experiment)}`;

const race = hash({ servers: ['sync', 'asgi'], clients: ['rate 80 for 1s: cpu 5, wait 90, cpu 5'] });
const blocked = hash({ servers: ['asgi'], clients: ['rate 20 for 2s: cpu 5, wait 20', '1 at 1s: block 500'] });
const long = hash({ servers: ['asgi'], clients: ['rate 100 for 100s: cpu 2, wait 90, cpu 2'] });

/** The page once it has run; whatever goes wrong in it fails the test. */
async function opened(fragment = '', options: BrowserContextOptions = {}) {
  const context = await browser().newContext({
    viewport: { width: 1280, height: 800 },
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => faults.push(`failed: ${request.url()}`));
  await page.goto(at(fragment));
  await ran(page);
  return {
    page,
    async close() {
      await context.close();
      expect(faults).toEqual([]);
    },
  };
}

const run = (page: Page) => page.locator('button.run');
const said = (page: Page) => page.locator('.said').innerText();
const clock = (page: Page) => page.locator('.player input[type="range"]').inputValue().then(Number);
const line = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true });

async function ran(page: Page): Promise<void> {
  await page.locator('.result .stage > *').first().waitFor({ timeout: 40_000 });
  await expect.poll(() => run(page).textContent()).toBe('Run');
}

describe('the playground', () => {
  it('runs what its address says, and says what happened', async () => {
    const { page, close } = await opened(blocked);
    expect(await said(page)).toContain('The loop stood still for 500 ms, from 1 s on');
    expect(await line(page, 'In one line').inputValue()).toBe('asgi');
    expect(await line(page, 'Clients 2').inputValue()).toBe('1 at 1s: block 500');
    expect(await page.locator('main > [role="status"]').textContent()).toMatch(/^The run has ended\. All 41 requests/);
    await close();
  });

  it('is light: its script and that of its worker are less than the talk’s own drawings', async () => {
    const context = await browser().newContext();
    const page = await context.newPage();
    const sizes: Promise<number>[] = [];
    context.on('response', (response) => {
      if (/\.js$/.test(new URL(response.url()).pathname) && !response.url().endsWith('sw.js'))
        sizes.push(response.body().then((body) => gzipSync(body).length));
    });
    await page.goto(at(blocked));
    await ran(page);
    const all = await Promise.all(sizes);
    expect(all.length).toBeGreaterThan(2);
    expect(all.reduce((sum, size) => sum + size, 0)).toBeLessThan(150_000);
    await context.close();
  });

  it('begins with a run of its own, and has those of the slides', async () => {
    const { page, close } = await opened();
    expect(await said(page)).toContain('requests were answered');
    const presets = page.getByLabel('Begin with the run of a slide');
    expect(await presets.locator('option').count()).toBeGreaterThan(15);
    await presets.selectOption({ label: 'One key: only its holder runs Python' });
    await expect.poll(() => said(page)).toContain('No more than 1 core of 4 computed at once');
    expect(await line(page, 'In one line').inputValue()).toMatch(/^gthread/);
    expect(page.url()).toContain('s=gthread');
    await close();
  });

  it('plays, stops, goes from event to event and to any instant, with one hand on all charts', async () => {
    const { page, close } = await opened(blocked);
    const before = await clock(page);
    await page.keyboard.press(']');
    expect(await clock(page)).toBeGreaterThan(before);
    await page.keyboard.press('[');
    expect(await clock(page)).toBeCloseTo(before, 3);
    await page.keyboard.press('r');
    await expect.poll(() => clock(page)).toBeGreaterThan(100);
    await page.keyboard.press('k');
    const stood = await clock(page);
    await page.waitForTimeout(200);
    expect(await clock(page)).toBe(stood);
    const box = await page.locator('.overview').boundingBox();
    if (box === null) throw new Error('the overview is there');
    await page.locator('.overview').click({ position: { x: box.width * 0.8, y: box.height / 2 } });
    const there = await clock(page);
    expect(there).toBeGreaterThan(1200);
    // the pill of the picture and that of the overview
    expect(await page.locator('svg text', { hasText: `${Math.round(there)} ms` }).count()).toBe(2);
    await close();
  });

  it('races two servers on the same clients, in one picture or one by one', async () => {
    const { page, close } = await opened(race);
    expect(await said(page)).toMatch(/^asgi was faster: .*\nWhy: on sync a request was in line/);
    const show = (name: string) => page.locator('.views').getByRole('button', { name, exact: true });
    expect(await show('Both').getAttribute('aria-pressed')).toBe('true');
    expect(await page.locator('.stage').getAttribute('aria-label')).toMatch(/sync at .*asgi at/s);
    await show('asgi').click();
    await page.locator('.stage text', { hasText: 'worker 1' }).first().waitFor();
    expect(await page.locator('.stage text', { hasText: /^loop$/ }).count()).toBe(1);
    await page.getByRole('button', { name: 'Remove this server' }).click();
    await run(page).click();
    await expect.poll(() => page.locator('.views').isVisible()).toBe(false);
    expect(page.url()).not.toContain('s=asgi');
    await page.getByRole('button', { name: 'Race a second server' }).click();
    await expect.poll(() => page.url().match(/s=sync/g)).toHaveLength(2);
    await close();
  });

  it('keeps fields, line and address the same', async () => {
    const { page, close } = await opened(blocked);
    await page.getByRole('textbox', { name: 'Workers' }).fill('2');
    expect(await line(page, 'In one line').inputValue()).toBe('asgi workers=2');
    await expect.poll(() => page.url()).toContain('s=asgi+workers=2');
    await line(page, 'In one line').fill('gthread threads=8');
    expect(await page.getByRole('combobox', { name: 'Kind' }).inputValue()).toBe('gthread');
    expect(await page.getByRole('textbox', { name: 'Threads' }).inputValue()).toBe('8');
    expect(await page.getByRole('textbox', { name: 'Workers' }).getAttribute('placeholder')).toBe('1');
    await page.getByRole('combobox', { name: 'Kind' }).selectOption('sync');
    expect(await line(page, 'In one line').inputValue()).toBe('sync');
    await close();
  });

  it('says where a line is wrong and what was expected, and runs nothing until it is right', async () => {
    const { page, close } = await opened(blocked);
    await line(page, 'Clients 2').fill('1 at 1s: blok 500');
    const fault = page.locator('.clients .faults').nth(1);
    expect(await fault.innerText()).toMatch(/"blok" is not a step; did you mean "block"\?.*Column 10: .*blok/s);
    expect(await line(page, 'Clients 2').getAttribute('aria-invalid')).toBe('true');
    expect(await run(page).isDisabled()).toBe(true);
    await line(page, 'Clients 2').fill('1 at 1s: block 50');
    expect(await run(page).isEnabled()).toBe(true);
    await line(page, 'Clients 1').fill('rate 5000 for 10s: cpu 1');
    expect(await page.locator('.go').innerText()).toContain(
      'These are 50,001 requests, and the playground plays up to 20,000',
    );
    expect(await run(page).isDisabled()).toBe(true);
    await close();
  });

  it('stops a long run at once, and what was shown stays', async () => {
    const { page, close } = await opened(blocked);
    const before = await said(page);
    await line(page, 'Clients 1').fill('users 2000 for 1000s: cpu 1');
    await run(page).click();
    await expect.poll(() => run(page).textContent()).toBe('Stop');
    // typing goes on meanwhile
    expect(await page.evaluate(() => new Promise((done) => setTimeout(() => done('awake'), 50)))).toBe('awake');
    await run(page).click();
    expect(await run(page).textContent()).toBe('Run');
    expect(await said(page)).toBe(before);
    await close();
  });

  it('says that a run is too much for it, instead of running for ever', async () => {
    const { page, close } = await opened(blocked);
    await line(page, 'Clients 1').fill('users 500 for 10000s: cpu 0');
    await run(page).click();
    await expect
      .poll(() => page.locator('.address-faults').innerText(), { timeout: 50_000 })
      .toContain('events of the simulator');
    expect(await run(page).textContent()).toBe('Run');
    await close();
  }, 60_000);

  it('plays ten thousand requests with few shapes, and few writes a frame', async () => {
    const { page, close } = await opened(long);
    expect(await said(page)).toContain('All 10,000 requests');
    const cost = await page.evaluate(async () => {
      const result = document.querySelector('.result');
      if (result === null) throw new Error('there is a result');
      let writes = 0;
      const watch = new MutationObserver((records) => {
        writes += records.length;
      });
      watch.observe(result, { subtree: true, attributes: true, childList: true, characterData: true });
      document.querySelector<HTMLElement>('.toggle')?.click();
      let frames = 0;
      const clock = () => Number(document.querySelector<HTMLInputElement>('.player input')?.value);
      for (; frames < 120; frames += 1) await new Promise(requestAnimationFrame);
      const t = clock();
      document.querySelector<HTMLElement>('.toggle')?.click();
      return { a: writes / frames, shapes: document.querySelectorAll('.stage *, .overview *').length, t };
    });
    expect(cost.t).toBeGreaterThan(500);
    expect(cost.a).toBeLessThan(150);
    expect(cost.shapes).toBeLessThan(500);
    await close();
  });

  it('goes back to the run before with the browser’s own button', async () => {
    const { page, close } = await opened(blocked);
    await line(page, 'Clients 2').fill('1 at 1s: block 700');
    await run(page).click();
    await expect.poll(() => said(page)).toContain('for 700 ms');
    await page.goBack();
    await expect.poll(() => line(page, 'Clients 2').inputValue()).toMatch(/block [57]00/);
    await ran(page);
    await close();
  });
});

describe('an address that cannot be played', () => {
  it.each([
    ['of a newer version', '#9&s=asgi&c=8+at+0:+cpu+5', 'version 9'],
    ['that is no experiment', '#hello', 'no experiment'],
    ['that is cut off', '#1&s=asgi&c=8+at+0%3', 'cut off'],
    ['with HTML in it', '#1&s=<img src=x onerror=document.title=1>&c=8+at+0:+cpu+5', 'is not a server'],
    ['with the name of a prototype', '#1&s=__proto__&c=8+at+0:+cpu+5', 'is not a server'],
    ['with a huge number', '#1&s=asgi+workers=1e99&c=8+at+0:+cpu+5', 'workers'],
    ['with three servers', '#1&s=asgi&s=sync&s=asgi&c=8+at+0:+cpu+5', '3 servers'],
  ])('%s is told, and the usual run is there', async (_, fragment, reason) => {
    const { page, close } = await opened(fragment);
    expect(await page.getByRole('alert').innerText()).toContain(reason);
    expect(await page.locator('main img').count()).toBe(0);
    expect(await page.title()).toContain('Playground');
    expect(await said(page)).toContain('requests were answered');
    await line(page, 'Clients 2').fill('1 at 1s: block 50');
    expect(await page.getByRole('alert').innerText()).toBe('');
    await close();
  });
});

describe('who comes without a mouse', () => {
  it('changes, runs and plays everything by keyboard', async () => {
    const { page, close } = await opened(blocked);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the run');
    const reached = new Set<string>();
    for (let i = 0; i < 60; i += 1) {
      await page.keyboard.press('Tab');
      reached.add(
        await page.evaluate(() => {
          const { activeElement: each } = document;
          const isField =
            each instanceof HTMLInputElement ||
            each instanceof HTMLSelectElement ||
            each instanceof HTMLTextAreaElement;
          const label = isField ? each.labels?.[0]?.textContent : undefined;
          return label ?? each?.getAttribute('aria-label') ?? each?.textContent ?? '';
        }),
      );
    }
    for (const name of [
      'Kind',
      'Workers',
      'In one line',
      'Clients 1',
      'Run',
      'Play',
      'Event after',
      'Speed',
      'Copy the link',
    ])
      expect([...reached]).toContain(name);
    await line(page, 'Clients 2').focus();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('1 at 1s: block 300');
    await page.keyboard.press('Enter');
    await expect.poll(() => said(page)).toContain('for 300 ms');
    await close();
  });

  it('hears and reads each chart as a table', async () => {
    const { page, close } = await opened(blocked);
    expect(await page.locator('.stage').getAttribute('aria-label')).toMatch(/^asgi at .*answered\.$/);
    for (const summary of await page.locator('.result summary').all()) await summary.click();
    await expect.poll(() => page.locator('.result table').count()).toBe(4);
    expect(await page.locator('.result td').first().isVisible()).toBe(true);
    await expect
      .poll(() =>
        page
          .getByRole('table', { name: /requests between/ })
          .locator('tbody tr')
          .count(),
      )
      .toBeGreaterThan(3);
    await close();
  });

  it('is not moved by itself, if that is asked for', async () => {
    const { page, close } = await opened(blocked, { reducedMotion: 'reduce' });
    await run(page).click();
    await ran(page);
    const before = await clock(page);
    expect(before).toBeGreaterThan(0);
    await page.waitForTimeout(200);
    expect(await clock(page)).toBe(before);
    await page.keyboard.press(']');
    expect(await clock(page)).toBeGreaterThan(before);
    await close();
  });

  it.each([
    ['light', {}],
    ['dark', {}],
    ['light', phone],
  ] as const)('finds nothing wrong in %s', async (colorScheme, options) => {
    const { page, close } = await opened(race, { colorScheme, ...options });
    for (const summary of await page.locator('summary').all()) await summary.click();
    await line(page, 'Clients').fill('8 at: cpu');
    await page.evaluate(axe.source);
    const violations = await page.evaluate(
      `axe.run({ resultTypes: ['violations'] }).then(({ violations }) =>
        violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html.slice(0, 120))]))`,
    );
    expect(violations).toEqual([]);
    await close();
  });
});

describe('on a phone', () => {
  it('nothing is wider than the screen, and a finger hits everything', async () => {
    const { page, close } = await opened(race, phone);
    for (const summary of await page.locator('summary').all()) await summary.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(390);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('button, input, select, textarea, summary, header a')]
        .filter((each) => each.checkVisibility())
        .map((each) => ({
          name: each.textContent || each.getAttribute('aria-label') || each.tagName,
          ...each.getBoundingClientRect().toJSON(),
        }))
        .filter(({ height, width }) => height < 44 || width < 24)
        .map(({ name, width, height }) => `${name} ${width}×${height}`),
    );
    expect(small).toEqual([]);
    expect(await page.locator('.stage').getAttribute('viewBox')).toMatch(/ 720 /);
    await close();
  });

  it('shows the run that was asked for', async () => {
    const { page, close } = await opened(blocked, phone);
    await run(page).tap();
    await expect
      .poll(() =>
        page
          .locator('.stage')
          .boundingBox()
          .then((box) => box?.y ?? 9999),
      )
      .toBeLessThan(400);
    await close();
  });
});

describe('to take along', () => {
  it('are the run, for eyes and for tools', async () => {
    const { page, close } = await opened(blocked, { acceptDownloads: true });
    const taken = async (name: string) => {
      const coming = page.waitForEvent('download');
      await page.getByRole('button', { name, exact: true }).click();
      return readFileSync(await (await coming).path());
    };
    const trace = JSON.parse((await taken('JSON')).toString());
    expect(trace.requests).toHaveLength(41);
    expect(JSON.parse((await taken('Perfetto trace')).toString()).traceEvents.length).toBeGreaterThan(100);
    const svg = (await taken('SVG of the picture')).toString();
    expect(svg).toMatch(/^<svg .*@font-face.*<\/svg>$/s);
    expect(svg).not.toContain('var(');
    const png = await taken('PNG of the picture');
    expect(png.subarray(1, 4).toString()).toBe('PNG');
    expect(png.readUInt32BE(16)).toBe(2 * (1280 + 48));
    await close();
  });

  it('are the link and a diagram for a slide', async () => {
    const { page, close } = await opened(blocked, { permissions: ['clipboard-read', 'clipboard-write'] });
    const clipboard = () => page.evaluate(() => navigator.clipboard.readText());
    await page.getByRole('button', { name: 'Copy the link' }).click();
    await expect.poll(clipboard).toBe(at(blocked));
    await page.getByRole('button', { name: 'Copy as a diagram for a slide' }).click();
    await expect.poll(clipboard).toMatch(/^```diagram\n/);
    await close();
  });
});
