import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Metadata, withMetadata } from './document.ts';
import type { Site } from './site.ts';

/** A page a slide, or a page a step; each is a file of that name. */
export const papers = ['slides', 'steps'] as const;
export type Paper = (typeof papers)[number];

/** How long the deck may take to lay out its pages, ms; far beyond what a large one needs. */
const patience = 120_000;

/** The deck as PDF: its bytes and how many pages it has. */
export async function pdf(browser: Browser, site: Site, paper: Paper): Promise<{ bytes: Uint8Array; pages: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 }, colorScheme: 'light' });
  try {
    await page.goto(`${site.url}?x-print=${paper}`);
    await page.waitForSelector('html[data-paper-ready]', { timeout: patience });
    const metadata = await page.evaluate((): Metadata => {
      const content = (name: string) => document.querySelector<HTMLMetaElement>(`meta[name=${name}]`)?.content ?? '';
      return { title: document.title, author: content('author'), subject: content('description') };
    });
    const pages = await page.locator('.pdf-page').count();
    const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true, tagged: true, outline: true });
    return { bytes: await withMetadata(bytes, metadata), pages };
  } finally {
    await page.close();
  }
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
  await writeFile(`${path}.part`, bytes);
  await rename(`${path}.part`, path);
  return { path, pages, size: bytes.length };
}
