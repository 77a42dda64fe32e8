import { describe, expect, inject, it } from 'vitest';
import { opened, place, useBrowser } from './open.ts';

const browser = useBrowser();

describe.each(['talk', 'kinds'] as const)('%s for those who do not see it', (deck) => {
  it('is a document in English, with one heading a slide and no id twice', async () => {
    const { page, close } = await opened(browser(), inject(deck));
    const facts = await page.evaluate(() => ({
      role: document.querySelector('.reveal')?.getAttribute('role'),
      language: document.documentElement.lang,
      title: document.title.length > 0,
      headings: [...document.querySelectorAll('.slides section[id]')]
        .filter((section) => section.querySelectorAll('.sheet :is(h1, h2)').length !== 1)
        .map(({ id }) => id),
      twice: [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, i, all) => all.indexOf(id) !== i),
    }));
    expect(facts).toEqual({ role: null, language: 'en', title: true, headings: [], twice: [] });
    await close();
  });

  it('says each slide when it comes, without its notes', async () => {
    const { page, close } = await opened(browser(), inject(deck));
    const said = page.locator('[aria-live="polite"]');
    expect(await said.count()).toBe(1);
    await page.keyboard.press('End');
    const heading = await page.locator('section.present:not(.stack) .sheet :is(h1, h2)').first().innerText();
    await expect.poll(() => said.textContent()).toContain(heading);
    expect(await said.textContent()).not.toContain('If asked');
    await close();
  });

  it('keeps what is not on screen out of reach', async () => {
    const { page, close } = await opened(browser(), inject(deck));
    for (let i = 0; i < 12; i++) {
      await page.keyboard.press('Tab');
      const where = await page.evaluate(() => document.activeElement?.closest('section[id]')?.id);
      if (where !== undefined) expect(`${where}/-1`).toBe(await place(page));
    }
    await close();
  });
});

it('what has the focus has a ring around it', async () => {
  const { page, close } = await opened(browser(), `${inject('kinds')}#/claim`);
  const rings = new Map<string, string>();
  for (let i = 0; i < 8; i++) {
    await page.keyboard.press('Tab');
    const [name, ring] = await page.evaluate(() => {
      const focused = document.activeElement ?? document.body;
      const { outlineStyle, outlineWidth } = getComputedStyle(focused);
      return [`${focused.tagName} ${focused.className} ${focused.ariaLabel}`, `${outlineStyle} ${outlineWidth}`];
    });
    if (!name?.startsWith('BODY')) rings.set(name ?? '', ring ?? '');
  }
  expect(rings.size).toBeGreaterThan(3);
  for (const [name, ring] of rings) expect([name, ring]).toEqual([name, 'solid 3px']);
  await close();
});

it('the speaker’s window has named parts and no id twice', async () => {
  const { page, context, close } = await opened(browser(), `${inject('kinds')}#/claim`);
  const speaker = await context.newPage();
  await speaker.goto(`${inject('kinds')}speaker.html`);
  await speaker.waitForSelector('.spoken .part');
  for (const name of ['Now', 'Next']) expect(await speaker.getByRole('region', { name, exact: true }).count()).toBe(1);
  expect(await speaker.getByRole('article', { name: 'Notes' }).count()).toBe(1);
  const twice = await speaker.evaluate(() =>
    [...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, i, all) => all.indexOf(id) !== i),
  );
  expect([twice, await place(page)]).toEqual([[], 'claim/-1']);
  await close();
});
