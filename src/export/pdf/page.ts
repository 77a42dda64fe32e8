import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { firstLine } from '../command.ts';
import type { Metadata } from './document.ts';

/** How long a page may take to be laid out, ms; far beyond what a large deck needs. */
const patience = 120_000;

/** Opens a page that is to be printed as `file`, and uses it when it says that it is ready. What fails is told in a line. */
export async function onPage<T>(
  browser: Browser,
  file: string,
  url: string,
  options: BrowserContextOptions,
  use: (page: Page) => Promise<T>,
): Promise<T> {
  const faults: string[] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light', ...options });
    try {
      await load(page, url, faults);
      return await use(page);
    } finally {
      await page.close();
    }
  } catch (error) {
    // the protocol breaks before the browser is known to be gone
    const ended = !browser.isConnected() || /Protocol error|has been closed/.test(firstLine(error));
    if (ended && faults.length === 0) throw new Error(`the browser ended before ${file} was done`, { cause: error });
    throw new Error(`${file}: ${faults[0] ?? firstLine(error)}`, { cause: error });
  }
}

async function load(page: Page, url: string, faults: string[]): Promise<void> {
  // a page whose script fails, or that dies, never gets ready: do not wait for it
  const failed = (fault: string) => {
    faults.push(fault);
    page.close().catch(() => undefined);
  };
  page.once('pageerror', (error) => failed(`the deck fails: ${firstLine(error)}`));
  page.once('crash', () => failed('the browser lost the page, perhaps for want of memory'));
  await page.goto(url);
  await page.waitForSelector('html[data-paper-ready]', { timeout: patience });
  // where the page is served from is gone when the paper is read: of a link to a file beside it the name stays
  await page.evaluate(() => {
    for (const link of document.querySelectorAll('a[href^="./"]')) link.removeAttribute('href');
  });
}

/** What a page says of itself. */
export function metadataOf(page: Page): Promise<Metadata> {
  return page.evaluate(() => {
    const content = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? '';
    return { title: document.title, author: content('author'), subject: content('description') };
  });
}
