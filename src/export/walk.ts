import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { firstLine } from './command.ts';
import type { Site } from './site.ts';

/** A slide of a deck on the screen, as the page tells of it. */
export interface Stop {
  readonly slug: string;
  /** Clicks from its first look to its last. */
  readonly clicks: number;
}

/** A deck in a window of its own, to be gone through slide by slide. */
export interface Walk {
  readonly page: Page;
  /** All slides, optional ones too, in the order of the deck. */
  readonly stops: readonly Stop[];
  /** Shows a slide after so many clicks, and waits until nothing on it is still to come. */
  go(slug: string, clicks: number): Promise<void>;
  /** Asks the page something; what fails is told in one line. */
  ask<T>(question: (page: Page) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** How long a slide may take to be there, ms; far beyond what the slowest needs. */
const patience = 30_000;

/** Opens the deck. What fails in its page is thrown by whatever is done next, in one line. */
export async function walk(browser: Browser, site: Site, options: BrowserContextOptions): Promise<Walk> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  const faults: string[] = [];
  const failed = (fault: string) => {
    faults.push(fault);
    context.close().catch(() => undefined);
  };
  page.on('pageerror', (error) => failed(`the deck fails: ${firstLine(error)}`));
  page.on('crash', () => failed('the browser lost the page, perhaps for want of memory'));
  // a diagram that gives up says so, and has its poster
  page.on('console', (message) => {
    if (message.type() === 'error') failed(`the deck fails: ${firstLine(message.text())}`);
  });
  const told = async <T>(deed: () => Promise<T>): Promise<T> => {
    try {
      return await deed();
    } catch (error) {
      if (!browser.isConnected()) throw new Error('the browser ended before the deck was looked at', { cause: error });
      throw new Error(faults[0] ?? firstLine(error).replace(/^page\.\w+: (Error: )?/, ''), { cause: error });
    }
  };
  try {
    const stops = await told(async () => {
      // a phone that asks for no slide gets the article
      await page.goto(`${site.url}#/`);
      await page.waitForSelector('.reveal.ready', { timeout: patience });
      return page.evaluate(stopsOf);
    });
    return {
      page,
      stops,
      go: (slug, clicks) => told(() => page.evaluate(shown, { slug, clicks, patience })),
      ask: (question) => told(() => question(page)),
      close: () => context.close(),
    };
  } catch (error) {
    await context.close();
    throw error;
  }
}

/** Runs in the page. */
function stopsOf(): Stop[] {
  return [...document.querySelectorAll('.slides section[id]')].map((slide) => {
    const fragments = [...slide.querySelectorAll('.fragment')];
    return { slug: slide.id, clicks: new Set(fragments.map((each) => each.getAttribute('data-fragment-index'))).size };
  });
}

/** Runs in the page: the address is all that it needs to know of the deck. */
async function shown({ slug, clicks, patience }: { slug: string; clicks: number; patience: number }): Promise<void> {
  const late = performance.now() + patience;
  const until = async (isThere: () => boolean, what: string) => {
    while (!isThere()) {
      if (performance.now() > late) throw new Error(`#${slug}: ${what}`);
      await new Promise((soon) => setTimeout(soon, 5));
    }
  };
  const slide = document.getElementById(slug);
  const visible = () =>
    new Set(
      [...(slide?.querySelectorAll('.fragment.visible') ?? [])].map((each) => each.getAttribute('data-fragment-index')),
    ).size;
  // a step is always named: without one a slide that was seen before stays at its last
  const hash = `#/${slug}/${clicks - 1}`;
  let asked = Number.NEGATIVE_INFINITY;
  await until(() => {
    // in a stack that is elsewhere one slide is always the present one
    const isHere = slide?.matches('.present') && slide.closest('.stack:not(.present)') === null;
    if (isHere && visible() === clicks) return true;
    // reveal.js writes the address of a step a second late, and may have written the last one over ours: so once more
    if (performance.now() - asked > 500) {
      asked = performance.now();
      if (location.hash === hash) history.replaceState(null, '', '#');
      location.replace(hash);
    }
    return false;
  }, 'this step does not come');
  await until(
    () => slide?.querySelector('deck-diagram:not([data-alive])') === null,
    'its diagram does not come to life',
  );
  // what is laid out now may want a font that nothing had wanted yet
  slide?.getBoundingClientRect();
  await document.fonts.ready;
}
