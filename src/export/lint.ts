import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { summary } from '../model/problem.ts';
import { installedBrowser, launched, noBrowser } from './browser.ts';
import { command } from './command.ts';
import { lintOf } from './lint/deck.ts';
import { limits } from './lint/limits.ts';
import { clock } from './lint/time.ts';
import { progress } from './progress.ts';
import { built, served } from './site.ts';

/** The last part of `npm run check`: looks at every step of every slide, in a browser, and tells what is wrong with them. */
await command('npm run check takes no options.', async () => {
  parseArgs({ options: {} });
  const path = installedBrowser();
  if (path === undefined) throw new Error(noBrowser);
  const root = process.cwd();
  const browser = await launched(path);
  const folder = mkdtempSync(join(tmpdir(), 'lint-'));
  const bar = progress('Looking at the slides');
  try {
    await built(root, folder);
    const site = await served(root, { port: 4210, outDir: folder });
    try {
      const { problems, seconds } = await lintOf(browser, site, (done) => bar.show(done));
      bar.end();
      if (problems.length > 0) throw new Error(summary(problems));
      console.log(`The slides keep to the rules. The talk says ${clock(seconds)} of its ${limits.minutes} minutes.`);
    } finally {
      await site.close();
    }
  } finally {
    bar.end();
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
