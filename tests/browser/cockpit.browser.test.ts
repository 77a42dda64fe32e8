import { readFileSync } from 'node:fs';
import type { BrowserContext, Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';
import { alike, now, onDeck, speakerAt, speakerOf } from './speaker.ts';

const browser = useBrowser();

const kinds = (hash = '', options = {}) => opened(browser(), `${inject('kinds')}${hash}`, options);
const talk = (hash = '', options = {}) => opened(browser(), `${inject('talk')}${hash}`, options);
const still = { reducedMotion: 'reduce' } as const;

/** The picture of the living diagram within a selector, shape by shape. */
const drawing = (page: Page, within: string) =>
  page.evaluate(
    (selector) => document.querySelector(`${selector} deck-diagram[data-alive] > svg.live`)?.innerHTML,
    within,
  );

/** The time on the speaker's wall, and on no other window's, ms later than it is. */
async function later(speaker: Page, ms: number): Promise<void> {
  await speaker.evaluate((more) => {
    const now = Date.now;
    Date.now = () => now() + more;
  }, ms);
}

describe('the watch', () => {
  const elapsed = (speaker: Page) => speaker.locator('.elapsed').innerText();

  it('stands before the talk, starts with the first step, and runs on over a reload of either window', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    await later(speaker, 600_000);
    await speaker.waitForTimeout(400);
    expect(await elapsed(speaker)).toBe('0:00');
    await speaker.reload();
    await speaker.waitForSelector('.now .slide');
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('claim/0');
    await later(speaker, 65_000);
    await expect.poll(() => elapsed(speaker)).toMatch(/^1:0[5-9]$/);
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    await page.keyboard.press('PageDown');
    await alike(speaker, page);
    expect(await elapsed(speaker)).toMatch(/^1:(0[5-9]|1\d)$/);
    await speaker.reload();
    await later(speaker, 65_000);
    await expect.poll(() => elapsed(speaker)).toMatch(/^1:(0[5-9]|[12]\d)$/);
    await close();
  });

  it('is stopped and goes on, by button or key, and can be set back only while it stands', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    const reset = speaker.getByRole('button', { name: 'Reset' });
    await speaker.getByRole('button', { name: 'Start' }).click();
    await later(speaker, 20_000);
    await expect.poll(() => elapsed(speaker)).toMatch(/^0:2\d$/);
    expect(await reset.isVisible()).toBe(false);
    await page.keyboard.press('w');
    await expect.poll(() => reset.isVisible()).toBe(true);
    const stood = await elapsed(speaker);
    await later(speaker, 30_000);
    await speaker.waitForTimeout(400);
    expect(await elapsed(speaker)).toBe(stood);
    await reset.click();
    await expect.poll(() => elapsed(speaker)).toBe('0:00');
    await close();
  });

  it('is the same in two speaker’s windows of one deck', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    const other = await page.context().newPage();
    await other.goto(speaker.url());
    await other.waitForSelector('.now .slide');
    await other.keyboard.press('w');
    for (const each of [speaker, other]) await expect.poll(() => elapsed(each)).toMatch(/^0:0[1-9]$/);
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('claim/0');
    await alike(other, page);
    await close();
  });
});

describe('the pace', () => {
  const pace = (speaker: Page) => speaker.locator('.pace').innerText();

  it('tells how the time stands with the plan, and what could be skipped', async () => {
    const { page, close } = await talk('', still);
    const speaker = await speakerOf(page);
    expect(await pace(speaker)).toContain('30:00 planned');
    await page.keyboard.press('PageDown');
    await page.keyboard.press('PageUp');
    await expect.poll(() => pace(speaker)).toMatch(/^on time\s+Opening ends at 3:00 of 30:00$/);
    await later(speaker, 120_000);
    await expect.poll(() => pace(speaker)).toMatch(/^1:\d\d behind\s+could skip: \d+ \S/);
    await speaker.keyboard.press('End');
    await expect.poll(() => pace(speaker)).toMatch(/^2\d:\d\d ahead\s+Deciding ends at 30:00/);
    await close();
  });
});

describe('the notes', () => {
  const size = (speaker: Page) =>
    speaker
      .locator('.spoken .part p')
      .first()
      .evaluate((each) => Number.parseFloat(getComputedStyle(each).fontSize));

  it('are made larger and smaller by keys and buttons, and are so next time', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    const usual = await size(speaker);
    expect(usual).toBeGreaterThanOrEqual(26);
    await speaker.keyboard.press('+');
    await speaker.getByRole('button', { name: 'Larger notes' }).click();
    const larger = await size(speaker);
    expect(larger).toBeGreaterThan(usual * 1.2);
    await speaker.reload();
    await speaker.waitForSelector('.spoken .part');
    expect(await size(speaker)).toBe(larger);
    for (let i = 0; i < 20; i++) await speaker.keyboard.press('-');
    expect(await size(speaker)).toBeLessThan(usual);
    expect(await size(speaker)).toBeGreaterThan(12);
    await close();
  });
});

