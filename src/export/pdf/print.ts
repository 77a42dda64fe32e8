import type { Browser, Page } from 'playwright-core';
import { firstLine } from '../command.ts';
import type { Site } from '../site.ts';
import { type Metadata, withContents } from './document.ts';
import { type Look, type Paper, plain, query, type Sheet } from './paper.ts';

/** How long the deck may take to lay out its pages, ms; far beyond what a large one needs. */
const patience = 120_000;

/** A paper that was printed. */
export interface Printed {
  readonly bytes: Uint8Array;
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
  paper: Paper,
  look: Look = plain,
  { png = false, told = () => {} }: { png?: boolean; told?: Told } = {},
): Promise<Printed> {
  const faults: string[] = [];
  try {
    const page = await browser.newPage({
      viewport: { width: 1280, height: 720 },
      colorScheme: 'light',
      deviceScaleFactor: png ? 2 : 1,
    });
    try {
      await lay(page, `${site.url}${query(paper, look)}`, faults);
      told(png ? 0.2 : 0.5);
      const printed = await print(page);
      told(png ? 0.4 : 1);
      return {
        ...printed,
        pictures: png ? await pictures(page, printed.sheets, (done) => told(0.4 + 0.6 * done)) : [],
      };
    } finally {
      await page.close();
    }
  } catch (error) {
    // the protocol breaks before the browser is known to be gone
    const ended = !browser.isConnected() || /Protocol error|has been closed/.test(firstLine(error));
    if (ended && faults.length === 0)
      throw new Error(`the browser ended before ${paper}.pdf was done`, { cause: error });
    throw new Error(`${paper}.pdf: ${faults[0] ?? firstLine(error)}`, { cause: error });
  }
}

async function lay(page: Page, url: string, faults: string[]): Promise<void> {
  // a deck whose script fails, or whose page dies, never gets ready: do not wait for it
  const failed = (fault: string) => {
    faults.push(fault);
    page.close().catch(() => undefined);
  };
  page.once('pageerror', (error) => failed(`the deck fails: ${firstLine(error)}`));
  page.once('crash', () => failed('the browser lost the page, perhaps for want of memory'));
  await page.goto(url);
  await page.waitForSelector('html[data-paper-ready]', { timeout: patience });
}

async function print(page: Page): Promise<Pick<Printed, 'bytes' | 'sheets'>> {
  const metadata = await page.evaluate((): Metadata => {
    const content = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? '';
    return { title: document.title, author: content('author'), subject: content('description') };
  });
  const sheets = await page.evaluate(sheetsOf);
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true });
  return { bytes: await withContents(bytes, metadata, sheets), sheets };
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
