import { beforeAll, describe, expect, inject, it } from 'vitest';
import { type DeckPaper, type Look, plain } from '../../src/export/pdf/paper.ts';
import { pdf } from '../../src/export/pdf/print.ts';
import { useBrowser } from '../browser/open.ts';
import { type Printed, readPdf } from './read-pdf.ts';
import { type ScreenSlide, slidesOf } from './slides-of.ts';

const browser = useBrowser();
const site = () => ({ url: inject('kinds'), close: async () => {} });
const squeezed = (text: string) => text.replace(/\s+/g, '');

async function printed(paper: DeckPaper, look: Partial<Look>): Promise<Printed> {
  return readPdf((await pdf(browser(), site(), paper, { ...plain, ...look })).bytes);
}

describe('some slides on paper', () => {
  let slides: readonly ScreenSlide[] = [];
  beforeAll(async () => {
    slides = await slidesOf(browser(), inject('kinds'));
  });
  const slide = (slug: string) => slides.find((each) => each.slug === slug);

  it('are those and no other, with their numbers and chapters', async () => {
    const paper = await printed('steps', { only: ['claim', 'below-two'] });
    const { title: claim = '' } = slide('claim') ?? {};
    const { title: below = '' } = slide('below-two') ?? {};
    expect(paper.labels).toEqual(['2', '2 step 1', '2 step 2', '2.3', '2.3 step 1', '2.3 step 2']);
    expect(paper.outline.filter(({ depth }) => depth > 0).map(({ title, page }) => [title, page])).toEqual([
      [claim, 0],
      [below, 3],
    ]);
  });

  it('lead to each other, and have words where a link led to one that is not there', async () => {
    const { links = [] } = slide('questions') ?? {};
    const inside = links.flatMap(({ href }) => (href.startsWith('#') ? [href.slice(1)] : []));
    const there = inside[0] ?? '';
    expect(new Set(inside).size).toBeGreaterThan(1);
    const paper = await printed('slides', { only: ['questions', there] });
    const at = paper.labels.indexOf(slide('questions')?.number ?? '');
    const page = paper.pages[at];
    expect([...(page?.links ?? [])].filter((link) => link.startsWith('#'))).toEqual([`#${1 - at}`]);
    for (const text of slide('questions')?.clicks.flat() ?? [])
      expect(squeezed(page?.text ?? '')).toContain(squeezed(text));
  });

  it('have their notes after them, every word, on a page of their own', async () => {
    const paper = await printed('slides', { only: ['claim', 'table'], notes: true });
    expect(paper.labels.map((label) => label.endsWith(' notes'))).toEqual([false, true, false, true]);
    for (const [i, slug] of ['claim', 'table'].entries()) {
      const notes = slide(slug)?.notes ?? [];
      expect(notes.length).toBeGreaterThan(3);
      for (const note of notes) expect(squeezed(paper.pages[i * 2 + 1]?.text ?? '')).toContain(squeezed(note));
      expect(squeezed(paper.pages[i * 2]?.text ?? '')).not.toContain(squeezed(notes[0] ?? ''));
    }
    expect(paper.outline.filter(({ depth }) => depth > 0).map(({ page }) => page)).toEqual([0, 2]);
  });

  it('are dark where that is asked for', async () => {
    const [light, dark] = [
      await printed('slides', { only: ['claim'] }),
      await printed('slides', { only: ['claim'], dark: true }),
    ];
    expect(dark.pages[0]?.text).toBe(light.pages[0]?.text);
    expect(dark.pages[0]?.fills).not.toEqual(light.pages[0]?.fills);
  });
});

it('pictures of the pages are as large as two stages, and each of another page', async () => {
  const { pictures, sheets } = await pdf(browser(), site(), 'steps', { ...plain, only: ['claim'] }, { png: true });
  expect(pictures).toHaveLength(sheets.length);
  const files = pictures.map((each) => Buffer.from(each));
  for (const file of files) expect([file.readUInt32BE(16), file.readUInt32BE(20)]).toEqual([2560, 1440]);
  expect(new Set(files.map((file) => file.toString('base64'))).size).toBe(sheets.length);
});
