import { beforeAll, describe, expect, inject, it } from 'vitest';
import { handout } from '../../src/export/pdf/handout.ts';
import { useBrowser } from '../browser/open.ts';
import { fontsIn, type Printed, readPdf } from './read-pdf.ts';
import { type ScreenSlide, slidesOf } from './slides-of.ts';

const browser = useBrowser();
const squeezed = (text: string) => text.replace(/\s+/g, '');

describe.each(['talk', 'kinds'] as const)('the handout of %s', (deck) => {
  let slides: readonly ScreenSlide[] = [];
  let bytes = new Uint8Array();
  let printed: Printed;
  let all = '';
  beforeAll(async () => {
    slides = await slidesOf(browser(), inject(deck));
    const made = await handout(browser(), { url: inject(deck), close: async () => {} }, undefined);
    bytes = new Uint8Array(made.bytes);
    printed = await readPdf(made.bytes);
    expect(made.pages).toBe(printed.pages.length);
    // what goes on over the end of a page has its number in between
    all = printed.pages.map(({ text }, i) => squeezed(text).replace(`${i + 1}of${made.pages}`, '')).join('');
  });

  it('is on A4, with the number of each page on it', () => {
    for (const [i, { box, text }] of printed.pages.entries()) {
      expect(box.map(Math.round)).toEqual([0, 0, 595, 842]);
      expect(text).toContain(`${i + 1} of ${printed.pages.length}`);
    }
  });

  it('lists the chapters in the outline and every slide once below its own, at the page that has its title', () => {
    const below = printed.outline.filter(({ depth }) => depth > 0);
    expect(below.map(({ title }) => squeezed(title))).toEqual(slides.map(({ title }) => squeezed(title)));
    for (const { title, page } of below.filter((each) => each.title !== 'No title'))
      expect(squeezed(printed.pages[page]?.text ?? ''), title).toContain(squeezed(title));
    expect(printed.outline.filter(({ depth }) => depth === 0).map(({ title }) => title)).toEqual([
      ...new Set(slides.map(({ chapter }) => chapter)),
    ]);
  });

  it('leads from its contents to every slide', () => {
    const pages = printed.outline.filter(({ depth }) => depth > 0).map(({ page }) => `#${page}`);
    for (const page of pages) expect([...(printed.pages[0]?.links ?? [])]).toContain(page);
  });

  // what flows over the end of a page, or stands beside something, is drawn in another order: a piece or two is apart
  const missing = (words: string, length: number) =>
    (squeezed(words).match(new RegExp(`.{1,${length}}`, 'g')) ?? []).filter((piece) => !all.includes(piece)).length;

  it('has the notes and the listings, every word of them', () => {
    for (const { notes, listings } of slides) {
      for (const note of notes) expect([note, missing(note, 24) <= 2]).toEqual([note, true]);
      for (const { code } of listings) expect([code, missing(code, 12) <= 2 + code.length / 80]).toEqual([code, true]);
    }
  });

  it('loses no word beyond the edge of a page, has lines for pictures, and all its letters', async () => {
    expect(printed.pages.flatMap(({ outside }) => outside)).toEqual([]);
    expect(Buffer.from(bytes).includes('/Subtype /Image')).toBe(false);
    const fonts = await fontsIn(bytes);
    expect(fonts.filter(({ kind, embedded }) => kind === '/CIDFontType2' && !embedded)).toEqual([]);
  });

  it('has words for every picture', () => {
    const pictures = printed.pages.flatMap(({ tags }) => tags.filter(({ role }) => role === 'Figure'));
    expect(pictures.filter(({ alt }) => alt === '')).toEqual([]);
  });
});

it('the handout of some slides has those and no other, in its contents too', async () => {
  const { bytes } = await handout(browser(), { url: inject('kinds'), close: async () => {} }, ['claim', 'table']);
  const printed = await readPdf(bytes);
  const slides = await slidesOf(browser(), inject('kinds'));
  const all = squeezed(printed.pages.map(({ text }) => text).join(''));
  expect(printed.outline.filter(({ depth }) => depth > 0)).toHaveLength(2);
  const others = slides.filter(({ slug }) => !['claim', 'table', 'start'].includes(slug));
  for (const { title } of others) expect(all).not.toContain(squeezed(title));
});
