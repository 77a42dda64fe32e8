import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

/** A slide of the talk with a listing and a conversation beside it, both alive. */
async function beside(hash: string, options: Parameters<typeof opened>[2] = {}) {
  const opening = await opened(browser(), `${inject('talk')}${hash}`, options);
  await opening.page.waitForSelector('section.present deck-diagram[data-alive]', { state: 'attached' });
  return opening;
}

/** The numbers of the lit lines, and how many messages there are and which of them is lit. */
const shown = (page: Page, within = 'section#wsgi-call.present') =>
  page.evaluate((root) => {
    const slide = document.querySelector(root);
    const lines = [...(slide?.querySelectorAll('.line') ?? [])].flatMap((line, i) =>
      line.classList.contains('lit') ? [i + 1] : [],
    );
    const picture = slide?.querySelector('deck-diagram > svg.live') ?? slide?.querySelector('deck-diagram > svg');
    const messages = [...(picture?.querySelectorAll('text.mono') ?? [])].map((text) => text.textContent);
    return `${lines.join()} | ${messages.at(-1)} | ${messages.length}`;
  }, within);

const steps = [
  '1 | app(environ, start_response) | 1',
  '8,9 | environ["wsgi.input"].read() | 2',
  '10 | environ["wsgi.input"].read() | 2',
  '11 | start_response(status, headers) | 3',
  '12 | return [answer] | 4',
  '12 | close() | 5',
];

describe('a conversation beside a listing', () => {
  it('goes on with the same click that lights its lines, and back', async () => {
    const { page, close } = await beside('#/wsgi-call');
    expect(await shown(page)).toBe(steps[0]);
    for (let i = 1; i < steps.length; i++) {
      await page.keyboard.press('PageDown');
      // what is lit grows from the next frame on
      await expect.poll(() => shown(page)).toBe(steps[i]);
      expect(await place(page)).toBe(`wsgi-call/${i - 1}`);
    }
    for (let i = steps.length - 2; i >= 0; i--) {
      await page.keyboard.press('PageUp');
      await expect.poll(() => shown(page)).toBe(steps[i]);
    }
    await close();
  });

  it('is the same after a jump, a reload, and with reduced motion', async () => {
    const { page, close } = await beside('#/wsgi-call/3');
    expect(await shown(page)).toBe(steps[4]);
    await page.evaluate(() => location.replace('#/wsgi-call/0'));
    await expect.poll(() => shown(page)).toBe(steps[1]);
    await page.reload();
    await page.waitForSelector('section.present deck-diagram[data-alive]', { state: 'attached' });
    expect(await shown(page)).toBe(steps[1]);
    await close();
    const calm = await beside('#/wsgi-call/1', { reducedMotion: 'reduce' });
    expect(await shown(calm.page)).toBe(steps[2]);
    await calm.close();
  });

  it('is lit by a reader’s hand, too, and the next click leads on from its step', async () => {
    const { page, close } = await beside('#/wsgi-call');
    await page.keyboard.press(']');
    await page.keyboard.press(']');
    expect([await place(page), await shown(page)]).toEqual(['wsgi-call/-1', steps[2]]);
    await page.keyboard.press('PageDown');
    await expect.poll(() => shown(page)).toBe(steps[1]);
    expect(await place(page)).toBe('wsgi-call/0');
    await close();
  });

  it('on a phone stands below the listing', async () => {
    const { page, close } = await beside('#/wsgi-call/1', { viewport: { width: 390, height: 844 }, isMobile: true });
    const listing = await page.locator('#wsgi-call deck-listing').boundingBox();
    const picture = await page.locator('#wsgi-call svg.live').boundingBox();
    expect(picture?.y).toBeGreaterThanOrEqual((listing?.y ?? 0) + (listing?.height ?? 0));
    expect(await page.locator('#wsgi-call svg.live').getAttribute('viewBox')).toBe('0 0 640 372');
    await close();
  });

  it('on paper has a page for each step, and on one page for all the whole listing and all messages', async () => {
    const paper = await opened(browser(), `${inject('talk')}?x-print=steps`);
    await paper.page.waitForSelector('html[data-paper-ready]', { state: 'attached' });
    const pages = await paper.page.locator('.pdf-page').count();
    const seen: string[] = [];
    for (let i = 0; i < pages; i++) {
      const isIt = await paper.page.evaluate(
        (n) =>
          document
            .querySelectorAll('.pdf-page')
            [n]?.querySelector('h2')
            ?.textContent?.startsWith('WSGI is a function call'),
        i,
      );
      if (isIt) {
        await paper.page.evaluate((n) => document.querySelectorAll('.pdf-page')[n]?.setAttribute('id', 'asked'), i);
        seen.push(await shown(paper.page, '#asked'));
        await paper.page.evaluate(() => document.querySelector('#asked')?.removeAttribute('id'));
      }
    }
    expect(seen).toEqual(steps);
    await paper.close();

    const handout = await opened(browser(), `${inject('talk')}?x-print=slides`);
    await handout.page.waitForSelector('html[data-paper-ready]', { state: 'attached' });
    expect(await shown(handout.page, '#wsgi-call')).toBe(' | close() | 5');
    await handout.close();
  });

  it('without script is the whole listing beside the key', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}`, { javaScriptEnabled: false });
    const slide = page.locator('section#wsgi-call');
    expect(await slide.locator('.line.lit, [data-lit]').count()).toBe(0);
    expect(await slide.locator('.poster').isVisible()).toBe(true);
    await close();
  });

  it('in the speaker’s window shows the step at hand and the next one', async () => {
    const { page, context, close } = await beside('#/wsgi-call/0');
    const popup = context.waitForEvent('page');
    await page.keyboard.press('s');
    const speaker = await popup;
    await speaker.waitForSelector('.now deck-diagram[data-alive]', { state: 'attached' });
    await expect.poll(() => shown(speaker, '.now')).toBe(steps[1]);
    await expect.poll(() => shown(speaker, '.coming')).toBe(steps[2]);
    await close();
  });
});

describe('a path', () => {
  it('lets its disc walk when a step is taken, and stands where a jump stands', async () => {
    const { page, close } = await beside('#/request-path');
    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present .diagram-controls .playing', { state: 'attached' });
    await page.waitForFunction(() => document.querySelector('section.present .diagram-controls .playing') === null);
    const disc = () => page.locator('section.present svg.live > g').first().getAttribute('transform');
    const walked = await disc();
    await page.reload();
    await page.waitForSelector('section.present deck-diagram[data-alive]', { state: 'attached' });
    expect([await place(page), await disc()]).toEqual(['request-path/0', walked]);
    await close();
  });
});
