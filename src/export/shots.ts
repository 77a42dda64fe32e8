import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { installedBrowser, launched, noBrowser } from './browser.ts';
import { command } from './command.ts';
import { progress } from './progress.ts';
import { contactSheets } from './shots/contact-sheet.ts';
import { pictures } from './shots/pictures.ts';
import { help, usage, type Wanted, wanted } from './shots/wanted.ts';
import { built, served } from './site.ts';
import { writable } from './writable.ts';

/** `npm run shots`: builds the deck and writes pictures of its slides, and sheets that have them all. */
await command(usage, async () => {
  const asked = wanted(process.argv.slice(2));
  if (asked === undefined) console.log(help);
  else await taken(asked);
});

async function taken(asked: Wanted): Promise<void> {
  const path = installedBrowser();
  if (path === undefined) throw new Error(noBrowser);
  // first of all, because nothing is to be done for a folder that cannot be written
  writable(asked.out);
  const browser = await launched(path);
  const folder = mkdtempSync(join(tmpdir(), 'shots-'));
  const bar = progress('Taking pictures');
  try {
    console.log('Building the deck …');
    await built(process.cwd(), folder);
    const site = await served(process.cwd(), { port: 4230, outDir: folder });
    try {
      const started = performance.now();
      const all = await pictures(browser, site, asked, (done, slug) => bar.show(done, slug));
      const sheets = await contactSheets(browser, all, asked);
      bar.end();
      const seconds = ((performance.now() - started) / 1000).toFixed(1);
      const count = `${all.length} picture${all.length === 1 ? '' : 's'}`;
      console.log(`${asked.out}: ${count} and ${sheets.join(', ')}, ${seconds} s`);
    } finally {
      await site.close();
    }
  } finally {
    bar.end();
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
}
