import { rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser } from 'playwright-core';
import { type Picture, write } from './pictures.ts';
import type { Wanted } from './wanted.ts';

/** So many pictures are one sheet: more are too many to look at, and a browser paints no picture of any height. */
const most = 40;
/** Of a sheet, CSS px. */
const width = 2000;

/** All pictures small, with their names, on as few sheets as they need. Gives the names of the files. */
export async function contactSheets(
  browser: Browser,
  pictures: readonly Picture[],
  asked: Wanted,
): Promise<readonly string[]> {
  const page = await browser.newPage({ viewport: { width, height: 100 } });
  // beside the pictures: a page may show no files unless it is one
  const draft = join(asked.out, '.contact-sheet.html');
  try {
    const count = Math.ceil(pictures.length / most);
    const files = Array.from({ length: count }, (_, i) => `contact-sheet${count > 1 ? `-${i + 1}` : ''}.png`);
    for (const [i, file] of files.entries()) {
      writeFileSync(draft, sheet(pictures.slice(i * most, (i + 1) * most), asked));
      await page.goto(pathToFileURL(resolve(draft)).href);
      await write(join(asked.out, file), await page.screenshot({ fullPage: true }));
    }
    return files;
  } finally {
    rmSync(draft, { force: true });
    await page.close();
  }
}

function sheet(pictures: readonly Picture[], asked: Wanted): string {
  const columns = asked.width < asked.height ? 10 : 5;
  const figures = pictures.map(
    ({ file, label }) =>
      `<figure><img src="${encodeURIComponent(file)}" alt=""><figcaption>${label}</figcaption></figure>`,
  );
  return `<!doctype html>
<meta charset="utf-8">
<style>
  body { display: grid; grid-template-columns: repeat(${columns}, 1fr); gap: 20px 16px; margin: 24px; background: #8a8a86; }
  figure { min-width: 0; margin: 0; }
  img { display: block; width: 100%; aspect-ratio: ${asked.width} / ${asked.height}; }
  figcaption { overflow: hidden; padding-top: 5px; color: #000; font: ${columns > 5 ? 12 : 17}px/1.25 system-ui, sans-serif; text-overflow: ellipsis; white-space: nowrap; }
</style>
${figures.join('\n')}`;
}
