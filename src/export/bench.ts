import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { availableParallelism, cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { createServer } from 'vite';
import { type Load, slowLoad } from './bench-load.ts';
import { benchModel } from './bench-model.ts';
import { keyToPaint, untilFirstSlide } from './bench-page.ts';
import { benchSaving } from './bench-saving.ts';
import { benchScenes } from './bench-scenes.ts';
import { neutralSlides } from './bench-slides.ts';
import { installedBrowser, launched, noBrowser } from './browser.ts';
import { command } from './command.ts';
import { pdf } from './pdf/print.ts';
import { plainServer } from './plain-server.ts';
import { projectWith } from './project.ts';
import { built, type Site, served } from './site.ts';

/** The decks that are compared: the first is the measure, and the one in the middle a talk's usual size. */
const sizes = [10, 40, 160] as const;
/** After this long, ms, what is left is measured once. */
const enough = 80_000;

interface Row {
  readonly slides: number;
  /** Medians, ms. */
  readonly compile: number;
  readonly build: number;
  readonly pdf: number;
  readonly pdfBytes: number;
}

/** `npm run bench`: how the times of the simulator and of the deck grow, as ratios within one run. Nothing is asserted. */
await command('npm run bench takes no options.', async () => {
  const path = installedBrowser();
  if (path === undefined) throw new Error(noBrowser);
  const browser = await launched(path);
  const folder = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const model = cpus()[0]?.model ?? 'unknown processor';
    console.log(
      `${availableParallelism()} cores (${model}), Node ${process.version}, browser ${browser.version()}\n` +
        'Times are this machine’s; what can be compared are ratios.\n',
    );
    benchModel();
    console.log('The deck. Medians; "each" is time per slide relative to the deck of 10.\n');
    const rows: Row[] = [];
    for (const slides of sizes) {
      const root = projectWith(neutralSlides(slides, join(folder, `slides-${slides}`)), join(folder, `deck-${slides}`));
      rows.push(await measured(root, slides, browser));
    }
    print(rows);
    const [key, first] = await onSite(
      join(folder, 'deck-40'),
      async ({ url }) => [await keyToPaint(browser, url), await untilFirstSlide(browser, url)] as const,
    );
    console.log(`\nOn the deck of 40 slides:
  key press to next slide painted, processor throttled 4×   ${key.toFixed(0)} ms
  before the first slide is shown                           ${kB(first.bytes)} gzip in ${first.requests} requests`);
    await benchSaving(browser, folder);
    const talk = join(folder, 'talk');
    await built(process.cwd(), talk);
    console.log(
      '\nA first visit on a slow phone: processor throttled 4×, 1.6 Mbit/s, 150 ms there and back. Medians of 5.\n',
    );
    printLoad('40 slides', await visited(browser, join(folder, 'deck-40', 'dist')));
    printLoad('the talk', await visited(browser, talk));
    await benchScenes(browser, process.cwd(), talk);
  } finally {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  }
});

async function measured(root: string, slides: number, browser: Browser): Promise<Row> {
  const compile = await compileTime(root);
  const build = await median(3, () => built(root));
  let pdfBytes = 0;
  const paper = await onSite(root, (site) =>
    median(3, async () => {
      pdfBytes = (await pdf(browser, site, 'slides')).bytes.length;
    }),
  );
  return { slides, compile, build, pdf: paper, pdfBytes };
}

async function onSite<T>(root: string, use: (site: Site) => Promise<T>): Promise<T> {
  const site = await served(root, { port: 4600 });
  try {
    return await use(site);
  } finally {
    await site.close();
  }
}

async function visited(browser: Browser, folder: string): Promise<Load> {
  const server = await plainServer(folder);
  try {
    return await slowLoad(browser, server.url);
  } finally {
    await server.close();
  }
}

function printLoad(deck: string, { firstPaint, firstStep, blocked, heap }: Load): void {
  const ms = (time: number) => `${time.toFixed(0)} ms`.padStart(8);
  console.log(
    `${deck.padEnd(12)}first paint${ms(firstPaint)}   first step${ms(firstStep)}   blocked${ms(blocked)}   heap ${(heap / 1_000_000).toFixed(1)} MB`,
  );
}

/** From the files of slides to the HTML of the deck, as the dev server does it for each reload. */
async function compileTime(root: string): Promise<number> {
  const server = await createServer({
    root,
    logLevel: 'silent',
    server: { middlewareMode: true, ws: false, watch: null },
  });
  const html = readFileSync(join(root, 'index.html'), 'utf8');
  const once = () => server.transformIndexHtml('/index.html', html);
  const time = await median(5, once);
  await server.close();
  return time;
}

async function median(runs: number, run: () => Promise<unknown>): Promise<number> {
  // the first time also loads what later ones have
  await run();
  const times: number[] = [];
  for (let i = 0; i === 0 || (i < runs && performance.now() < enough); i++) {
    const started = performance.now();
    await run();
    times.push(performance.now() - started);
  }
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

function print(rows: readonly Row[]): void {
  const line = (...cells: readonly string[]) => console.log(cells.map((cell) => cell.padStart(10)).join(''));
  line('slides', 'compile', 'each', 'build', 'each', 'PDF', 'each', 'PDF size');
  const first = rows[0];
  for (const row of rows) {
    const timed = (['compile', 'build', 'pdf'] as const).flatMap((what) => {
      const each = row[what] / row.slides / ((first?.[what] ?? Number.NaN) / (first?.slides ?? Number.NaN));
      return [`${row[what].toFixed(0)} ms`, `× ${each.toFixed(2)}`];
    });
    line(String(row.slides), ...timed, kB(row.pdfBytes));
  }
}

function kB(bytes: number): string {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
