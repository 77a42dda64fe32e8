import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { dev, mark, marker } from './dev.ts';
import { place, useBrowser } from './open.ts';
import { coming, now, speakerOf, view } from './speaker.ts';

const browser = useBrowser();

let server: Awaited<ReturnType<typeof dev>>;
beforeAll(async () => {
  server = await dev(browser);
});
afterAll(() => server.close());

const titleOf = (page: Page, slug: string) => page.locator(`.slides section#${slug} h2`).textContent();
const textOf = (page: Page, slug: string) => page.locator(`.slides section#${slug} .sheet`).textContent();
const slugs = (page: Page) => page.locator('.slides section[id]').evaluateAll((all) => all.map(({ id }) => id));
const overlay = (page: Page) => page.locator('vite-error-overlay');
const saidBy = (page: Page) => overlay(page).evaluate((element) => element.shadowRoot?.textContent ?? '');
/** Where the deck stands, and whether it still is the page that was opened. */
const stands = async (page: Page) => [await place(page), await marker(page)];

/** A slide to put between others, or to be a file of its own. */
const slide = (slug: string, title: string) =>
  `<!-- .slide: id="${slug}" -->\n\n## ${title}\n\nWords.\n\nNote:\n\nSay: Words.\n\nClick: Nothing.\n\nNext: More.\n\nIf asked: Answer.\n`;
const before = (slug: string, text: string) => (all: string) =>
  all.replace(`<!-- .slide: id="${slug}"`, `${text}\n---\n\n<!-- .slide: id="${slug}"`);
const without = (slug: string) => (all: string) =>
  all.replace(new RegExp(`<!-- \\.slide: id="${slug}"[\\s\\S]*?\\n---\\n\\n(?=<!-- \\.slide)`), '');

