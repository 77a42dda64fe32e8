import { basename } from 'node:path';
import { parseArgs } from 'node:util';
import { installedBrowser, launched, noBrowser } from './browser.ts';
import { command } from './command.ts';
import { papers, pdfFile } from './pdf.ts';
import { built, served } from './site.ts';

/** `npm run pdf`: builds the deck and writes slides.pdf and steps.pdf beside package.json. */
await command('npm run pdf takes no options.', async () => {
  parseArgs({ options: {} });
  const path = installedBrowser();
  if (path === undefined) throw new Error(noBrowser);
  const root = process.cwd();
  // first of all, because a browser that does not start is the likeliest fault
  const browser = await launched(path);
  try {
    console.log('Building the deck …');
    await built(root);
    const site = await served(root, { port: 4190 });
    try {
      for (const [i, paper] of papers.entries()) {
        const count = `[${i + 1}/${papers.length}]`;
        console.log(`${count} ${paper}.pdf …`);
        const started = performance.now();
        const { path: file, pages, size } = await pdfFile(browser, site, paper, root);
        const seconds = ((performance.now() - started) / 1000).toFixed(1);
        console.log(`${count} ${basename(file)}: ${pages} pages, ${Math.ceil(size / 1000)} kB, ${seconds} s`);
      }
    } finally {
      await site.close();
    }
  } finally {
    await browser.close();
  }
});
