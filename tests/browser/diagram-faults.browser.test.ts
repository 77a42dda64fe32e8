import { describe, expect, inject, it } from 'vitest';
import type { SceneData } from '../../src/draw/scene.ts';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

describe('when something fails', () => {
  it('the poster stands, one line names slide, file and line, and the deck goes on', async () => {
    const context = await browser().newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    page.on('pageerror', (error) => void errors.push(`uncaught: ${error.message}`));
    await page.route('**/index.html*', async (route) => {
      const response = await route.fetch();
      // a server that nobody knows, on one slide only
      const body = (await response.text()).replace(/("run":\{"server":\{"kind":)"sync"/, '$1"apache"');
      await route.fulfill({ response, body });
    });
    await page.goto(`${inject('talk')}index.html#/second-user`);
    await page.waitForSelector('.reveal.ready');
    await expect.poll(() => errors).toHaveLength(1);
    expect(errors[0]).toMatch(/^slides\/00-opening\.md:\d+: /);
    expect(await page.locator('section.present .poster').isVisible()).toBe(true);
    expect(await page.locator('section.present .live').count()).toBe(0);
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('second-user/2');
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('kubernetes/-1');
    expect(errors).toHaveLength(1);
    await context.close();
  });

  it.each([
    ['in its first picture', 0],
    ['in a later step', 4],
  ])('%s, it says so once', async (_, broken) => {
    const context = await browser().newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    page.on('pageerror', (error) => void errors.push(`uncaught: ${error.message}`));
    await page.route('**/index.html*', async (route) => {
      const response = await route.fetch();
      // one beat shows a run that is not there
      const [before = '', after = ''] = (await response.text()).split('id="second-user"');
      const changed = after.replace(
        /(<script type="application\/json">)(.*?)(<\/script>)/,
        (_all, open, json, close) => {
          const data: SceneData = JSON.parse(json);
          const beats = data.beats.map((beat, i) => (i === broken ? { ...beat, run: 'nope' } : beat));
          return open + JSON.stringify({ ...data, beats }).replaceAll('<', '\\u003c') + close;
        },
      );
      await route.fulfill({ response, body: `${before}id="second-user"${changed}` });
    });
    await page.goto(`${inject('talk')}index.html#/second-user`);
    await page.waitForSelector('.reveal.ready');
    // it lives, or it has said why not
    await expect
      .poll(async () => errors.length + (await page.locator('section.present deck-diagram[data-alive]').count()))
      .toBe(1);
    for (let i = 0; i < 2; i++) await page.keyboard.press('PageDown');
    await expect.poll(() => errors).toHaveLength(1);
    for (let i = 0; i < 2; i++) await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present#kubernetes');
    expect(errors).toHaveLength(1);
    await context.close();
  });

  it('in the fetching of what few slides need, the poster stands, and one line says so', async () => {
    const context = await browser().newContext({ viewport: { width: 1280, height: 720 } });
    const page = await context.newPage();
    const errors: string[] = [];
    page.on('console', (message) => void (message.type() === 'error' && errors.push(message.text())));
    page.on('pageerror', (error) => void errors.push(`uncaught: ${error.message}`));
    await page.route('**/assets/fleet-*.js', (route) => route.abort());
    await page.goto(`${inject('talk')}index.html#/kubernetes`);
    await page.waitForSelector('.reveal.ready');
    const told = () => errors.filter((error) => !error.startsWith('Failed to load resource'));
    await expect.poll(told).toHaveLength(1);
    expect(told()[0]).toMatch(/^slides\/00-opening\.md:\d+: /);
    expect(await page.locator('section.present .poster').isVisible()).toBe(true);
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('kubernetes/0');
    await context.close();
  });

  it('with scripts off the key poster is in the page, in its words as well', async () => {
    const { page, close } = await opened(browser(), `${inject('talk')}`, { javaScriptEnabled: false });
    const poster = page.locator('#second-user .poster');
    expect(await poster.isVisible()).toBe(true);
    expect(await poster.getAttribute('aria-label')).toContain('The worker worked 40 of 400 ms. 10 %.');
    await close();
  });
});