describe('a saved slide', () => {
  afterEach(() => server.restore());

  it('is in the open deck, which stays at its step and is not loaded again', async () => {
    const page = await server.open('#/claim/0');
    server.save('10-first.md', (text) => text.replace('Plain words', 'Other words'));
    await expect.poll(() => textOf(page, 'claim')).toContain('Other words');
    expect(await stands(page)).toEqual(['claim/0', 'still here']);
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('claim/1');
    server.save('20-second.md', (text) => text.replace('A table', 'The table'));
    await expect.poll(() => textOf(page, 'table')).toContain('The table');
    expect(await stands(page)).toEqual(['claim/1', 'still here']);
  });

  it.each([
    ['claim', '10-first.md', 'Shown first.', ['Shown before.', 'Shown first.', 'Shown second.']],
    // the steps of a diagram that is kept are marked already
    ['waits', '15-diagrams.md', '```diagram', ['Shown before.', '', '']],
  ])('%s has a step more where one was written, and goes through all in their order', async (slug, file, at, all) => {
    const page = await server.open(`#/${slug}`);
    server.save(file, (text) => text.replace(at, `Shown before. <!-- .element: class="fragment" -->\n\n${at}`));
    await expect.poll(() => textOf(page, slug)).toContain('Shown before.');
    expect(await stands(page)).toEqual([`${slug}/-1`, 'still here']);
    for (const step of all.keys()) {
      await page.keyboard.press('PageDown');
      expect(await page.locator(`section#${slug} .fragment.visible`).allTextContents()).toEqual(all.slice(0, step + 1));
    }
  });

  it('is shown with what it has of other files: a listing, in the deck and in the speaker’s window', async () => {
    const page = await server.open('#/below-two/1');
    const speaker = await speakerOf(page);
    server.save('code/app.py', (text) => text.replace('return value', 'return value * 2'));
    await expect.poll(() => textOf(page, 'below-two')).toContain('return value * 2');
    expect(await stands(page)).toEqual(['below-two/1', 'still here']);
    await expect.poll(() => speaker.locator(now).textContent()).toContain('return value * 2');
    expect(await view(speaker, now)).toContain('lit 2');
  });

  it('is shown with an image as it is now', async () => {
    const page = await server.open('#/picture');
    const width = () => page.locator('section#picture img').evaluate((image: HTMLImageElement) => image.naturalWidth);
    await expect.poll(width).toBe(40);
    server.save('img/square.svg', (text) => text.replace('width="40"', 'width="90"'));
    await expect.poll(width).toBe(90);
    expect(await stands(page)).toEqual(['picture/-1', 'still here']);
  });

  it('is shown however an editor writes it: over the old file, through another one, with a copy of the old', async () => {
    const page = await server.open('#/claim/1');
    const first = server.path('10-first.md');
    const other = `${first}~`;
    const text = readFileSync(first, 'utf8');
    writeFileSync(other, text.replace('Plain words', 'Renamed words'));
    renameSync(other, first);
    await expect.poll(() => textOf(page, 'claim')).toContain('Renamed words');
    renameSync(first, other);
    writeFileSync(first, text.replace('Plain words', 'Copied words'));
    rmSync(other);
    await expect.poll(() => textOf(page, 'claim')).toContain('Copied words');
    writeFileSync(first, '');
    writeFileSync(first, text.replace('Plain words', 'Emptied words'));
    await expect.poll(() => textOf(page, 'claim')).toContain('Emptied words');
    expect(await stands(page)).toEqual(['claim/1', 'still here']);
  });

  it('is on a page laid out for paper', async () => {
    const page = await server.visit('?x-print=slides');
    await page.waitForSelector('html[data-paper-ready]');
    server.save('10-first.md', (text) => text.replace('Plain words', 'Other words'));
    await expect.poll(() => page.locator('section#claim').textContent()).toContain('Other words');
    await page.waitForSelector('html[data-paper-ready]');
  });

  it('is in the article, which stays where one reads', async () => {
    const page = await server.visit('read.html');
    const scrolled = () => page.evaluate(() => Math.round(scrollY));
    await page.evaluate(() => document.querySelector('section#questions')?.scrollIntoView());
    const there = await scrolled();
    expect(there).toBeGreaterThan(100);
    server.save('20-second.md', (text) => text.replace('Appendix.', 'The appendix.'));
    await expect.poll(() => textOf(page, 'after-the-end')).toContain('The appendix.');
    await expect.poll(scrolled).toBe(there);
  });

  it('is in the gallery', async () => {
    const page = await server.visit('gallery');
    server.save('15-diagrams.md', (text) => text.replace('A worker that waits', 'A worker that rests'));
    await expect.poll(() => page.locator('section#waits h2').textContent()).toBe('A worker that rests');
  });
});