describe('the row of slides', () => {
  it('has all of them, live and optional, shows where one is, and leads there', async () => {
    const { page, close } = await kinds('#/claim/1');
    const speaker = await speakerOf(page);
    const row = speaker.getByRole('navigation', { name: 'Slides' });
    expect(await row.getByRole('button').count()).toBe(await page.locator('.slides section[id]').count());
    expect(await row.locator('[data-optional]').count()).toBe(
      await page.locator('.slides section[data-optional]').count(),
    );
    expect(await row.locator('[aria-current]').getAttribute('title')).toBe('2 A claim and its evidence');
    expect(await speaker.locator('.below').innerText()).toBe('↓ optional: 2.2 One number');
    await row.getByRole('button', { name: '2.3 A listing in steps, optional' }).click();
    await expect.poll(() => place(page)).toBe('below-two/-1');
    await speaker.keyboard.press('Space');
    await expect.poll(() => place(page)).toBe('below-two/0');
    await close();
  });

  it('is also a list to type into, which the audience does not see', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    await speaker.keyboard.press('g');
    await speaker.waitForSelector('dialog.jump input:focus');
    await speaker.keyboard.type('two columns');
    await speaker.keyboard.press('Enter');
    await expect.poll(() => place(page)).toBe('columns/-1');
    expect(await page.locator('dialog').count()).toBe(0);
    await close();
  });
});

describe('a diagram in the speaker’s hand', () => {
  const film = (page: Page) =>
    page.evaluate(() =>
      JSON.stringify(Reflect.get(document.querySelector('.slides section.present deck-diagram') ?? {}, 'film')),
    );

  async function ready() {
    const { page, context, close } = await talk('#/blocking-call/2', still);
    await page.waitForSelector('.slides section.present deck-diagram[data-alive]');
    const speaker = await speakerOf(page);
    const same = async () => {
      const audience = await drawing(page, onDeck);
      expect(audience).toContain('<');
      await expect.poll(async () => (await drawing(speaker, now)) === (await drawing(page, onDeck))).toBe(true);
      return audience;
    };
    return { page, context, speaker, close, same };
  }

  it('moves the audience’s when it is scrubbed, and both windows show the same instant', async () => {
    const { page, speaker, close, same } = await ready();
    const before = await same();
    const range = speaker.getByRole('slider', { name: 'Time in this diagram' });
    const box = await range.boundingBox();
    if (box === null) throw new Error('no bar');
    await speaker.mouse.move(box.x + box.width * 0.2, box.y + box.height / 2);
    await speaker.mouse.down();
    for (const share of [0.3, 0.35, 0.4]) await speaker.mouse.move(box.x + box.width * share, box.y + box.height / 2);
    await speaker.mouse.up();
    await expect.poll(() => drawing(page, onDeck)).not.toBe(before);
    const scrubbed = await same();
    await speaker.getByRole('button', { name: 'Event after' }).click();
    await expect.poll(() => drawing(page, onDeck)).not.toBe(scrubbed);
    await same();
    // the keys are the deck's again
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(page)).toBe('blocking-call/3');
    await same();
    await close();
  });

  it('is at the same instant after a reload of the deck, and after one of the speaker’s window', async () => {
    const { page, speaker, close, same } = await ready();
    for (let i = 0; i < 5; i++) await page.keyboard.press('[');
    const [scrubbed, there] = [await same(), await film(page)];
    await page.reload();
    await page.waitForSelector('.slides section.present deck-diagram[data-alive]');
    await expect.poll(() => film(page)).toBe(there);
    expect([await place(page), await same()]).toEqual(['blocking-call/2', scrubbed]);
    await speaker.reload();
    await speaker.waitForSelector('.now deck-diagram[data-alive]');
    expect(await same()).toBe(scrubbed);
    await close();
  });

  it('follows while the audience’s plays', async () => {
    const { page, context, close } = await talk('#/gevent', { reducedMotion: 'no-preference' });
    await page.waitForSelector('.slides section.present deck-diagram[data-alive]');
    const speaker = await speakerOf(page);
    await page.bringToFront();
    await page.keyboard.press('PageDown');
    const seen = new Set<string>();
    await expect
      .poll(async () => seen.add(await speaker.locator('.film input').inputValue()).size, { interval: 60 })
      .toBeGreaterThan(4);
    await page.keyboard.press('k');
    await expect.poll(async () => (await drawing(speaker, now)) === (await drawing(page, onDeck))).toBe(true);
    await context.close();
    await close();
  });
});

