import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createServer, type ViteDevServer } from 'vite';
import { neutralSlides } from './bench-slides.ts';
import { projectWith } from './project.ts';

const saves = 15;
/** Between two saves, ms: for the page and the server to come to rest. */
const pause = 150;

/** A save to be repeated: the text of the file the nth time, and what it changes in the page. */
interface Edit {
  readonly file: string;
  readonly text: (n: number) => string;
  /** The element that changes: to hold this text, or, without one, to be another version of itself. */
  readonly selector: string;
  readonly shows?: (n: number) => string;
}

/** When what happened to a save, ms since it was written. */
interface Save {
  readonly heard: number;
  readonly sent: number;
  readonly received: number;
  readonly shown: number;
}

/**
 * From writing a file to the new words in an open page: for a slide of 40, for a slide of the talk, for a diagram of the
 * talk, and for a page that is no deck. They take turns, so that what else the machine does troubles all of them.
 */
export async function benchSaving(browser: Browser, folder: string): Promise<void> {
  const neutral = projectWith(neutralSlides(40, join(folder, 'saved-slides')), join(folder, 'saved'));
  const talk = projectWith('slides', join(folder, 'saved-talk'));
  const plain = plainPage(join(folder, 'saved-plain'));
  const { words, fence, slug } = editsOf(join(talk, 'slides'));
  const slide = title(join(neutral, 'slides/10-all.md'), 'slide-20', '## Slide 20 has a title');
  const closing: (() => Promise<unknown>)[] = [];
  const open = async (root: string, hash: string): Promise<Saver> => {
    const server = await createServer({
      root,
      cacheDir: join(root, '.cache'),
      logLevel: 'silent',
      server: { host: '127.0.0.1', port: 4630 },
    });
    closing.push(() => server.close());
    await server.listen();
    const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
    closing.push(() => page.close());
    await page.addInitScript(noteMessages);
    // nobody knows how busy this machine is
    await page.goto(`${server.resolvedUrls?.local[0] ?? ''}${hash}`, { timeout: 120_000 });
    return saver(server, page, await clockOf(page));
  };
  try {
    const onPlain = await open(plain.root, '');
    const onNeutral = await open(neutral, '#/slide-20');
    const onTalk = await open(talk, `#/${slug}`);
    const rows = [
      { name: 'no deck', save: onPlain, edit: plain.edit },
      { name: 'a slide of 40', save: onNeutral, edit: slide },
      { name: 'a slide of the talk', save: onTalk, edit: words },
      { name: 'its diagram', save: onTalk, edit: fence },
    ].map((row): Row => ({ ...row, times: [] }));
    // the first time also loads what later ones have
    for (let n = 0; n <= saves; n++) {
      for (const { save, edit, times } of rows) {
        const time = await save(edit, n);
        if (n > 0) times.push(time);
        await new Promise((done) => setTimeout(done, pause));
      }
    }
    print(rows);
  } finally {
    for (const close of closing.toReversed()) await close();
  }
}

interface Row {
  readonly name: string;
  readonly save: Saver;
  readonly edit: Edit;
  readonly times: Save[];
}

/** Makes an edit the nth time, and says how long it took. */
type Saver = (edit: Edit, n: number) => Promise<Save>;

/** `ahead` is how far the clock of the page is ahead of ours, ms. */
function saver(server: ViteDevServer, page: Page, ahead: number): Saver {
  let heard = 0;
  let sent = 0;
  server.watcher.on('change', () => {
    heard ||= now();
  });
  const { hot } = server.environments.client;
  const send = hot.send.bind(hot);
  Object.assign(hot, {
    send: (...message: Parameters<typeof send>) => {
      sent ||= now();
      send(...message);
    },
  });
  return async ({ file, text, selector, shows }, n) => {
    await page.waitForSelector(selector, { state: 'attached', timeout: 120_000 });
    await page.evaluate(watchFor, { selector, text: shows?.(n) });
    heard = 0;
    sent = 0;
    const written = now();
    writeFileSync(file, text(n));
    const { received, shown } = await page.evaluate(
      (): Promise<{ received: number; shown: number }> => Reflect.get(window, 'coming'),
    );
    return {
      heard: heard - written,
      sent: sent - written,
      received: received - ahead - written,
      shown: shown - ahead - written,
    };
  };
}

/** In the page: notes when a message of the server comes, before anybody gets it. */
function noteMessages(): void {
  const Native = WebSocket;
  window.WebSocket = class extends Native {
    constructor(...args: ConstructorParameters<typeof WebSocket>) {
      super(...args);
      this.addEventListener('message', () => {
        if (Reflect.get(window, 'received') === undefined)
          Object.assign(window, { received: performance.timeOrigin + performance.now() });
      });
    }
  };
}

