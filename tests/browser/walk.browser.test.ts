import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { describe, expect, inject, it } from 'vitest';
import { compiled } from '../../src/compiler/deck.ts';
import { columnsOf } from '../../src/compiler/section.ts';
import { type Leaf, wayTo } from '../../src/draw/tree/scene.ts';
import { axeOn } from './axe.ts';
import { opened, place, useBrowser } from './open.ts';
import { speakerOf } from './speaker.ts';

const browser = useBrowser();

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const slide = '#/which-framework';
const first = 'Compute or wait?';

const [tree] = columnsOf(compiled('slides', process.cwd()))
  .flat()
  .flatMap(({ figures }) => figures.flatMap(({ composition: { scene } }) => (scene.kind === 'tree' ? [scene] : [])));
if (tree === undefined) throw new Error('there is no tree in the talk');

/** Each end of the tree, with the letters of the answers that lead there. */
const ends: readonly { leaf: Leaf; letters: readonly string[] }[] = tree.nodes.flatMap((leaf, node) => {
  if (leaf.kind !== 'leaf') return [];
  const siblings = (i: number) => tree.nodes.flatMap(({ parent }, n) => (parent === tree.nodes[i]?.parent ? [n] : []));
  return [
    {
      leaf,
      letters: wayTo(tree, node)
        .slice(1)
        .map((i) => 'ABC'[siblings(i).indexOf(i)] ?? ''),
    },
  ];
});

/** The slide of the tree, where one can begin. Nothing moves unless that is wanted. */
async function deciding(hash = slide, options: Parameters<typeof opened>[2] = {}) {
  const opening = await opened(browser(), `${inject('talk')}${hash}`, { reducedMotion: 'reduce', ...options });
  await opening.page.waitForSelector('section.present deck-diagram[data-alive] > .walk .hot', { state: 'attached' });
  return opening;
}

const here = (page: Page) => page.locator('section.present:not(.stack)');
const asks = (page: Page) => here(page).locator('.answers').getAttribute('aria-label', { timeout: 5000 });
const answer = (page: Page, letter: string) => here(page).getByRole('button', { name: new RegExp(`^${letter}, `) });
const card = (page: Page) => here(page).locator('.leaf-card');
const walks = (page: Page) => here(page).locator('.walking').count();
const begin = (page: Page) =>
  here(page).getByRole('button', { name: 'Answer the questions for your own service' }).dispatchEvent('click');
const focused = (page: Page) =>
  page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? '');

async function walkTo(page: Page, letters: readonly string[]): Promise<void> {
  await begin(page);
  for (const letter of letters) await answer(page, letter).click();
}

/** Where Tab leads, until something there is called so. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await page.keyboard.press('Tab');
    if ((await focused(page)).startsWith(name)) return;
  }
  throw new Error(`Tab does not come to ${name}`);
}

/** An end with all that the author has said of it, whole in its card, and links that lead somewhere. */
async function isAllThere(page: Page, leaf: Leaf): Promise<void> {
  const text = (await card(page).textContent()) ?? '';
  const facts = [leaf.title, leaf.server, leaf.settings, leaf.why, leaf.givesUp, ...Object.entries(leaf.take).flat()];
  for (const fact of facts.filter((each) => Object.keys(leaf.take).length > 1 || each !== Object.keys(leaf.take)[0]))
    expect.soft(text, leaf.title).toContain(fact);
  const fits = await card(page).evaluate((each) => [
    each.scrollHeight <= each.clientHeight,
    each.scrollWidth <= each.clientWidth,
  ]);
  expect(fits).toEqual([true, true]);
  const links = await card(page)
    .locator('a')
    .evaluateAll((all) => all.map((each) => each.getAttribute('href') ?? ''));
  expect(links).toEqual([...leaf.see.map((slug) => `#${slug}`), ...leaf.listings.map((file) => `./slides/${file}`)]);
  for (const file of leaf.listings) {
    const listing = await page.request.get(`${inject('talk')}slides/${file}`);
    expect(await listing.text()).toBe(readFileSync(`slides/${file}`, 'utf8'));
  }
}

