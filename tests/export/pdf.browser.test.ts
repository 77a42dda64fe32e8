import { beforeAll, describe, expect, inject, it } from 'vitest';
import { launched } from '../../src/export/browser.ts';
import { writePaper } from '../../src/export/pdf/files.ts';
import { type DeckPaper, deckPapers } from '../../src/export/pdf/paper.ts';
import { pdf } from '../../src/export/pdf/print.ts';
import { opened, useBrowser } from '../browser/open.ts';
import { fontsIn, type Printed, type PrintedPage, readPdf } from './read-pdf.ts';
import { type ScreenSlide, slidesOf } from './slides-of.ts';

const browser = useBrowser();
const site = (deck: 'talk' | 'kinds') => ({ url: inject(deck), close: async () => {} });

/** Text without its spaces: lines break elsewhere on paper. */
const squeezed = (text: string) => text.replace(/\s+/g, '');

const times = (needle: string, text: string) => text.split(needle).length - 1;

/** A page as it has to be: a slide, and how many of its clicks are done. */
interface Expected {
  readonly slide: ScreenSlide;
  readonly done: number;
}

function expected(slides: readonly ScreenSlide[], paper: DeckPaper): readonly Expected[] {
  return slides.flatMap((slide) => {
    const all = slide.clicks.length;
    return paper === 'slides'
      ? [{ slide, done: all }]
      : Array.from({ length: all + 1 }, (_, done) => ({ slide, done }));
  });
}