describe('a diagram on the screen', () => {
  afterEach(() => server.restore());

  /** What its bar says: the instant, ms, whether it plays, and how long its film is. */
  const bar = (page: Page) =>
    page.evaluate(() => {
      const part = (selector: string) => document.querySelector(`section.present .diagram-controls ${selector}`);
      return {
        at: Number.parseFloat(part('input')?.getAttribute('aria-valuetext') ?? ''),
        plays: part('.toggle.playing') !== null,
        film: part('input')?.getAttribute('max') ?? '',
      };
    });
  const saidOf = (page: Page) => page.locator('section.present svg.live').getAttribute('aria-label');
  /** Marks the living picture itself: another one would not have the mark. */
  const markPicture = (page: Page) =>
    page.locator('section.present svg.live').evaluate((svg) => Object.assign(svg, { marker: 'the same' }));
  const picture = (page: Page) =>
    page.locator('section.present svg.live').evaluate((svg) => Reflect.get(svg, 'marker') ?? 'another');

  async function playing(): Promise<Page> {
    const page = await server.open('#/waits');
    await page.waitForSelector('section.present deck-diagram[data-alive]', { state: 'attached' });
    await page.keyboard.press('PageDown');
    await page.waitForSelector('section.present .playing', { state: 'attached' });
    await expect.poll(async () => (await bar(page)).at).toBeGreaterThan(0);
    await markPicture(page);
    return page;
  }

  /** Stopped at an instant where something happens: the first request begins to wait. */
  async function stopped(): Promise<Page> {
    const page = await playing();
    await page.keyboard.press('k');
    await page.keyboard.press(']');
    await expect.poll(async () => (await bar(page)).at).toBe(5);
    return page;
  }

  it('plays on when the words around it are saved', async () => {
    const page = await playing();
    const { at } = await bar(page);
    server.save('15-diagrams.md', (text) =>
      text
        .replace('A worker that waits', 'A worker that rests\n\nA paragraph more.')
        .replace('minutes: 1', 'minutes: 2'),
    );
    await expect.poll(() => titleOf(page, 'waits')).toBe('A worker that rests');
    expect(await textOf(page, 'waits')).toContain('A paragraph more.');
    const after = await bar(page);
    expect([after.plays, await picture(page)]).toEqual([true, 'the same']);
    expect(after.at).toBeGreaterThanOrEqual(at);
    expect(await stands(page)).toEqual(['waits/0', 'still here']);
  });

  it('plays on when other slides are saved, come and go', async () => {
    const page = await playing();
    server.save('20-second.md', (text) => text.replace('A table', 'The table'));
    await expect.poll(() => titleOf(page, 'table')).toBe('The table');
    server.save('15-diagrams.md', before('waits', slide('inserted', 'Inserted')));
    await expect.poll(() => slugs(page)).toContain('inserted');
    server.save('15-diagrams.md', without('inserted'));
    await expect.poll(() => slugs(page)).not.toContain('inserted');
    expect([(await bar(page)).plays, await picture(page)]).toEqual([true, 'the same']);
    expect(await stands(page)).toEqual(['waits/0', 'still here']);
  });

  it('goes on playing from the same instant when its own fence is saved', async () => {
    const page = await playing();
    const { at } = await bar(page);
    server.save('15-diagrams.md', (text) => text.replace('The first is answered.', 'The first has its answer.'));
    await expect.poll(() => saidOf(page)).toContain('The first has its answer.');
    const after = await bar(page);
    expect(after.plays).toBe(true);
    expect(after.at).toBeGreaterThanOrEqual(at);
    expect(await stands(page)).toEqual(['waits/0', 'still here']);
  });

  it('that was stopped stands at the same instant of the new run', async () => {
    const page = await stopped();
    const { film } = await bar(page);
    server.save('15-diagrams.md', (text) => text.replace('wait 90', 'wait 190'));
    await expect.poll(async () => (await bar(page)).film).not.toBe(film);
    expect(await bar(page)).toMatchObject({ at: 5, plays: false });
    expect(await stands(page)).toEqual(['waits/0', 'still here']);
  });

  it('stands at the end of its beat when that ends earlier now, or has ended already', async () => {
    const page = await stopped();
    await page.keyboard.press(']');
    await expect.poll(async () => (await bar(page)).at).toBe(95);
    server.save('15-diagrams.md', (text) => text.replace('wait 90', 'wait 40'));
    await expect.poll(async () => (await bar(page)).at).toBe(50);
    server.save('15-diagrams.md', (text) => text.replace('wait 40', 'wait 190'));
    await expect.poll(async () => (await bar(page)).at).toBe(200);
    expect((await bar(page)).plays).toBe(false);
  });
});

describe('the speaker’s window', () => {
  afterEach(() => server.restore());

  it('has the title, the notes and the next slide as they were saved, and its clock runs on', async () => {
    const page = await server.open('#/claim/1');
    const speaker = await speakerOf(page);
    await mark(speaker);
    await page.keyboard.press('PageUp');
    const elapsed = () => speaker.locator('.elapsed').textContent();
    await expect.poll(elapsed).not.toBe('0:00');
    server.save('10-first.md', (text) =>
      text
        .replace('## A claim and its evidence', '## A bold claim')
        .replace('Click: Twice.', 'Click: Twice, slowly.')
        .replace('## Two columns, stepped together', '## Two columns'),
    );
    await expect.poll(() => speaker.locator(`${now} h2`).textContent()).toBe('A bold claim');
    expect(await speaker.locator('.spoken').textContent()).toContain('Twice, slowly.');
    await page.keyboard.press('PageDown');
    await expect.poll(() => speaker.locator(`${coming} h2`).textContent()).toBe('Two columns');
    server.save('10-first.md', (text) => text.replace('## Two columns', '## Both columns'));
    await expect.poll(() => speaker.locator(`${coming} h2`).textContent()).toBe('Both columns');
    expect(await marker(speaker)).toBe('still here');
    expect(await elapsed()).not.toBe('0:00');
  });

  it('goes to the slide on which the deck stands when one is renamed or gone', async () => {
    const page = await server.open('#/questions');
    const speaker = await speakerOf(page);
    await mark(speaker);
    server.save('20-second.md', (text) =>
      text.replace('id="questions"', 'id="answers"').replace('## Questions', '## Answers'),
    );
    await expect.poll(() => speaker.locator(`${now} h2`).textContent()).toBe('Answers');
    server.save('20-second.md', without('answers'));
    await expect.poll(() => speaker.locator(`${now} h2`).textContent()).toBe('A table');
    expect([await marker(speaker), await marker(page)]).toEqual(['still here', 'still here']);
  });
});

