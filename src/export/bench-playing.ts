import type { Browser, Page } from 'playwright-core';
import type { BenchScene } from './bench-scenes.ts';
import { hurriedFrames } from './hurried-frames.ts';
import { stageTimes } from './running-time.ts';

/** How a scene plays on the built page. */
export interface Playing {
  /** Attributes set and nodes that came or went in a frame, over all beats. */
  readonly writes: { readonly median: number; readonly most: number };
  /** Of the longest beat on a slow processor: those that were shown, and those that were not. */
  readonly frames: number;
  readonly dropped: number;
  /** After many replays, relative to after some. */
  readonly heap: number;
  readonly nodes: number;
}

const throttled = 4;
const some = 20;
const many = 200;
/** A frame of the screen, ms. */
const frame = 1000 / 60;

/** Plays a scene in a page of its own. */
export async function played(browser: Browser, url: string, { slug, json }: BenchScene): Promise<Playing> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  try {
    await page.addInitScript(hurriedFrames);
    await page.goto(`${url}#/${slug}`);
    await page.waitForSelector(`section.present[id="${slug}"] deck-diagram[data-alive]`, { state: 'attached' });
    // the slides around it come to life as well, and are not what is measured
    await page.waitForTimeout(1000);
    const { step, length, last } = longest(json);
    const writes = await writesWhile(page, () => steps(page, last));
    for (let n = last; n >= step && n > 0; n--) await page.keyboard.press('PageUp');
    const deltas = step === 0 ? [] : await framesOf(page);
    const kept = await keptBy(page, Math.max(frame, length / 4));
    return {
      writes,
      frames: deltas.length,
      dropped: deltas.reduce((sum, delta) => sum + Math.max(0, Math.round(delta / frame) - 1), 0),
      ...kept,
    };
  } finally {
    await page.close();
  }
}

/** The step of the stage that plays longest, how long, ms, and how many steps there are. */
function longest(json: string): { readonly step: number; readonly length: number; readonly last: number } {
  const times = stageTimes(json);
  const length = Math.max(0, ...times);
  // what has no clock only settles, whichever step it is
  const step = length === 0 ? Math.min(1, times.length - 1) : times.indexOf(length);
  return { step, length, last: times.length - 1 };
}

const isStill = (page: Page) =>
  page.waitForFunction(
    () => document.querySelector('section.present:not(.stack) .diagram-controls .playing') === null,
    undefined,
    {
      timeout: 120_000,
      polling: 20,
    },
  );

/** Through all steps, frame by frame of the screen but without waiting for it. */
async function steps(page: Page, last: number): Promise<void> {
  await hurry(page, frame);
  for (let n = 0; n < last; n++) {
    await page.keyboard.press('PageDown');
    await isStill(page);
  }
  await hurry(page, 0);
}

async function hurry(page: Page, step: number): Promise<void> {
  await page.evaluate((ms) => {
    document.documentElement.dataset.hurry = String(ms);
  }, step);
}

async function writesWhile(page: Page, deed: () => Promise<void>): Promise<Playing['writes']> {
  await page.evaluate(() => {
    const counts: number[] = [];
    Object.assign(window, { counts });
    const svg = document.querySelector('section.present:not(.stack) deck-diagram > svg.live');
    // all that is written between two frames is one delivery
    if (svg !== null)
      new MutationObserver((records) =>
        counts.push(
          records.reduce((sum, each) => sum + each.addedNodes.length + each.removedNodes.length, 0) +
            records.filter(({ type }) => type !== 'childList').length,
        ),
      ).observe(svg, { attributes: true, childList: true, characterData: true, subtree: true });
  });
  await deed();
  const counts = await page.evaluate((): readonly number[] => Reflect.get(window, 'counts'));
  const sorted = counts.toSorted((a, b) => a - b);
  return { median: sorted[Math.floor(sorted.length / 2)] ?? 0, most: sorted.at(-1) ?? 0 };
}

/** The times between the frames of the step ahead, ms, on a slow processor. */
async function framesOf(page: Page): Promise<readonly number[]> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: throttled });
  await page.evaluate(() => {
    const deltas: number[] = [];
    Object.assign(window, { deltas });
    let last: number | undefined;
    const look = (now: number) => {
      const plays = document.querySelector('section.present:not(.stack) .diagram-controls .playing') !== null;
      if (last !== undefined && plays) deltas.push(now - last);
      if (plays || last === undefined) requestAnimationFrame(look);
      if (plays) last = now;
    };
    requestAnimationFrame(look);
  });
  await page.keyboard.press('PageDown');
  await isStill(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await devtools.detach();
  return page.evaluate((): readonly number[] => Reflect.get(window, 'deltas'));
}

/** What is in memory after many replays of the beat at hand, relative to after some; `step` is a frame of them, ms. */
async function keptBy(page: Page, step: number): Promise<{ heap: number; nodes: number }> {
  const devtools = await page.context().newCDPSession(page);
  const held = async () => {
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    const { nodes } = await devtools.send('Memory.getDOMCounters');
    return { heap: usedSize, nodes };
  };
  await hurry(page, step);
  await replays(page, some);
  const before = await held();
  await replays(page, many - some);
  const after = await held();
  await devtools.detach();
  return { heap: after.heap / before.heap, nodes: after.nodes / before.nodes };
}

async function replays(page: Page, count: number): Promise<void> {
  await page.evaluate(async (times) => {
    const plays = () => document.querySelector('section.present:not(.stack) .diagram-controls .playing') !== null;
    for (let n = 0; n < times; n++) {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'r', bubbles: true }));
      while (plays()) await new Promise((done) => setTimeout(done));
    }
  }, count);
}
