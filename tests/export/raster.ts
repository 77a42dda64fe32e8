import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Page } from 'playwright-core';

/** Pages and pictures are compared as grey tiles, so many across and down: what letters do to their edges is lost. */
const tiles = { across: 64, down: 36 } as const;

declare global {
  /** The pages of a PDF in base64, drawn; only on the page that `rasterPage` makes. */
  var pagesOf: (base64: string) => Promise<readonly HTMLCanvasElement[]>;
}

const host = 'http://raster.test/';
const build = 'node_modules/pdfjs-dist/legacy/build';
const html = `<!doctype html><title>raster</title><script type="module">
  // on the page's own thread
  import './pdf.worker.mjs';
  import { getDocument } from './pdf.mjs';
  globalThis.pagesOf = async (base64) => {
    const data = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const pdf = await getDocument({ data, verbosity: 0 }).promise;
    const pages = [];
    for (let n = 1; n <= pdf.numPages; n++) {
      const page = await pdf.getPage(n);
      const canvas = Object.assign(document.createElement('canvas'), { width: 1280, height: 720 });
      await page.render({ canvas, viewport: page.getViewport({ scale: 4 / 3 }) }).promise;
      pages.push(canvas);
    }
    return pages;
  };
</script>`;

/** A page of the browser in which pdf.js draws. */
export async function rasterPage(page: Page): Promise<void> {
  await page.route(`${host}**`, (route) => {
    const name = new URL(route.request().url()).pathname.slice(1);
    return name === ''
      ? route.fulfill({ contentType: 'text/html', body: html })
      : route.fulfill({ contentType: 'text/javascript', body: readFileSync(resolve(build, name)) });
  });
  await page.goto(host);
  await page.waitForFunction(() => 'pagesOf' in globalThis);
}

/** The pages of a PDF as tiles, 0 black to 255 white. */
export function pagesAsTiles(page: Page, pdf: Uint8Array): Promise<readonly (readonly number[])[]> {
  return page.evaluate(
    async ({ base64, across, down }) => {
      const small = new OffscreenCanvas(across, down).getContext('2d', { willReadFrequently: true });
      if (small === null) throw new Error('there is no canvas');
      small.imageSmoothingQuality = 'high';
      return (await globalThis.pagesOf(base64)).map((drawn) => {
        small.drawImage(drawn, 0, 0, across, down);
        const { data } = small.getImageData(0, 0, across, down);
        const mean = (i: number) => ((data[i] ?? 0) + (data[i + 1] ?? 0) + (data[i + 2] ?? 0)) / 3;
        return Array.from({ length: across * down }, (_, i) => mean(i * 4));
      });
    },
    { base64: Buffer.from(pdf).toString('base64'), ...tiles },
  );
}

/** A PNG as tiles. */
export function pictureAsTiles(page: Page, png: Uint8Array): Promise<readonly number[]> {
  return page.evaluate(
    async ({ base64, across, down }) => {
      const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
      const picture = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
      const small = new OffscreenCanvas(across, down).getContext('2d', { willReadFrequently: true });
      if (small === null) throw new Error('there is no canvas');
      small.imageSmoothingQuality = 'high';
      small.drawImage(picture, 0, 0, across, down);
      const { data } = small.getImageData(0, 0, across, down);
      return Array.from(
        { length: across * down },
        (_, i) => ((data[i * 4] ?? 0) + (data[i * 4 + 1] ?? 0) + (data[i * 4 + 2] ?? 0)) / 3,
      );
    },
    { base64: Buffer.from(png).toString('base64'), ...tiles },
  );
}

/** Where two pictures are not the same: the tiles that differ by more than letters do, as "column,row". */
export function differing(one: readonly number[], other: readonly number[], most: number): readonly string[] {
  return one.flatMap((grey, i) =>
    Math.abs(grey - (other[i] ?? 0)) > most ? [`${i % tiles.across},${Math.floor(i / tiles.across)}`] : [],
  );
}
