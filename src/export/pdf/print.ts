import type { Browser, Page } from 'playwright-core';
import type { Site } from '../site.ts';
import { withContents } from './document.ts';
import { metadataOf, onPage } from './page.ts';
import { type DeckPaper, type Look, plain, query, type Sheet } from './paper.ts';

/** A paper that was printed. */
export interface Printed {
  readonly bytes: Uint8Array;
  readonly pages: number;
  readonly sheets: readonly Sheet[];
  /** PNGs of the sheets, twice as fine as the stage; none unless they were asked for. */
  readonly pictures: readonly Uint8Array[];
}

/** What of a paper is done: laid out, printed, and then the pictures, from 0 to 1. */
export type Told = (done: number) => void;

/** The deck as PDF. The page is loaded once, and laid out once, for all of it. */
export async function pdf(
  browser: Browser,
  site: Site,
  paper: DeckPaper,
  look: Look = plain,
  { png = false, told = () => {} }: { png?: boolean; told?: Told } = {},
): Promise<Printed> {
  const deviceScaleFactor = png ? 2 : 1;
  return onPage(browser, `${paper}.pdf`, `${site.url}${query(paper, look)}`, { deviceScaleFactor }, async (page) => {
    told(png ? 0.2 : 0.5);
    const sheets = await page.evaluate(sheetsOf);
    const printed = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
    const bytes = await withContents(printed, await metadataOf(page), sheets);
    told(png ? 0.4 : 1);
    const all = png ? await pictures(page, sheets, (done) => told(0.4 + 0.6 * done)) : [];
    return { bytes, pages: sheets.length, sheets, pictures: all };
  });
}

/** Runs in the page. */
function sheetsOf(): Sheet[] {
  return [...document.querySelectorAll('.pdf-page')].map((sheet) => {
    const slide = sheet.querySelector('[data-number]');
    const attribute = (name: string) => slide?.getAttribute(name) ?? '';
    return {
      slug: attribute('data-slug'),
      number: attribute('data-number'),
      chapter: attribute('data-chapter'),
      title: (slide?.querySelector('h1, h2')?.textContent ?? '').replace(/\s+/g, ' ').trim(),
      isNotes: slide?.matches('.notes-sheet') ?? false,
    };
  });
}

async function pictures(page: Page, sheets: readonly Sheet[], told: Told): Promise<readonly Uint8Array[]> {
  const all: Uint8Array[] = [];
  // reveal takes a pixel from each page, so that none flows over to the next
  await page.addStyleTag({ content: '.pdf-page { height: 720px !important }' });
  for (const i of sheets.keys()) {
    all.push(await page.locator('.pdf-page').nth(i).screenshot({ animations: 'disabled' }));
    told((i + 1) / sheets.length);
  }
  return all;
}
