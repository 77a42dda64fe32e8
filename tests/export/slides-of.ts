import type { Browser } from 'playwright-core';
import { opened } from '../browser/open.ts';

/** A slide as the deck on the screen has it: what paper has to show of it. */
export interface ScreenSlide {
  readonly slug: string;
  readonly number: string;
  readonly chapter: string;
  readonly title: string;
  /** The words that each click shows; a marker without words shows none. */
  readonly clicks: readonly (readonly string[])[];
  /** Its listings with all their spaces and no line ends, and by which click each is there, -1 from the start. */
  readonly listings: readonly { readonly code: string; readonly click: number }[];
  /** What is linked, and by which click it is there, -1 from the start. */
  readonly links: readonly { readonly href: string; readonly click: number }[];
  readonly notes: readonly string[];
  /** What the key beats of its diagram say, if they are several. */
  readonly keys: readonly string[];
}

/** All slides of a deck in the order of the file, optional ones too. */
export async function slidesOf(browser: Browser, url: string): Promise<readonly ScreenSlide[]> {
  const { page, close } = await opened(browser, url);
  // what is in a diagram comes after the first slide
  await page.waitForFunction(() => document.querySelector('deck-diagram > noscript') === null);
  const slides = await page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('.slides section:not(.stack)')].map((slide) => {
      const fragments = [...slide.querySelectorAll('.fragment')];
      const order = (each: Element | null) => Number(each?.getAttribute('data-fragment-index') ?? -1);
      const clicks = [...new Set(fragments.map(order))].sort((a, b) => a - b);
      return {
        slug: slide.id,
        number: slide.dataset.number ?? '',
        chapter: slide.dataset.chapter ?? '',
        title: slide.querySelector('h1, h2')?.textContent ?? '',
        clicks: clicks.map((click) =>
          fragments.filter((each) => order(each) === click).map((each) => each.textContent ?? ''),
        ),
        listings: [...slide.querySelectorAll('pre code')].map((code) => ({
          code: (code.textContent ?? '').replaceAll('\n', ''),
          click: clicks.indexOf(order(code.closest('.fragment'))),
        })),
        // a file beside the page is nowhere on paper
        links: [...slide.querySelectorAll('.sheet a:not([href^="./"])')].map((link) => ({
          href: link.getAttribute('href') ?? '',
          click: clicks.indexOf(order(link.closest('.fragment'))),
        })),
        keys: [...slide.querySelectorAll<HTMLElement>('deck-diagram[data-strip]')].flatMap(({ dataset, children }) => {
          const data: { beats: { say: string }[] } = JSON.parse(children[0]?.textContent ?? '');
          return (dataset.strip ?? '').split(' ').map((beat) => data.beats[Number(beat)]?.say ?? '');
        }),
      };
    }),
  );
  await page.goto(`${url}read.html`);
  const notes = await page.evaluate(() =>
    Object.fromEntries(
      [...document.querySelectorAll('section[id]')].map((slide) => [
        slide.id,
        [...slide.querySelectorAll('.notes p')].map((each) => each.textContent ?? ''),
      ]),
    ),
  );
  await close();
  return slides.map((slide) => ({ ...slide, notes: notes[slide.slug] ?? [] }));
}
