import type { Browser, Page } from 'playwright-core';
import { transfersOf, weight } from './transfer.ts';

const presses = 30;
/** Between two presses, ms: a speaker is never faster. */
const pause = 200;

/**
 * From a key press to the next slide on the screen, ms, the median of 30 on a processor throttled four times. A frame
 * is painted between the callback for it and the first task after it.
 */
export async function keyToPaint(browser: Browser, url: string): Promise<number> {
  const page = await shown(browser, url);
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 });
  await page.evaluate(() => {
    const times: number[] = [];
    const pressed = ({ timeStamp }: KeyboardEvent) => {
      requestAnimationFrame(() =>
        setTimeout(() => {
          times.push(performance.now() - timeStamp);
          document.body.dataset.times = times.join(' ');
        }),
      );
    };
    document.addEventListener('keydown', pressed, { capture: true });
  });
  for (let i = 0; i < presses; i++) {
    await page.keyboard.press('PageDown');
    await page.waitForTimeout(pause);
  }
  const measured = await page.evaluate(() => document.body.dataset.times ?? '');
  await page.close();
  const times = measured.split(' ').map(Number);
  return times.toSorted((a, b) => a - b)[Math.floor(times.length / 2)] ?? Number.NaN;
}

/** What the browser gets before it shows the first slide in its fonts. */
export async function untilFirstSlide(browser: Browser, url: string): Promise<{ bytes: number; requests: number }> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  const transfers = transfersOf(page);
  await page.goto(url);
  await page.waitForSelector('.reveal.ready');
  await page.evaluate(async () => {
    await document.fonts.ready;
  });
  const all = await transfers();
  await page.close();
  return { bytes: weight(all), requests: all.length };
}

async function shown(browser: Browser, url: string): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(url);
  await page.waitForSelector('.reveal.ready');
  return page;
}
