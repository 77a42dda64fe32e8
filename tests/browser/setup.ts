import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { browserForTests } from '../../src/export/browser.ts';
import { built, served } from '../../src/export/site.ts';
import { projectWith } from './project.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Path of the browser. */
    browser: string;
    /** Address of the built talk. */
    talk: string;
    /** The folder that it was built into. */
    talkFolder: string;
    /** Address of a built deck with every kind of slide, optional ones among them. */
    kinds: string;
    /** The folder that it was built into. */
    kindsFolder: string;
  }
}

/** Finds or installs a browser, builds two decks and serves them on loopback. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const browser = browserForTests((line) => console.log(line));
  const folder = mkdtempSync(join(tmpdir(), 'deck-'));
  const talk = await site(process.cwd(), join(folder, 'talk'), 4310);
  const kinds = await site(
    projectWith('tests/fixtures/kinds', join(folder, 'kinds-project')),
    join(folder, 'kinds'),
    4311,
  );
  project.provide('browser', browser);
  project.provide('talk', talk.url);
  project.provide('talkFolder', join(folder, 'talk'));
  project.provide('kinds', kinds.url);
  project.provide('kindsFolder', join(folder, 'kinds'));
  return async () => {
    await Promise.all([talk.close(), kinds.close()]);
    rmSync(folder, { recursive: true, force: true });
  };
}

async function site(root: string, outDir: string, port: number) {
  await built(root, outDir);
  return served(root, { port, outDir });
}
