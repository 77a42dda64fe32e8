import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { firstLine } from './command.ts';
import { type Metadata, withMetadata } from './document.ts';
import type { Site } from './site.ts';

/** A page a slide, or a page a step; each is a file of that name. */
export const papers = ['slides', 'steps'] as const;
export type Paper = (typeof papers)[number];

/** How long the deck may take to lay out its pages, ms; far beyond what a large one needs. */
const patience = 120_000;

/** The deck as PDF: its bytes and how many pages it has. */
export async function pdf(browser: Browser, site: Site, paper: Paper): Promise<{ bytes: Uint8Array; pages: number }> {
  const faults: string[] = [];
  try {
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
    try {
      return await printed(page, `${site.url}?x-print=${paper}`, faults);
    } finally {
      await page.close();
    }
  } catch (error) {
    // the protocol breaks before the browser is known to be gone
    const ended = !browser.isConnected() || /Protocol error|has been closed/.test(firstLine(error));
    if (ended) throw new Error(`the browser ended before ${paper}.pdf was done`, { cause: error });
    throw new Error(`${paper}.pdf: ${faults[0] ?? firstLine(error)}`, { cause: error });
  }
}

async function printed(page: Page, url: string, faults: string[]): Promise<{ bytes: Uint8Array; pages: number }> {
  // a deck whose script fails, or whose page dies, never gets ready: do not wait for it
  const failed = (fault: string) => {
    faults.push(fault);
    page.close().catch(() => undefined);
  };
  page.once('pageerror', (error) => failed(`the deck fails: ${firstLine(error)}`));
  page.once('crash', () => failed('the browser lost the page, perhaps for want of memory'));
  await page.goto(url);
  await page.waitForSelector('html[data-paper-ready]', { timeout: patience });
  const metadata = await page.evaluate((): Metadata => {
    const content = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? '';
    return { title: document.title, author: content('author'), subject: content('description') };
  });
  const pages = await page.locator('.pdf-page').count();
  const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
  return { bytes: await withMetadata(bytes, metadata), pages };
}

/** Writes the PDF to `folder`, under its name only when it is whole. Gives its path and number of pages. */
export async function pdfFile(
  browser: Browser,
  site: Site,
  paper: Paper,
  folder: string,
): Promise<{ path: string; pages: number; size: number }> {
  const { bytes, pages } = await pdf(browser, site, paper);
  const path = join(folder, `${paper}.pdf`);
  const part = `${path}.part`;
  try {
    await writeFile(part, bytes);
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    throw new Error(`cannot write ${path}: ${firstLine(error)}`, { cause: error });
  }
  return { path, pages, size: bytes.length };
}