describe('whoever reads a slide', () => {
  afterEach(() => server.restore());

  it('stays on it when one is put before it, and the numbers and the address follow', async () => {
    const page = await server.open('#/table');
    const number = () => page.locator('.reveal .slide-number').innerText();
    const first = Number(await number());
    server.save('10-first.md', before('claim', slide('inserted', 'Inserted')));
    await expect.poll(() => slugs(page)).toContain('inserted');
    expect(await stands(page)).toEqual(['table/-1', 'still here']);
    expect(Number(await number())).toBe(first + 1);
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    expect(await place(page)).toBe('table/-1');
  });

  it('stays on it at its step when its slug is another, and comes back to it after a reload', async () => {
    const page = await server.open('#/columns/1');
    server.save('10-first.md', (text) => text.replace('id="columns"', 'id="two-columns"'));
    server.save('20-second.md', (text) => text.replaceAll('#columns', '#two-columns'));
    await expect.poll(() => slugs(page)).toContain('two-columns');
    expect(await stands(page)).toEqual(['two-columns/1', 'still here']);
    await page.reload();
    await page.waitForSelector('.reveal.ready');
    expect(await place(page)).toBe('two-columns/1');
  });

  it('stays on it when it becomes optional, and live again', async () => {
    const page = await server.open('#/questions');
    server.save('20-second.md', (text) => text.replace('id="questions"', 'id="questions" optional'));
    await expect.poll(() => page.locator('section section#questions').count()).toBe(1);
    expect(await stands(page)).toEqual(['questions/-1', 'still here']);
    await page.keyboard.press('ArrowUp');
    expect(await place(page)).toBe('table/-1');
    await page.keyboard.press('ArrowDown');
    server.save('20-second.md', (text) => text.replace('id="questions" optional', 'id="questions"'));
    await expect.poll(() => page.locator('section section#questions').count()).toBe(0);
    expect(await stands(page)).toEqual(['questions/-1', 'still here']);
    await page.keyboard.press('PageUp');
    expect(await place(page)).toBe('table/-1');
  });

  it('stands on the one before it when it is deleted', async () => {
    const page = await server.open('#/questions');
    server.save('20-second.md', without('questions'));
    await expect.poll(() => slugs(page)).not.toContain('questions');
    expect(await stands(page)).toEqual(['table/-1', 'still here']);
  });

  it('finds files of slides come, move and go without a restart', async () => {
    const page = await server.open('#/table');
    const all = await slugs(page);
    server.write('18-new.md', `---\ntitle: New\nminutes: 1\n---\n\n${slide('new', 'New')}`);
    await expect.poll(() => slugs(page)).toContain('new');
    const added = await slugs(page);
    expect(added.indexOf('new')).toBeLessThan(added.indexOf('table'));
    renameSync(server.path('18-new.md'), server.path('30-new.md'));
    await expect.poll(async () => (await slugs(page)).indexOf('new')).toBe(all.length);
    rmSync(server.path('30-new.md'));
    await expect.poll(() => slugs(page)).toEqual(all);
    expect(await stands(page)).toEqual(['table/-1', 'still here']);
  });
});