/** In the page: waits for what a save changes. */
function watchFor({ selector, text }: { selector: string; text: string | undefined }): void {
  const version = () => document.querySelector<HTMLElement>(selector)?.dataset.version;
  const before = version();
  const has = () =>
    text === undefined ? version() !== before : document.querySelector(selector)?.textContent?.includes(text);
  const coming = new Promise((done) => {
    new MutationObserver((_, observer) => {
      if (!has()) return;
      observer.disconnect();
      done({ received: Reflect.get(window, 'received'), shown: performance.timeOrigin + performance.now() });
    }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
  });
  Object.assign(window, { coming, received: undefined });
}

function now(): number {
  return performance.timeOrigin + performance.now();
}

/** How far the clock of a page is ahead of ours, ms, by the quickest of some questions. */
async function clockOf(page: Page): Promise<number> {
  let best = { took: Number.POSITIVE_INFINITY, ahead: 0 };
  for (let i = 0; i < 20; i++) {
    const asked = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const took = now() - asked;
    if (took < best.took) best = { took, ahead: there - asked - took / 2 };
  }
  return best.ahead;
}

/** The first slide of the talk that has a run to be slowed down: its title, and its diagram. */
function editsOf(slides: string): { words: Edit; fence: Edit; slug: string } {
  for (const name of readdirSync(slides)
    .filter((each) => each.endsWith('.md'))
    .toSorted()) {
    const file = join(slides, name);
    const text = readFileSync(file, 'utf8');
    for (const part of text.split('\n---\n')) {
      const [, slug] = /\.slide: id="([^"]+)"/.exec(part) ?? [];
      const [heading] = /^## .*$/m.exec(part) ?? [];
      const [lens, value] = /^ *lens: (\d+)$/m.exec(part) ?? [];
      if (slug === undefined || heading === undefined || lens === undefined) continue;
      const slower = (n: number) => part.replace(lens, lens.replace(/\d+/, String(Number(value) + n + 1)));
      const fence = { file, text: (n: number) => text.replace(part, () => slower(n)), selector: `section#${slug}` };
      return { words: title(file, slug, heading), fence, slug };
    }
  }
  throw new Error('no slide of the talk has a run to be slowed down');
}

function title(file: string, slug: string, heading: string): Edit {
  const text = readFileSync(file, 'utf8');
  return {
    file,
    text: (n) => text.replace(heading, () => `${heading}, ${shows(n)}`),
    selector: `section#${slug} h2`,
    shows,
  };
}

const shows = (n: number) => `saved ${n + 1} times`;

/** What any page of Vite's has: a module that is exchanged in the open page when it is saved. */
function plainPage(root: string): { root: string; edit: Edit } {
  mkdirSync(root, { recursive: true });
  const file = join(root, 'words.js');
  const text = (n: number) => `export const words = '${shows(n)}';\n`;
  writeFileSync(file, text(-1));
  writeFileSync(
    join(root, 'main.js'),
    `import { words } from './words.js';
const show = (text) => { document.querySelector('p').textContent = text; };
show(words);
import.meta.hot.accept('./words.js', (fresh) => show(fresh.words));
`,
  );
  writeFileSync(join(root, 'index.html'), '<!doctype html><p></p><script type="module" src="./main.js"></script>');
  return { root, edit: { file, text, selector: 'p', shows } };
}

function print(rows: readonly { readonly name: string; readonly times: readonly Save[] }[]): void {
  console.log(`
From saving a file to the open page. Medians of ${saves} in ms: until the server hears of it, for compiling, for sending, and for
putting it into the page; "relative" is to a page of Vite's that is no deck, with one module exchanged.\n`);
  line('saved', 'watch', 'compile', 'send', 'swap', 'all', 'relative');
  const all = rows.map(({ times }) => median(times, ({ shown }) => shown));
  for (const [i, { name, times }] of rows.entries()) {
    line(
      name,
      ...[
        median(times, ({ heard }) => heard),
        median(times, ({ heard, sent }) => sent - heard),
        median(times, ({ sent, received }) => received - sent),
        median(times, ({ received, shown }) => shown - received),
        all[i] ?? Number.NaN,
      ].map((ms) => ms.toFixed(0)),
      `× ${((all[i] ?? Number.NaN) / (all[0] ?? Number.NaN)).toFixed(2)}`,
    );
  }
}

function median(saved: readonly Save[], of: (save: Save) => number): number {
  return saved.map(of).toSorted((a, b) => a - b)[Math.floor(saved.length / 2)] ?? Number.NaN;
}

function line(...cells: readonly string[]): void {
  console.log(cells.map((cell, n) => (n === 0 ? cell.padEnd(20) : cell.padStart(10))).join(''));
}
