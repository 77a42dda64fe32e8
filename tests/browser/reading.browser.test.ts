import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { place, useBrowser } from './open.ts';

const browser = useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };

/** The reading page of the talk, as a reader comes to it. */
async function reading(hash = '', options = {}) {
  const context = await browser().newContext({
    viewport: { width: 1280, height: 720 },
    colorScheme: 'light',
    ...options,
  });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', ({ message }) => faults.push(message));
  page.on('console', (message) => message.type() === 'error' && faults.push(message.text()));
  await page.goto(`${inject('talk')}read.html${hash}`);
  const close = async () => {
    await context.close();
    expect(faults).toEqual([]);
  };
  return { page, close };
}

const isSeen = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => {
    const { top, bottom, height } = element.getBoundingClientRect();
    return height > 0 && bottom > 0 && top < innerHeight;
  });

describe('on a phone', () => {
  it('the talk comes to be read, and the deck is one tap away', async () => {
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await page.goto(inject('talk'));
    await page.waitForURL(/read\.html$/);
    await page.getByRole('link', { name: 'As slides' }).tap();
    await page.waitForSelector('.reveal.ready');
    expect(await place(page)).toBe('title/-1');
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    // back is where the reader came from, and not a page that sends him on
    await page.goBack();
    await page.waitForURL(/read\.html$/);
    await context.close();
  });

  it('a link to a slide is a link to the slide', async () => {
    const context = await browser().newContext(phone);
    const page = await context.newPage();
    await page.goto(`${inject('talk')}#/blocking-call`);
    await page.waitForSelector('.reveal.ready');
    expect(await place(page)).toBe('blocking-call/-1');
    await context.close();
  });

  it.each([390, 320])('of %i px all is as wide as the window, and what is tapped is 44 px', async (width) => {
    const { page, close } = await reading('', { ...phone, viewport: { width, height: 700 } });
    await page.locator('.contents summary').tap();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
    const small = await page.evaluate(() =>
      [...document.querySelectorAll('.top > :not(.skip), summary, .where a, .play')]
        .filter((each) => each.checkVisibility() && each.getBoundingClientRect().height < 44)
        .map((each) => each.outerHTML.slice(0, 80)),
    );
    expect(small).toEqual([]);
    await close();
  });
});

describe('the article', () => {
  it('and the deck lead to each other at the same slide', async () => {
    const { page, close } = await reading('#slots');
    await page.locator('#slots .as-slide').click();
    await page.waitForSelector('.reveal.ready');
    expect(await place(page)).toBe('slots/-1');
    await page.keyboard.press('/');
    await page.getByRole('link', { name: 'Read as an article' }).click();
    await page.waitForURL(/read\.html#slots$/);
    expect(await isSeen(page, '#slots h2')).toBe(true);
    await close();
  });

  it('has what is said as text, what some ask folded, and a link into a fold opens it, scripts or not', async () => {
    for (const javaScriptEnabled of [true, false]) {
      const { page, close } = await reading('#slots--if-asked', { javaScriptEnabled });
      expect(await isSeen(page, '#slots--if-asked')).toBe(true);
      expect(await page.locator('#gevent--say').isVisible()).toBe(true);
      expect(await page.locator('#gevent--if-asked').isVisible()).toBe(false);
      await page.locator('#gevent summary', { hasText: 'If asked' }).click();
      expect(await page.locator('#gevent--if-asked').isVisible()).toBe(true);
      await close();
    }
  });

  it('has its contents by chapter, with times and what is optional', async () => {
    const { page, close } = await reading('', { javaScriptEnabled: false });
    await page.locator('.contents summary').click();
    const chapters = await page.locator('.chapters > li > p').allInnerTexts();
    expect(chapters.length).toBe(10);
    expect(chapters[2]?.replace(/\s+/g, ' ')).toBe('WSGI 5 min');
    expect(await page.locator('.chapters .optional').count()).toBe(
      await page.locator('section[data-optional]').count(),
    );
    await page.getByRole('link', { name: 'One blocking call stops every request', exact: true }).click();
    expect(await isSeen(page, '#blocking-call h2')).toBe(true);
    await close();
  });

  it('is searched with / and leads to the beat, the code and the answer', async () => {
    const { page, close } = await reading();
    for (const [typed, anchor] of [
      ['background task wants token', 'request-path--8'],
      ['server does not know', 'twenty-waiting--if-asked'],
    ] as const) {
      await page.keyboard.press('/');
      await page.waitForSelector('dialog.search input:focus');
      await page.keyboard.type(typed);
      await expect.poll(() => page.locator('dialog.search .excerpt mark').count()).toBeGreaterThan(2);
      await page.keyboard.press('Enter');
      await expect.poll(() => page.evaluate(() => location.hash)).toBe(`#${anchor}`);
      await expect.poll(() => isSeen(page, `[id="${anchor}"]`)).toBe(true);
    }
    await close();
  });

  it('plays a diagram where its reader wants it, step by step, and says what each is about', async () => {
    const { page, close } = await reading('#second-user', { reducedMotion: 'reduce' });
    const figure = page.locator('#second-user figure');
    await figure.getByRole('button', { name: /^Play: Ten a second/ }).click();
    const diagram = figure.locator('deck-diagram[data-alive]');
    await expect
      .poll(() => diagram.getByRole('button', { name: 'Play' }).evaluate((each) => each === document.activeElement))
      .toBe(true);
    const told = () => figure.locator('[role="status"]').last().textContent();
    const first = await told();
    expect(first).not.toBe('');
    const picture = () => diagram.locator('> svg.live').innerHTML();
    const before = await picture();
    await page.keyboard.press('Enter');
    await expect.poll(told).not.toBe(first);
    expect(await picture()).not.toBe(before);
    expect((await diagram.boundingBox())?.width).toBeLessThanOrEqual((await figure.boundingBox())?.width ?? 0);
    await close();
  });

  it('has one title, a heading for each slide, and landmarks with names', async () => {
    const { page, close } = await reading();
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.getByRole('main').count()).toBe(1);
    expect(await page.getByRole('banner').count()).toBe(1);
    expect(await page.getByRole('navigation', { name: 'Contents' }).count()).toBe(1);
    const twice = await page.evaluate(() =>
      [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, i, all) => all.indexOf(id) !== i),
    );
    expect(twice).toEqual([]);
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('To the text');
    await page.keyboard.press('Enter');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.closest('section')?.id)).toBe('title');
    await close();
  });
});

it('an address that is none has a page, which leads to the talk', async () => {
  const page = await browser().newPage();
  await page.goto(`${inject('talk')}404.html`);
  expect(await page.locator('h1').count()).toBe(1);
  await page.getByRole('link', { name: 'The slides' }).click();
  await page.waitForSelector('.reveal.ready');
  expect(await place(page)).toBe('title/-1');
  await page.close();
});
