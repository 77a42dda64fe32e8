import type { Page } from 'playwright-core';
import type { Site } from '../site.ts';

/** A slide as it was written: what its own picture does not show. */
export interface Written {
  readonly slug: string;
  readonly source: string;
  readonly optional: boolean;
  /** Of its chapter. */
  readonly minutes: number;
  /** As its author wrote it: "words: why; size: why". */
  readonly waive: string;
  /** The data of its diagrams. */
  readonly diagrams: readonly string[];
  /** The parts of its notes, in words. */
  readonly notes: readonly { readonly part: string; readonly text: string }[];
}

/** All slides, with their data and notes, which the speaker’s window has. Leaves `page` on that. */
export async function written(page: Page, site: Site): Promise<readonly Written[]> {
  await page.goto(`${site.url}speaker.html`);
  return page.evaluate(() => {
    const slides = document.querySelector<HTMLTemplateElement>('template#slides')?.content;
    return [...(slides?.querySelectorAll<HTMLElement>('section[id]') ?? [])].map((slide) => ({
      slug: slide.id,
      source: slide.dataset.source ?? '',
      optional: slide.dataset.optional !== undefined,
      minutes: Number(slide.dataset.minutes),
      waive: slide.dataset.waive ?? '',
      diagrams: [...slide.querySelectorAll('deck-diagram > script')].map((data) => data.textContent ?? ''),
      notes: [...slide.querySelectorAll('aside.notes > .part')].map((part) => ({
        part: part.querySelector('h3')?.textContent ?? '',
        text: [...part.children]
          .filter(({ localName }) => localName !== 'h3')
          .map((each) => each.textContent ?? '')
          .join(' '),
      })),
    }));
  });
}