for (const deck of ['talk', 'kinds'] as const) {
  describe.each(deckPapers)(`${deck} on paper, %s`, (paper) => {
    let bytes = new Uint8Array();
    let printed: Printed;
    let wanted: readonly Expected[] = [];
    beforeAll(async () => {
      wanted = expected(await slidesOf(browser(), inject(deck)), paper);
      bytes = new Uint8Array((await pdf(browser(), site(deck), paper)).bytes);
      printed = await readPdf(bytes);
    });

    const each = (check: (page: PrintedPage, expected: Expected) => void) => {
      for (const [i, page] of printed.pages.entries()) {
        const of = wanted[i];
        if (of !== undefined) check(page, of);
      }
    };
    const firstPage = (slug: string) => wanted.findIndex(({ slide }) => slide.slug === slug);

    it(`has a page for each of the ${paper}, optional slides included`, () => {
      expect(printed.pages).toHaveLength(wanted.length);
    });

    it('has pages of 960 × 540 points', () => {
      each((page) => expect(page.box).toEqual([0, 0, 960, 540]));
    });

    it('has the title of its slide on every page', () => {
      each((page, { slide }) => {
        expect(slide.title).not.toBe('');
        expect(squeezed(page.text)).toContain(squeezed(slide.title));
      });
    });

    it('shows what was clicked for, and nothing of what comes later', () => {
      each((page, { slide, done }) => {
        for (const [click, texts] of slide.clicks.entries()) {
          for (const text of texts.map(squeezed).filter((words) => words !== '')) {
            expect([slide.slug, text, times(text, squeezed(page.text))]).toEqual([
              slide.slug,
              text,
              click < done ? 1 : 0,
            ]);
          }
        }
      });
    });

    it.runIf(paper === 'slides')('shows every key beat of a diagram that has several', () => {
      expect(wanted.some(({ slide }) => slide.keys.length > 0)).toBe(deck === 'talk');
      each((page, { slide }) => {
        if (slide.keys.length === 0) return;
        for (const key of slide.keys) expect(squeezed(page.text), slide.slug).toContain(squeezed(key));
        const pictures = page.tags.filter(({ role }) => role === 'Figure');
        expect(pictures.length, slide.slug).toBe(slide.keys.length);
      });
    });

    it('has each listing that is there once on a page, with all its spaces', () => {
      each((page, { slide, done }) => {
        for (const { code, click } of slide.listings) {
          expect([code, times(code, page.drawn)]).toEqual([code, click < done ? 1 : 0]);
        }
      });
    });

    it('has no word of the notes', () => {
      const all = squeezed(printed.pages.map(({ text }) => text).join(''));
      const onSlides = squeezed(wanted.map(({ slide }) => slide.title + slide.clicks.flat().join('')).join(''));
      for (const note of wanted.flatMap(({ slide }) => slide.notes.map(squeezed))) {
        if (note.length > 8 && !onSlides.includes(note)) expect(all).not.toContain(note);
      }
    });

    it('lists the chapters in the outline and every slide once below its own, at their first page', () => {
      const slides = [...new Set(wanted.map(({ slide }) => slide))];
      const lines = slides.flatMap(({ slug, title, chapter }, i) => {
        const page = firstPage(slug);
        const begins = slides[i - 1]?.chapter !== chapter;
        return [...(begins ? [{ title: chapter, page, depth: 0 }] : []), { title: squeezed(title), page, depth: 1 }];
      });
      expect(
        printed.outline.map(({ title, ...at }) => ({ title: at.depth > 0 ? squeezed(title) : title, ...at })),
      ).toEqual(lines);
    });

    it('has pages that are called as their slides are numbered', () => {
      expect(printed.labels).toEqual(
        wanted.map(({ slide, done }) =>
          paper === 'slides' || done === 0 ? slide.number : `${slide.number} step ${done}`,
        ),
      );
    });

    it('is tagged on every page, with a heading where a slide begins', () => {
      each((page, { done, slide }) => {
        const roles = page.tags.map(({ role }) => role);
        expect(roles.filter((role) => role !== 'NonStruct').length).toBeGreaterThan(2);
        const headings = roles.filter((role) => /^H\d$/.test(role));
        const begins = paper === 'slides' || done === 0;
        expect([slide.slug, headings.length]).toEqual([slide.slug, begins ? 1 : 0]);
        if (slide.listings.length > 0) expect(roles).toContain('Code');
      });
      const all = new Set(printed.pages.flatMap(({ tags }) => tags.map(({ role }) => role)));
      for (const role of ['H1', 'H2', 'P', 'Table', 'TR', 'TH', 'TD', 'L', 'LI', 'Link', 'Code']) {
        expect(all).toContain(role);
      }
    });

    it('has lines for every picture, and not one pixel', () => {
      expect(Buffer.from(bytes).includes('/Subtype /Image')).toBe(false);
      const most = { slides: 3_000_000, steps: 6_000_000 };
      expect(bytes.length).toBeLessThan(deck === 'talk' ? most[paper] : 400_000);
    });

    it('has words for every picture', () => {
      const pictures = printed.pages.flatMap(({ tags }) => tags.filter(({ role }) => role === 'Figure'));
      expect(pictures.filter(({ alt }) => alt === '')).toEqual([]);
    });

    it('leads from links to the first page of their slide, and out', () => {
      each((page, { slide, done }) => {
        const there = slide.links.filter(({ click }) => click < done);
        const targets = there.map(({ href }) => (href.startsWith('#') ? `#${firstPage(href.slice(1))}` : href));
        expect([...page.links].sort()).toEqual([...new Set(targets)].sort());
      });
    });

    it('holds all its letters, none of them as a drawing', async () => {
      const fonts = await fontsIn(bytes);
      expect(new Set(fonts.map(({ kind }) => kind))).toEqual(new Set(['/Type0', '/CIDFontType2']));
      expect(fonts.filter(({ kind, embedded }) => kind === '/CIDFontType2' && !embedded)).toEqual([]);
    });

    it('says what it is and by whom', () => {
      expect(printed.info).toMatchObject({
        Title: 'Navigating the limitations of Python’s concurrency model in web services',
        Author: 'Tarek Mehrez',
        Subject: expect.stringContaining('processes, threads, greenlets and event loops'),
        Keywords: expect.stringContaining('Python, concurrency, WSGI'),
        Language: 'en',
      });
      expect(printed.displayDocTitle).toBe(true);
    });
  });
}

