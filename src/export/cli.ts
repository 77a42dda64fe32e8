import { basename } from 'node:path';
import { installedBrowser, launched, noBrowser } from './browser.ts';
import { papers, pdfFile } from './pdf.ts';
import { built, served } from './site.ts';

/** `npm run pdf`: builds the deck and writes slides.pdf and steps.pdf beside package.json. */
async function main(): Promise<void> {
  const path = installedBrowser();
  if (path === undefined) throw new Error(noBrowser);
  const root = process.cwd();
  progress('Building the deck …');
  await built(root);
  const site = await served(root, { port: 4190 });
  const browser = await launched(path);
  try {
    for (const [i, paper] of papers.entries()) {
      progress(`[${i + 1}/${papers.length}] ${paper}.pdf …`);
      const started = performance.now();
      const { path: file, pages, size } = await pdfFile(browser, site, paper, root);
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      progress(
        `[${i + 1}/${papers.length}] ${basename(file)}: ${pages} pages, ${Math.ceil(size / 1000)} kB, ${seconds} s`,
      );
    }
  } finally {
    await browser.close();
    await site.close();
  }
}

function progress(line: string): void {
  console.log(line);
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
