import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject } from 'vitest';
import { launched } from '../../src/export/browser.ts';

/** A browser for the tests of one file. */
export function useBrowser(): () => Browser {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launched(inject('browser'));
  });
  afterAll(() => browser?.close());
  return () => {
    if (browser === undefined) throw new Error('the browser is started before each file of tests');
    return browser;
  };
}

/**
 * A deck opened and ready, in a window of its own. Whatever goes wrong in the page fails the test: `faults` collects
 * uncaught errors, errors and warnings on the console and requests that failed, and `close` wants none. `first` is run in
 * every window before its own scripts.
 */
export async function opened(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
  first: () => void = () => {},
) {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 720 },
    colorScheme: 'light',
    // each context would keep the whole deck for itself; what is kept has tests of its own
    serviceWorkers: 'block',
    ...options,
  });
  await context.addInitScript(first);
  const page = await context.newPage();
  const faults: string[] = [];
  const requests: string[] = [];
  context.on('page', (each) => watch(each, faults, requests));
  watch(page, faults, requests);
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await page.waitForSelector('.reveal.ready');
  const close = async () => {
    await context.close();
    expect(faults).toEqual([]);
  };
  return { page, context, requests, close };
}

function watch(page: Page, faults: string[], requests: string[]): void {
  page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`));
  // without a network the browser asks for the icon again and again, as it likes
  const isIcon = (url: string) => /\/icon[^/]*\.svg$/.test(url);
  page.on('console', (message) => {
    if (isIcon(message.location().url)) return;
    if (message.type() === 'error' || message.type() === 'warning') faults.push(`console: ${message.text()}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText ?? '';
    // with scripts off the browser says "csp" of the modules it was told to load ahead; whoever leaves a page aborts
    if (why !== 'csp' && why !== 'net::ERR_ABORTED' && !isIcon(request.url()))
      faults.push(`failed: ${request.url()} ${why}`);
  });
  page.on('request', (request) => requests.push(request.url()));
}

/** Steps on to the end of the live path as with a key, a frame or more for each step. */
export function walkOn(page: Page): Promise<void> {
  return page.evaluate(async () => {
    const shown = () => {
      const slides = [...document.querySelectorAll('.slides section.present')].map(({ id }) => id);
      return `${slides} ${document.querySelectorAll('.slides .fragment.visible').length}`;
    };
    for (let last = ''; last !== shown(); ) {
      last = shown();
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'PageDown', bubbles: true }));
      await new Promise(requestAnimationFrame);
    }
  });
}

/** Where a deck stands: "slug/step", the step -1 before the first click. */
export function place(page: Page): Promise<string> {
  return page.evaluate(() => {
    const slide = [...document.querySelectorAll<HTMLElement>('.slides section.present:not(.stack)')].find(
      (each) => each.closest('section.stack:not(.present)') === null,
    );
    const groups = new Set(
      [...(slide?.querySelectorAll('.fragment.visible') ?? [])].map((each) => each.getAttribute('data-fragment-index')),
    );
    return `${slide?.id ?? ''}/${groups.size - 1}`;
  });
}
