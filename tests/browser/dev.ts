import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { createServer } from 'vite';
import { projectWith } from './project.ts';

/** A dev server over a copy of the project, of which every file can be changed. */
export async function dev(browser: () => Browser) {
  const folder = mkdtempSync(join(tmpdir(), 'deck-dev-'));
  const root = projectWith('tests/fixtures/kinds', join(folder, 'project'));
  cpSync('tests/fixtures/saved', join(root, 'slides'), { recursive: true });
  const slides = join(root, 'slides');
  const original = join(folder, 'original');
  cpSync(slides, original, { recursive: true });
  const server = await createServer({
    root,
    configFile: join(root, 'vite.config.ts'),
    cacheDir: join(folder, 'cache'),
    logLevel: 'silent',
    server: { host: '127.0.0.1', port: 0 },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0] ?? '';
  const context = await browser().newContext({ viewport: { width: 1280, height: 720 } });
  const path = (name: string) => join(slides, name);
  const visit = async (address = '') => {
    const page = await context.newPage();
    await page.goto(`${url}${address}`);
    return page;
  };
  const write = (file: string, text: string) => {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  };
  return {
    context,
    path,
    visit,
    /** Opens the deck, and marks the page, so that a reload shows. */
    open: async (hash = '') => {
      const page = await visit(hash);
      await page.waitForSelector('.reveal.ready');
      await mark(page);
      return page;
    },
    write: (name: string, text: string) => write(path(name), text),
    save: (name: string, change: (text: string) => string) => saved(path(name), change),
    /** Changes a file outside of the slides. */
    edit: (name: string, change: (text: string) => string) => saved(join(root, name), change),
    /** Closes all pages and puts the slides back, once the server has noticed. */
    restore: async () => {
      const page = await visit();
      for (const other of context.pages()) if (other !== page) await other.close();
      for (const name of filesIn(slides)) if (!filesIn(original).includes(name)) rmSync(path(name));
      for (const name of filesIn(original)) {
        const text = readFileSync(join(original, name));
        // whoever watches hears of each that is written
        if (!existsSync(path(name)) || !text.equals(readFileSync(path(name)))) writeFileSync(path(name), text);
      }
      await page.waitForFunction(
        async () => {
          const versions = (within: string) => [...within.matchAll(/ data-version="([^"]*)"/g)].map(([, name]) => name);
          const served = await (await fetch('/')).text();
          return `${versions(document.querySelector('.slides')?.innerHTML ?? '')}` === `${versions(served)}`;
        },
        undefined,
        { polling: 100 },
      );
      await page.close();
    },
    close: async () => {
      await context.close();
      await server.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function filesIn(folder: string): readonly string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries.filter((each) => each.isFile()).map((each) => relative(folder, join(each.parentPath, each.name)));
}

/** Writes a text that is another one: a change that finds nothing to change would wait for ever. */
function saved(file: string, change: (text: string) => string): void {
  const before = readFileSync(file, 'utf8');
  const after = change(before);
  if (after === before) throw new Error(`nothing to change in ${file}`);
  writeFileSync(file, after);
}

export const mark = (page: Page) => page.evaluate(() => Object.assign(window, { marker: 'still here' }));

/** What tells that a page has not been loaded again since it was marked. */
export const marker = (page: Page) => page.evaluate('window.marker');
