import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import type { SceneData } from '../../src/draw/scene.ts';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

/** Lets the deck find something else in the diagram of a slide than was built: its data and its poster as they stand there. */
async function spoiled(page: Page, slug: string, change: (inside: string) => string): Promise<void> {
  const html = await (await fetch(inject('talk'))).text();
  const source = html.split(`id="${slug}"`)[1]?.match(/<deck-diagram[^>]* data-source="([^"]+)"/)?.[1] ?? '';
  await page.route('**/assets/_virtual_drawings-*.js', async (route) => {
    const text = await (await route.fetch()).text();
    const { drawings } = await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(text)}`);
    const changed = change(drawings[source]);
    expect(changed).not.toBe(drawings[source]);
    const body = `export const drawings = ${JSON.stringify({ ...drawings, [source]: changed })};`;
    await route.fulfill({ contentType: 'text/javascript', body });
  });
}

/** A page of the talk, and what it complains about but the failing of a request. */
async function listening() {
  const context = await browser().newContext({ viewport: { width: 1280, height: 720 } });
  const page = await context.newPage();
  const told: string[] = [];
  page.on('console', (message) => void (message.type() === 'error' && told.push(message.text())));
  page.on('pageerror', (error) => void told.push(`uncaught: ${error.message}`));
  const errors = () => told.filter((error) => !error.startsWith('Failed to load resource'));
  return { page, errors, close: () => context.close() };
}

describe('when something fails', () => {
  it('the poster stands, one line names slide, file and line, and the deck goes on', async () => {
    const { page, errors, close } = await listening();
    // a server that nobody knows, on one slide only
    await spoiled(page, 'second-user', (inside) => inside.replace(/("run":\{"server":\{"kind":)"sync"/, '$1"apache"'));
    await page.goto(`${inject('talk')}index.html#/second-user`);
    await page.waitForSelector('.reveal.ready');
    await expect.poll(errors).toHaveLength(1);
    expect(errors()[0]).toMatch(/^slides\/00-opening\.md:\d+: /);
    expect(await page.locator('section.present .poster').isVisible()).toBe(true);
    expect(await page.locator('section.present .live').count()).toBe(0);
    for (let i = 0; i < 3; i++) await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('second-user/2');
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('kubernetes/-1');
    expect(errors()).toHaveLength(1);
    await close();
  });

  it.each([
    ['in its first picture', 0],
    ['in a later step', 4],
  ])('%s, it says so once', async (_, broken) => {
    const { page, errors, close } = await listening();
    // one beat shows a run that is not there
    await spoiled(page, 'second-user', (inside) =>
      inside.replace(/(<script type="application\/json"[^>]*>)(.*?)(<\/script>)/, (_all, open, json, close) => {
        const data: SceneData = JSON.parse(json);
        const beats = data.beats.map((beat, i) => (i === broken ? { ...beat, run: 'nope' } : beat));
        return open + JSON.stringify({ ...data, beats }).replaceAll('<', '\\u003c') + close;
      }),
    );
    await page.goto(`${inject('talk')}index.html#/second-user`);
    await page.waitForSelector('.reveal.ready');
    // it lives, or it has said why not
    await expect
      .poll(async () => errors().length + (await page.locator('section.present deck-diagram[data-alive]').count()))
      .toBe(1);
    for (let i = 0; i < 2; i++) await page.keyboard.press('PageDown');
    await expect.poll(errors).toHaveLength(1);
    for (let i = 0; i < 2; i++) await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present#kubernetes');
    expect(errors()).toHaveLength(1);
    await close();
  });

  it('in the fetching of what few slides need, the poster stands, and one line says so', async () => {
    const { page, errors, close } = await listening();
    await page.route('**/assets/fleet-*.js', (route) => route.abort());
    await page.goto(`${inject('talk')}index.html#/kubernetes`);
    await page.waitForSelector('.reveal.ready');
    await expect.poll(errors).toHaveLength(1);
    expect(errors()[0]).toMatch(/^slides\/00-opening\.md:\d+: /);
    expect(await page.locator('section.present .poster').isVisible()).toBe(true);
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('kubernetes/0');
    await close();
  });

  it('in the fetching of the simulator, the posters stand, and one line says so', async () => {
    const { page, errors, close } = await listening();
    await page.route('**/assets/diagram-*.js', (route) => route.abort());
    await page.goto(`${inject('talk')}index.html#/second-user`);
    await page.waitForSelector('.reveal.ready');
    await page.waitForSelector('section.present .poster');
    expect(await page.locator('deck-diagram').count()).toBe(await page.locator('deck-diagram > .poster').count());
    for (let i = 0; i < 2; i++) await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('second-user/1');
    expect(errors()).toEqual([expect.stringMatching(/^The diagrams did not come: /)]);
    await close();
  });

  it('in the fetching of the pictures, the talk goes on without them, and one line says so', async () => {
    const { page, errors, close } = await listening();
    await page.route('**/assets/_virtual_drawings-*.js', (route) => route.abort());
    await page.goto(`${inject('talk')}index.html#/second-user`);
    await page.waitForSelector('.reveal.ready');
    await expect.poll(errors).toEqual([expect.stringMatching(/^The diagrams did not come: /)]);
    for (let i = 0; i < 2; i++) await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('second-user/1');
    expect(await page.locator('section.present h2').isVisible()).toBe(true);
    expect(errors()).toHaveLength(1);
    await close();
  });

  it.each(['light', 'dark'] as const)(
    'with scripts off every key still is there, %s, in its words as well',
    async (colorScheme) => {
      const { page, close } = await opened(browser(), inject('talk'), { javaScriptEnabled: false, colorScheme });
      const posters = page.locator('deck-diagram .poster');
      expect(await posters.count()).toBeGreaterThan(20);
      expect(await posters.count()).toBe(await page.locator('deck-diagram').count());
      for (const poster of await posters.all()) expect(await poster.isVisible()).toBe(true);
      const sources = await posters.evaluateAll((all) =>
        all.map((each) => (each instanceof HTMLImageElement && each.naturalWidth > 0 ? each.src : '')),
      );
      const stills = await (await fetch(sources[0] ?? '')).text();
      expect(sources.filter((source) => !stills.includes(`<view id="${source.split('#')[1]}"`))).toEqual([]);
      expect(await page.locator('#second-user .poster').getAttribute('alt')).toContain(
        'The worker worked 40 of 400 ms. 10 %.',
      );
      await close();
    },
  );
});

it('a talk that loses its network a second after it is there has every diagram', async () => {
  const { page, close } = await listening();
  await page.goto(inject('talk'), { waitUntil: 'load' });
  await page.waitForTimeout(1000);
  await page.context().setOffline(true);
  const slugs = await page
    .locator('.slides section:has(> .sheet deck-diagram)')
    .evaluateAll((all) => all.map(({ id }) => id));
  expect(slugs.length).toBeGreaterThan(20);
  const dead: string[] = [];
  for (const slug of slugs) {
    await page.evaluate((hash) => location.replace(hash), `#/${slug}`);
    await page
      .waitForSelector(`#${slug}.present deck-diagram[data-alive]`, { timeout: 5000 })
      .catch(() => dead.push(slug));
  }
  expect(dead).toEqual([]);
  await close();
});
