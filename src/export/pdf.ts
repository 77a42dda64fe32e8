import { basename } from 'node:path';
import { browserAt } from './browser.ts';
import { command } from './command.ts';
import { chosen, contents } from './pdf/contents.ts';
import { type Written, writePaper } from './pdf/files.ts';
import { handout } from './pdf/handout.ts';
import { pdf } from './pdf/print.ts';
import { help, usage, type Wanted, wanted } from './pdf/wanted.ts';
import { progress } from './progress.ts';
import { built, served } from './site.ts';
import { writable } from './writable.ts';

/** `npm run pdf`: builds the deck and writes it as PDF. */
await command(usage, async () => {
  const asked = wanted(process.argv.slice(2));
  if (asked === undefined) console.log(help);
  else await printed(asked);
});

async function printed(asked: Wanted): Promise<void> {
  writable(asked.out);
  // first of all, because a browser that does not start is the likeliest fault
  const browser = await browserAt(asked.browser);
  const bar = progress('Printing');
  try {
    console.log('Building the deck …');
    await built(process.cwd());
    const site = await served(process.cwd(), { port: 4190 });
    try {
      const only = chosen(await contents(browser, site), asked.choice);
      const look = { only, dark: asked.theme === 'dark', notes: asked.notes };
      const all = asked.papers.length;
      for (const [i, paper] of asked.papers.entries()) {
        const started = performance.now();
        const told = (done: number) => bar.show((i + done) / all, `${paper}.pdf`);
        told(0);
        const result: Written & { readonly pages: number } =
          paper === 'handout'
            ? await handout(browser, site, only)
            : await pdf(browser, site, paper, look, { png: asked.png, told });
        const file = await writePaper(asked.out, paper, result);
        bar.end();
        const { bytes, pages, pictures = [] } = result;
        const facts = [
          `${pages} page${pages === 1 ? '' : 's'}`,
          `${Math.ceil(bytes.length / 1000)} kB`,
          ...(pictures.length > 0 ? ['a picture of each'] : []),
          `${((performance.now() - started) / 1000).toFixed(1)} s`,
        ];
        console.log(`[${i + 1}/${all}] ${basename(file)}: ${facts.join(', ')}`);
      }
    } finally {
      await site.close();
    }
  } finally {
    bar.end();
    await browser.close();
  }
}
