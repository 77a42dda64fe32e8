import type { Browser } from 'playwright-core';
import type { Site } from '../site.ts';
import { withHeadings } from './document.ts';
import { metadataOf, onPage } from './page.ts';
import type { Heading } from './paper.ts';

/** The article as PDF on A4, of some slides or, without `only`, of all. */
export async function handout(
  browser: Browser,
  site: Site,
  only: readonly string[] | undefined,
): Promise<{ readonly bytes: Uint8Array; readonly pages: number }> {
  const asked = only === undefined ? '' : `?${new URLSearchParams({ 'x-only': only.join(',') })}`;
  return onPage(browser, 'handout.pdf', `${site.url}read.html${asked}`, {}, async (page) => {
    const slides = await page.evaluate(headingsOf);
    const printed = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
    return withHeadings(printed, await metadataOf(page), slides);
  });
}

/** Runs in the page. */
function headingsOf(): Heading[] {
  return [...document.querySelectorAll<HTMLElement>('.slides section[id]')].map((slide) => ({
    slug: slide.id,
    chapter: slide.dataset.chapter ?? '',
    title: (slide.querySelector('h1, h2')?.textContent ?? '').replace(/\s+/g, ' ').trim(),
  }));
}
