import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { deckPapers } from '../../src/export/pdf/paper.ts';
import { pdf } from '../../src/export/pdf/print.ts';
import { projectWith } from '../../src/export/project.ts';
import { built, type Site, served } from '../../src/export/site.ts';
import { useBrowser } from '../browser/open.ts';
import { type Printed, readPdf } from './read-pdf.ts';
import { type ScreenSlide, slidesOf } from './slides-of.ts';

const browser = useBrowser();
const folder = mkdtempSync(join(tmpdir(), 'awkward-'));
const squeezed = (text: string) => text.replace(/\s+/g, '');
let site: Site | undefined;
let slides: readonly ScreenSlide[] = [];

beforeAll(async () => {
  const root = projectWith('tests/fixtures/awkward', join(folder, 'project'));
  await built(root, join(folder, 'dist'));
  site = await served(root, { port: 4340, outDir: join(folder, 'dist') });
  slides = await slidesOf(browser(), site.url);
});
afterAll(async () => {
  await site?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** The page of a slide with all of it clicked for. */
function last(printed: Printed, slug: string) {
  const { number = '' } = slides.find((slide) => slide.slug === slug) ?? {};
  const at = printed.labels.findLastIndex((label) => label === number || label.startsWith(`${number} step`));
  const page = printed.pages[at];
  if (page === undefined) throw new Error(`no page ${slug}`);
  return page;
}

describe.each(deckPapers)('slides that nobody should write, on paper, %s', (paper) => {
  let printed: Printed;
  beforeAll(async () => {
    printed = await readPdf((await pdf(browser(), site ?? { url: '', close: async () => {} }, paper)).bytes);
  });

  it('have a page each, or one a step, none twice and none empty', () => {
    const steps = slides.reduce((sum, { clicks }) => sum + 1 + clicks.length, 0);
    expect(slides.map(({ clicks }) => clicks.length)).toContain(30);
    expect(printed.pages).toHaveLength(paper === 'slides' ? slides.length : steps);
    expect(new Set(printed.labels).size).toBe(printed.pages.length);
    expect(printed.pages.filter(({ text }) => squeezed(text) === '')).toEqual([]);
    for (const { box } of printed.pages) expect(box).toEqual([0, 0, 960, 540]);
  });

  it('lose no word beyond the edge of the page', () => {
    expect(printed.pages.flatMap(({ outside }) => outside)).toEqual([]);
  });

  it('show every line of a long listing, with its indentation and to its end', () => {
    const { listings = [] } = slides.find(({ slug }) => slug === 'long-code') ?? {};
    expect(listings[0]?.code.length).toBeGreaterThan(4000);
    for (const { code } of listings) expect(last(printed, 'long-code').drawn).toContain(code);
  });

  it('show every cell of a wide table', () => {
    const { text } = last(printed, 'wide-table');
    for (let row = 1; row <= 12; row++)
      for (let column = 1; column <= 12; column++) expect(squeezed(text)).toContain(`cell${row}.${column}`);
  });

  it('show the last of thirty steps', () => {
    for (let step = 1; step <= 30; step++)
      expect(squeezed(last(printed, 'thirty-steps').text)).toContain(`Step${String(step).padStart(2, '0')}.`);
  });

  it('have a line in the outline without a title too', () => {
    const lines = printed.outline.filter(({ depth }) => depth > 0).map(({ title }) => title.trim());
    expect(lines).toHaveLength(slides.length);
    expect(lines).not.toContain('');
  });

  it('have words for a picture that stands alone', () => {
    const figures = last(printed, 'only-a-diagram').tags.filter(({ role }) => role === 'Figure');
    expect(figures.map(({ alt }) => alt)).toEqual([expect.stringContaining('400 ms')]);
  });
});