it('the same deck gives the same pages the next time', async () => {
  const [one, other] = [await pdf(browser(), site('kinds'), 'steps'), await pdf(browser(), site('kinds'), 'steps')];
  expect((await readPdf(one.bytes)).pages).toEqual((await readPdf(other.bytes)).pages);
});

describe('paper is light', () => {
  it('even where the system and the reader want it dark', async () => {
    const light = await readPdf((await pdf(browser(), site('kinds'), 'slides')).bytes);
    const { page, close } = await opened(browser(), inject('kinds'), { colorScheme: 'dark' });
    await page.evaluate(() => localStorage.setItem('theme', 'dark'));
    await page.goto(`${inject('kinds')}?x-print=slides`);
    await page.waitForSelector('html[data-paper-ready]');
    const dark = await readPdf(await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true }));
    expect(dark.pages.map(({ fills }) => fills)).toEqual(light.pages.map(({ fills }) => fills));
    await close();
  });

  it('and so is what the browser prints by itself: a page a slide, with all that is clicked for', async () => {
    const slides = await slidesOf(browser(), inject('kinds'));
    const { page, close } = await opened(browser(), inject('kinds'), { colorScheme: 'dark' });
    const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    // it prints a listing at its step, so the colours of the steps count
    const light = await readPdf((await pdf(browser(), site('kinds'), 'steps')).bytes);
    expect(pages).toHaveLength(slides.length);
    for (const [i, { clicks }] of slides.entries()) {
      for (const text of clicks.flat()) expect(squeezed(pages[i]?.text ?? '')).toContain(squeezed(text));
      expect(pages[i]?.box).toEqual([0, 0, 960, 540]);
    }
    const known = new Set(light.pages.flatMap(({ fills }) => [...fills]));
    expect(pages.flatMap(({ fills }) => [...fills]).filter((fill) => !known.has(fill))).toEqual([]);
    await close();
  });
});

describe('what the browser prints by itself of the talk', () => {
  it('has the key still of every diagram on the page of its slide', async () => {
    const { page, close } = await opened(browser(), inject('talk'));
    await page.waitForSelector('deck-diagram > .poster', { state: 'attached' });
    const drawn = await page
      .locator('.slides section:not(.stack)')
      .evaluateAll((slides) =>
        slides.map((slide) => [...slide.querySelectorAll('.poster text')].map(({ textContent }) => textContent ?? '')),
      );
    expect(drawn.filter((texts) => texts.length > 0).length).toBeGreaterThan(20);
    const { pages } = await readPdf(await page.pdf({ preferCSSPageSize: true, printBackground: true }));
    expect(pages).toHaveLength(drawn.length);
    for (const [i, texts] of drawn.entries()) {
      const text = squeezed(pages[i]?.text ?? '');
      expect(texts.filter((each) => !text.includes(squeezed(each)))).toEqual([]);
    }
    await close();
  });
});

describe('a PDF that cannot be made', () => {
  it('says so in a line when the browser ends meanwhile', async () => {
    const doomed = await launched(inject('browser'));
    await Promise.all([
      expect(pdf(doomed, site('kinds'), 'steps')).rejects.toThrow(/^the browser ended before steps.pdf was done$/),
      doomed.close(),
    ]);
  });

  it('says so in a line when there is no deck at the address', async () => {
    const nowhere = { url: 'http://127.0.0.1:9/', close: async () => {} };
    await expect(pdf(browser(), nowhere, 'slides')).rejects.toThrow(/^slides\.pdf: [^\n]+$/);
  });

  it('names the file that cannot be written', async () => {
    const nothing = { bytes: new Uint8Array() };
    await expect(writePaper('/no/such/folder', 'slides', nothing)).rejects.toThrow(
      /^cannot write \/no\/such\/folder\/slides\.pdf: ENOENT[^\n]+$/,
    );
  });
});