describe('a walk through the tree', () => {
  it('begins in the picture, asks one question at a time, and leaves the keys to the deck', async () => {
    const { page, close } = await deciding();
    await here(page).locator('.hot').nth(1).click();
    expect(await asks(page)).toBe('Do its libraries block?');
    expect(await here(page).getByRole('group').getByRole('button').count()).toBe(2);
    await here(page).locator('.hot').nth(0).click();
    expect(await asks(page)).toBe('What is most of it?');
    expect(await here(page).locator('svg.live').getAttribute('aria-label')).toContain('Compute or wait? waits.');
    expect(await place(page)).toBe('which-framework/-1');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('which-framework/0');
    await expect.poll(() => walks(page)).toBe(0);
    await page.keyboard.press('PageUp');
    expect([await place(page), await walks(page)]).toEqual(['which-framework/-1', 0]);
    await close();
  });

  it('comes to each end, with all that is said of it', async () => {
    const { page, close } = await deciding();
    for (const end of ends) {
      await walkTo(page, end.letters);
      await isAllThere(page, end.leaf);
      await here(page).getByRole('button', { name: 'Close' }).click();
    }
    await close();
  });

  it('is walked by keys alone, back and out again', async () => {
    const { page, close } = await deciding();
    await tabTo(page, 'Answer the questions');
    await page.keyboard.press('Enter');
    expect([await asks(page), await focused(page)]).toEqual([first, 'A, computes']);
    await page.keyboard.press('ArrowDown');
    expect(await focused(page)).toBe('B, waits');
    await page.keyboard.press('Enter');
    expect(await focused(page)).toBe('A, they block');
    // a letter of the deck's as well, which would make the screen black
    await page.keyboard.press('b');
    expect([await asks(page), await focused(page)]).toEqual(['One library or parts?', 'A, one library']);
    await page.keyboard.press('Backspace');
    expect([await asks(page), await focused(page)]).toEqual(['Do its libraries block?', 'A, they block']);
    await page.keyboard.press('a');
    await page.keyboard.press('b');
    expect([await card(page).locator('h3').textContent(), await focused(page)]).toEqual(['Flask', 'Flask']);
    expect(await page.locator('.reveal.paused').count()).toBe(0);
    await tabTo(page, 'threads');
    await tabTo(page, 'Back');
    await page.keyboard.press('Enter');
    expect([await asks(page), await focused(page)]).toEqual(['What is most of it?', 'Back']);
    await page.keyboard.press('Escape');
    expect(await walks(page)).toBe(0);
    expect(await focused(page)).toBe('Answer the questions for your own service');
    expect(await place(page)).toBe('which-framework/-1');
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('which-framework/0');
    await close();
  });

  it('lets the step of a clicker through, even from within', async () => {
    const { page, close } = await deciding();
    await tabTo(page, 'Answer the questions');
    await page.keyboard.press('Enter');
    await page.keyboard.press('PageDown');
    expect(await place(page)).toBe('which-framework/0');
    await expect.poll(() => walks(page)).toBe(0);
    await close();
  });

  it('goes back to any question on its way, in the picture and from its end', async () => {
    const { page, close } = await deciding();
    await walkTo(page, ['B', 'B']);
    await here(page)
      .getByRole('button', { name: /^Back to: Compute or wait\? waits/ })
      .click();
    expect(await asks(page)).toBe(first);
    for (const letter of ['B', 'B', 'C']) await answer(page, letter).click();
    const crumbs = card(page).getByRole('navigation', { name: 'Your answers' }).getByRole('button');
    expect(await crumbs.allTextContents()).toEqual([
      'Compute or wait? waits',
      'Do its libraries block? they await',
      'One library or parts? bare parts',
    ]);
    await crumbs.nth(1).click();
    expect(await asks(page)).toBe('Do its libraries block?');
    await here(page).getByRole('button', { name: 'Close' }).click();
    expect(await walks(page)).toBe(0);
    await close();
  });

  it('goes from one end to another that is wanted beside it', async () => {
    const { page, close } = await deciding();
    await walkTo(page, ['B', 'A', 'A']);
    expect(await card(page).locator('h3').textContent()).toBe('Django');
    // all but that one
    expect(await here(page).locator('.hot').count()).toBe(ends.length - 1);
    await here(page).locator('.hot').last().click();
    expect(await card(page).locator('h3').textContent()).toBe('Starlette or Quart');
    await close();
  });

  it('keeps its end for who follows a link to a slide and comes back', async () => {
    const { page, close } = await deciding('#/which-framework/1');
    await walkTo(page, ['B', 'A', 'B']);
    await card(page).getByRole('link', { name: 'production flask' }).click();
    await expect.poll(() => place(page)).toContain('production-flask');
    await page.goBack();
    await expect.poll(() => place(page)).toBe('which-framework/1');
    expect(await card(page).locator('h3').textContent()).toBe('Flask');
    await page.keyboard.press('PageDown');
    await expect.poll(() => walks(page)).toBe(0);
    await close();
  });

  it('leads to the table of all ends', async () => {
    const { page, close } = await deciding();
    await begin(page);
    await here(page).getByRole('link', { name: 'All in a table' }).click();
    await expect.poll(() => place(page)).toBe('if-it-blocks/-1');
    await close();
  });

  it('lets its disc go from question to question where things may move', async () => {
    const { page, close } = await deciding(slide, { reducedMotion: 'no-preference' });
    await here(page).locator('.hot').nth(1).click();
    const disc = () =>
      here(page)
        .locator('svg.live circle')
        .evaluate((each) => each.getBoundingClientRect().x);
    const begun = await disc();
    await expect.poll(disc).not.toBe(begun);
    await answer(page, 'A').click();
    await answer(page, 'B').click();
    await expect.poll(() => card(page).locator('h3').textContent()).toBe('Flask');
    await close();
  });

  it.each(['light', 'dark'] as const)('has nothing that axe complains of, %s', async (colorScheme) => {
    const { page, close } = await deciding(slide, { colorScheme });
    await walkTo(page, ['B', 'A']);
    expect(await axeOn(page, 'section.present deck-diagram')).toEqual([]);
    await answer(page, 'C').click();
    expect(await axeOn(page, 'section.present deck-diagram')).toEqual([]);
    await close();
  });
});