describe('windows that come and go', () => {
  const reopened = async (context: BrowserContext, url: string) => {
    const page = await context.newPage();
    await page.goto(url);
    await page.waitForSelector('.reveal.ready');
    return page;
  };

  it('a deck that is closed and opened anew goes on where it was, with its time', async () => {
    const { page, context, close } = await talk('#/blocking-call/1', still);
    await page.waitForSelector('.slides section.present deck-diagram[data-alive]');
    const speaker = await speakerOf(page);
    await page.keyboard.press('PageDown');
    await page.keyboard.press('[');
    await later(speaker, 90_000);
    await expect.poll(async () => (await drawing(speaker, now)) === (await drawing(page, onDeck))).toBe(true);
    const shown = await drawing(page, onDeck);
    await page.close();
    await expect.poll(() => speaker.locator('.place').innerText()).toContain('the deck does not answer');
    const again = await reopened(context, inject('talk'));
    await expect.poll(() => place(again)).toBe('blocking-call/2');
    await expect.poll(() => drawing(again, onDeck)).toBe(shown);
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(again)).toBe('blocking-call/3');
    expect(await speaker.locator('.elapsed').innerText()).toMatch(/^1:[3-5]\d$/);
    await close();
  });

  it('a speaker’s window that has lost its deck leaves the deck of another alone', async () => {
    const { page: one, context, close } = await kinds('#/claim');
    const first = await speakerOf(one);
    const two = await reopened(context, `${inject('kinds')}#/table`);
    const second = await speakerOf(two);
    await one.close();
    await two.reload();
    await two.waitForSelector('.reveal.ready');
    await second.keyboard.press('PageDown');
    await expect.poll(() => place(two)).toBe('questions/-1');
    await first.keyboard.press('PageDown');
    await first.waitForTimeout(300);
    expect([await place(two), await first.locator('.place').innerText()]).toEqual([
      'questions/-1',
      expect.stringContaining('the deck does not answer'),
    ]);
    await close();
  });

  it('opened by its address it keeps to its deck over a reload, while another deck is there', async () => {
    const { page, context, close } = await kinds('#/claim');
    const speaker = await speakerAt(context, inject('kinds'));
    await speaker.waitForSelector('.now .slide');
    const two = await reopened(context, `${inject('kinds')}#/table`);
    // it has said that it is there while the first one was
    await expect.poll(() => two.evaluate(() => sessionStorage.getItem('deck'))).not.toBe(null);
    await page.close();
    const again = await reopened(context, `${inject('kinds')}#/claim`);
    const follows = async () =>
      new URL(speaker.url()).hash === `#${await again.evaluate(() => sessionStorage.getItem('deck'))}`;
    await expect.poll(follows, { timeout: 10_000 }).toBe(true);
    await speaker.reload();
    await speaker.waitForSelector('.now .slide');
    await speaker.keyboard.press('PageDown');
    await expect.poll(() => place(again)).toBe('claim/0');
    expect(await place(two)).toBe('table/-1');
    await close();
  });

  it('says so when the deck is of another version', async () => {
    const { page, context, close } = await kinds('#/claim');
    const speaker = await context.newPage();
    await page.close();
    await speaker.goto(`${inject('kinds')}speaker.html`);
    const stranger = await context.newPage();
    await stranger.goto(`${inject('kinds')}speaker.html#other`);
    await stranger.evaluate(() =>
      new BroadcastChannel('python-concurrency-talk').postMessage({ version: 1, message: { type: 'state' } }),
    );
    await expect.poll(() => speaker.locator('.place').innerText()).toContain('another version');
    await close();
  });
});

it('a strict policy breaks neither window: scripts, styles and connections of this site only', async () => {
  const { page, context, close } = await talk('', still);
  await page.goto('about:blank');
  const policy =
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'";
  await context.route(/(\/|\.html)(#.*)?$/, async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), 'content-security-policy': policy } });
  });
  await page.goto(`${inject('talk')}#/gevent`);
  await page.waitForSelector('.slides section.present deck-diagram[data-alive]');
  const speaker = await speakerOf(page);
  for (const key of ['PageDown', 'x', 'PageDown', 'x', 'z', 'z', 'l', 'c', 'Escape', 'g', 'Escape', 'm', 'Escape']) {
    await speaker.keyboard.press(key);
    await speaker.waitForTimeout(60);
  }
  await expect.poll(async () => (await drawing(speaker, now)) === (await drawing(page, onDeck))).toBe(true);
  expect(await place(page)).toBe('gevent/1');
  await close();
});

