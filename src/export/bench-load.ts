import type { Browser } from 'playwright-core';

/** A cheap phone on a slow network: a quarter of this processor, 1.6 Mbit/s, 150 ms to the server and back. */
const slow = {
  processor: 4,
  network: { offline: false, latency: 150, downloadThroughput: 200_000, uploadThroughput: 96_000 },
};

/** How often it is loaded. */
const runs = 5;
/** For this long, ms, a page is watched after its first step. */
const afterwards = 5000;

/** What a first visit is like: medians. */
export interface Load {
  /** ms until something is on the screen. */
  readonly firstPaint: number;
  /** ms until a key press leads somewhere. */
  readonly firstStep: number;
  /** ms by which tasks were longer than 50 ms, until five seconds after the first step. */
  readonly blocked: number;
  /** Bytes in use by scripts and the page, once all that is no longer needed is gone. */
  readonly heap: number;
}

declare global {
  interface Window {
    load: { firstPaint: number; firstStep: number; blocked: number };
  }
}

/** Loads the deck at `url`, which a server that compresses has to answer, in a fresh browser profile each time. */
export async function slowLoad(browser: Browser, url: string): Promise<Load> {
  const loads: Load[] = [];
  for (let i = 0; i < runs; i++) loads.push(await once(browser, url));
  const middle = (what: keyof Load) =>
    loads.map((load) => load[what]).toSorted((a, b) => a - b)[Math.floor(runs / 2)] ?? Number.NaN;
  return {
    firstPaint: middle('firstPaint'),
    firstStep: middle('firstStep'),
    blocked: middle('blocked'),
    heap: middle('heap'),
  };
}

async function once(browser: Browser, url: string): Promise<Load> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, deviceScaleFactor: 2 });
  try {
    const page = await context.newPage();
    const devtools = await context.newCDPSession(page);
    await page.addInitScript(watchLoad);
    await devtools.send('Network.enable');
    await devtools.send('Network.emulateNetworkConditions', slow.network);
    await devtools.send('Emulation.setCPUThrottlingRate', { rate: slow.processor });
    await page.goto(url);
    await page.waitForFunction(() => window.load.firstStep > 0, undefined, { timeout: 60_000 });
    await page.waitForTimeout(afterwards);
    const load = await page.evaluate(() => window.load);
    await devtools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devtools.send('Runtime.getHeapUsage');
    return { ...load, heap: usedSize };
  } finally {
    await context.close();
  }
}

/** Runs in the page before any of its own scripts: presses a key again and again, and notes when it first does something. */
function watchLoad(): void {
  window.load = { firstPaint: 0, firstStep: 0, blocked: 0 };
  const { load } = window;
  new PerformanceObserver((list) => {
    for (const { name, startTime } of list.getEntries())
      if (name === 'first-contentful-paint') load.firstPaint = startTime;
  }).observe({ type: 'paint', buffered: true });
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) load.blocked += duration - 50;
  }).observe({ type: 'longtask', buffered: true });
  const pressed = setInterval(() => {
    if (document.body === null) return;
    document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true, cancelable: true }));
    // the first click of any deck of this kind shows another slide, or a step of the first
    const first = document.querySelector('.slides section');
    if (first === null || (first.classList.contains('present') && first.querySelector('.fragment.visible') === null))
      return;
    if (document.querySelector('.slides section.present') === null) return;
    load.firstStep = performance.now();
    clearInterval(pressed);
  }, 50);
}