describe('on a phone', () => {
  it('a finger comes to each end, and all of it is in the window and large enough', async () => {
    const { page, close } = await deciding(slide, phone);
    const faults = () =>
      here(page)
        .locator('.walk')
        .evaluate((walk) =>
          [...walk.querySelectorAll<HTMLElement>('button, a, dd, dt, h3')].flatMap((each) => {
            const { left, right, top, bottom, width, height } = each.getBoundingClientRect();
            const name = each.ariaLabel ?? each.textContent ?? '';
            const size = (Number.parseFloat(getComputedStyle(each).fontSize) * height) / each.offsetHeight;
            return [
              ...(left < -1 || right > innerWidth + 1 || top < -1 || bottom > innerHeight + 1
                ? [`${name}: outside`]
                : []),
              ...(each.matches('button, a') && Math.min(width, height) < 44 ? [`${name}: ${width} × ${height}`] : []),
              ...(size < 12 ? [`${name}: ${size} px`] : []),
            ];
          }),
        );
    for (const { leaf, letters } of ends) {
      await here(page).getByRole('button', { name: 'Answer the questions for your own service' }).tap();
      expect([leaf.title, await faults()]).toEqual([leaf.title, []]);
      for (const letter of letters) {
        await answer(page, letter).tap();
        expect([leaf.title, await faults()]).toEqual([leaf.title, []]);
      }
      expect(await card(page).locator('h3').textContent()).toBe(leaf.title);
      expect(await card(page).evaluate((each) => each.scrollHeight <= each.clientHeight)).toBe(true);
      await here(page).getByRole('button', { name: 'Close' }).tap();
    }
    await close();
  });

  it('turned on its side it stays where it was', async () => {
    const { page, close } = await deciding(slide, phone);
    await here(page).getByRole('button', { name: 'Answer the questions for your own service' }).tap();
    await answer(page, 'B').tap();
    await page.setViewportSize({ width: 844, height: 390 });
    await expect.poll(() => here(page).locator('svg.live').getAttribute('viewBox')).toBe('0 0 1280 720');
    expect(await asks(page)).toBe('Do its libraries block?');
    expect((await answer(page, 'A').boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await close();
  });
});

describe('all ends of the tree', () => {
  const rows = (page: Page) =>
    page
      .locator('table.leaves tbody tr')
      .evaluateAll((all) => all.map((each) => (each.checkVisibility() ? each.textContent : '')));
  const complete = (found: readonly (string | null)[]) => {
    expect(found).toHaveLength(ends.length);
    for (const { leaf } of ends) {
      const row = found.find((each) => each?.includes(leaf.title) && each.includes(leaf.givesUp)) ?? '';
      for (const fact of [leaf.server, leaf.settings, leaf.why, ...Object.values(leaf.take)])
        expect.soft(row, leaf.title).toContain(fact);
    }
  };

  it.each(['', 'read.html'])(
    'are a table where no script runs, in "%s", with links to slides that there are',
    async (file) => {
      const { page, close } = await opened(browser(), `${inject('talk')}${file}`, { javaScriptEnabled: false });
      complete(await rows(page));
      const lost = await page.locator('table.leaves a[href^="#"]').evaluateAll((all) =>
        all.flatMap((each) => {
          const slug = each.getAttribute('href') ?? '';
          return document.querySelector(slug) === null ? [slug] : [];
        }),
      );
      expect(lost).toEqual([]);
      await close();
    },
  );

  it('are a table on paper, where nobody can walk', async () => {
    const { page, close } = await deciding();
    await walkTo(page, ['B', 'A', 'B']);
    await page.emulateMedia({ media: 'print' });
    complete(await rows(page));
    expect(await page.locator('.walk:visible').count()).toBe(0);
    await close();
  });
});

describe('nobody walks', () => {
  it('in the speaker’s window and in the overview', async () => {
    const { page, close } = await deciding();
    const speaker = await speakerOf(page);
    await speaker.waitForSelector('.now deck-diagram[data-alive]', { state: 'attached' });
    expect(await speaker.locator('.walk').count()).toBe(0);
    await begin(page);
    await page.keyboard.press('o');
    expect(await page.locator('.walk :is(button, a):visible').count()).toBe(0);
    await close();
  });

  it('before the deck stands: what it takes comes then', async () => {
    const { page, requests, close } = await opened(browser(), `${inject('talk')}#/many-waits`);
    const when = (name: string) => requests.findIndex((url) => url.includes(`/${name}-`) && url.endsWith('.js'));
    await expect.poll(() => when('diagram-walk')).toBeGreaterThan(0);
    expect(when('presenting')).toBeGreaterThan(0);
    expect(when('diagram-walk')).toBeGreaterThan(when('presenting'));
    await page.evaluate(() => location.replace('#/which-framework'));
    await page.waitForSelector('section.present .walk .hot', { state: 'attached' });
    await close();
  });
});