describe('a broken slide', () => {
  afterEach(() => server.restore());

  const broken = (text: string) => text.replace('region="inner"', 'region="iner"');
  const mended = (text: string) => text.replace('region="iner"', 'region="inner"');

  it('is named over the page, and so are all others, each in its lines', async () => {
    const page = await server.open('#/claim/0');
    const lines = readFileSync(server.path('10-first.md'), 'utf8').split('\n');
    const line = lines.findIndex((each) => each.includes('region="inner"'));
    server.save('10-first.md', broken);
    await expect.poll(() => overlay(page).count()).toBe(1);
    const column = (lines[line] ?? '').indexOf('region=') + 1;
    expect(await saidBy(page)).toContain(`slides/10-first.md:${line + 1}:${column}`);
    server.save('20-second.md', (text) => text.replace('kind="table"', 'kind="tabel"'));
    await expect.poll(() => saidBy(page)).toContain('2 problems in 2 files');
    const said = await saidBy(page);
    for (const part of ['did you mean "inner"', 'did you mean "table"', '[1-2|3] from=0', '## A table'])
      expect(said).toContain(part);
    // the place of each of them opens in the editor
    const linked = await overlay(page).evaluate((element) =>
      [...(element.shadowRoot?.querySelectorAll('.file-link') ?? [])].map(({ textContent }) => textContent),
    );
    expect(linked).toEqual([
      expect.stringMatching(/slides\/10-first\.md:\d+:\d+$/),
      expect.stringMatching(/slides\/20-second\.md:\d+:\d+$/),
    ]);
  });

  it('heals with the next good save, each time, in the deck and the speaker’s window, and neither is loaded again', async () => {
    const page = await server.open('#/claim/0');
    const speaker = await speakerOf(page);
    await mark(speaker);
    for (const words of ['Healed words', 'Healed again']) {
      server.save('10-first.md', broken);
      await expect.poll(() => overlay(page).count()).toBe(1);
      await expect.poll(() => overlay(speaker).count()).toBe(1);
      server.save('10-first.md', (text) => mended(text).replace(/Plain words|Healed words/, words));
      await expect.poll(() => textOf(page, 'claim')).toContain(words);
      await expect.poll(() => speaker.locator(now).textContent()).toContain(words);
      expect([await overlay(page).count(), await overlay(speaker).count()]).toEqual([0, 0]);
    }
    expect([...(await stands(page)), await marker(speaker)]).toEqual(['claim/0', 'still here', 'still here']);
  });

  it('is named to a page that is opened meanwhile, and that page heals, too', async () => {
    server.save('10-first.md', broken);
    const page = await server.visit();
    await expect.poll(() => overlay(page).count()).toBe(1);
    expect(await saidBy(page)).toContain('slides/10-first.md');
    server.save('10-first.md', mended);
    await page.waitForSelector('.reveal.ready');
    expect([await overlay(page).count(), await place(page)]).toEqual([0, 'start/-1']);
  });
});

describe('whoever works on the deck itself', () => {
  it('sees a changed style at once', async () => {
    const page = await server.open('#/claim/0');
    server.edit('src/runtime/slide.css', (text) => `${text}\n.sheet { outline: 3px dotted; }\n`);
    const outline = () =>
      page.locator('section#claim .sheet').evaluate((sheet) => getComputedStyle(sheet).outlineStyle);
    await expect.poll(outline).toBe('dotted');
    expect(await stands(page)).toEqual(['claim/0', 'still here']);
  });

  it('sees what changed code of the drawing makes, in a page that comes back to its step', async () => {
    const page = await server.open('#/claim');
    await page.keyboard.press('PageDown');
    const ink = () => page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue('--ink'));
    const first = await ink();
    server.edit('src/draw/theme.ts', (text) => text.replace("ink: { light: '#16181D'", "ink: { light: '#123456'"));
    await expect.poll(() => ink().catch(() => first), { timeout: 20_000 }).toContain('#123456');
    await page.waitForSelector('.reveal.ready');
    expect(await place(page)).toBe('claim/0');
  });
});

it('the dev server keeps nothing in the browser: what is saved is what is seen', async () => {
  const page = await server.open();
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => /\/offline\.ts/.test(name)),
  );
  expect(await page.evaluate(() => document.documentElement.dataset.worker)).toBeUndefined();
  expect(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length)).toBe(0);
});