it('a rehearsal is compared with the plan and offered as a file, slide by slide and beat by beat', async () => {
  const { page, close } = await kinds('#/claim');
  const speaker = await speakerOf(page);
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('claim/0');
  await alike(speaker, page);
  await later(speaker, 75_000);
  await expect.poll(() => speaker.locator('.elapsed').innerText()).toMatch(/^1:1\d$/);
  await speaker.keyboard.press('PageDown');
  await speaker.keyboard.press('PageDown');
  await expect.poll(() => place(page)).toBe('columns/-1');
  await page.keyboard.press('m');
  const row = speaker.locator('dialog.rehearsal tr', { hasText: 'A claim and its evidence' });
  await expect.poll(() => row.innerText()).toMatch(/1:1\d\s+0:\d\d\s+\+\d:\d\d/);
  const [download] = await Promise.all([
    speaker.waitForEvent('download'),
    speaker.getByRole('link', { name: 'Download as a table' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^rehearsal-.*\.csv$/);
  const lines = readFileSync(await download.path(), 'utf8').split('\r\n');
  expect(lines[0]).toContain('taken s,planned s,difference s');
  expect(lines.find((line) => line.includes(',claim,') && line.includes(',1,7'))).toBeDefined();
  await speaker.getByRole('button', { name: 'Begin anew' }).click();
  await expect.poll(() => speaker.locator('.elapsed').innerText()).toBe('0:00');
  await speaker.keyboard.press('m');
  await expect.poll(() => row.innerText()).toContain('–');
  await close();
});

describe('the window', () => {
  it.each([
    [1280, 720],
    [1440, 900],
    [1024, 700],
    [390, 844],
  ])('shows all its parts in %i × %i, each whole and large enough for a finger', async (width, height) => {
    const { page, close } = await talk('#/wsgi-call');
    const speaker = await speakerOf(page);
    await speaker.setViewportSize({ width, height });
    const faults = await speaker.evaluate(() => {
      const found: string[] = [];
      const { scrollWidth, scrollHeight } = document.documentElement;
      if (scrollWidth > innerWidth || scrollHeight > innerHeight) found.push(`page: ${scrollWidth} × ${scrollHeight}`);
      for (const element of document.querySelectorAll(
        'header, section, article, nav, footer, .stage, body :is(header, footer, .film) button',
      )) {
        const { left, right, top, bottom, width: w, height: h } = element.getBoundingClientRect();
        const name = `${element.tagName} ${element.className} ${element.textContent?.trim().slice(0, 12)}`;
        if (w === 0) continue;
        if (left < 0 || right > innerWidth || top < 0 || bottom > innerHeight) found.push(`${name}: out of the window`);
        if (element.tagName === 'BUTTON' && Math.min(w, h) < 44) found.push(`${name}: ${w} × ${h}`);
      }
      const boxes = ['header', '.now', '.coming', '.spoken', 'nav', 'footer'].map((part) => {
        const box = document.querySelector(`body > ${part}`)?.getBoundingClientRect() ?? new DOMRect();
        return { part, box };
      });
      for (const [i, a] of boxes.entries())
        for (const b of boxes.slice(i + 1)) {
          const apart =
            a.box.right <= b.box.left ||
            b.box.right <= a.box.left ||
            a.box.bottom <= b.box.top ||
            b.box.bottom <= a.box.top;
          if (!apart) found.push(`${a.part} and ${b.part} overlap`);
        }
      return found;
    });
    expect(faults).toEqual([]);
    expect(await speaker.locator('.spoken').evaluate((notes) => notes.clientHeight)).toBeGreaterThan(height / 3.2);
    await close();
  });

  it('is dark unless it was made light, whatever the deck is, and shows slides as the deck does', async () => {
    const { page, close } = await kinds('#/claim');
    const speaker = await speakerOf(page);
    const ground = (selector: string) =>
      speaker.evaluate(
        (each) => getComputedStyle(document.querySelector(each) ?? document.body).backgroundColor,
        selector,
      );
    const [light, dark] = ['rgb(251, 250, 246)', 'rgb(14, 17, 22)'];
    expect([await ground('body'), await ground('.now .stage')]).toEqual([dark, light]);
    await page.keyboard.press('t');
    await expect.poll(() => ground('.now .stage')).toBe(dark);
    await speaker.keyboard.press('t');
    expect([await ground('body'), await ground('.now .stage')]).toEqual([light, dark]);
    await speaker.reload();
    await speaker.waitForSelector('.now .slide');
    expect([await ground('body'), await ground('.now .stage')]).toEqual([light, dark]);
    await close();
  });
});
