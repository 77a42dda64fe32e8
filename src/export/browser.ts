import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { Launcher } from 'chrome-launcher';
import { type Browser, chromium } from 'playwright-core';

/** Flags for a browser that a program drives: no first-run pages, and no talk with any host but ours. */
const flags = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Chrome's sandbox refuses to run as root, which is what containers run as
  ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
];

/** What to do where there is no browser, in one sentence. */
export const noBrowser =
  'No Chrome, Chromium or Edge found: install one, set CHROME_PATH to it, or run "npx playwright-core install chromium".';

/** Finds paths at which there may be a browser. */
export type Search = (env: NodeJS.ProcessEnv) => readonly string[];

/** Where to look, in this order: a browser that people keep up to date comes before one that was downloaded once. */
export const searches: Readonly<Record<'chrome' | 'edge' | 'playwright', Search>> = {
  chrome: chromes,
  edge: edges,
  playwright: () => [chromium.executablePath()],
};

/**
 * The path of the browser that is there: the one in CHROME_PATH, any Chrome or Chromium, Edge, or the one that
 * Playwright has downloaded. undefined if there is none. Throws if CHROME_PATH names no file.
 */
export function installedBrowser(
  env: NodeJS.ProcessEnv = process.env,
  places: readonly Search[] = Object.values(searches),
): string | undefined {
  const named = env.CHROME_PATH;
  if (named !== undefined && named !== '') {
    if (!isFile(named)) throw new Error(`CHROME_PATH is "${named}", and there is no such file.`);
    return named;
  }
  for (const search of places) {
    const found = search(env).find(isFile);
    if (found !== undefined) return found;
  }
  return undefined;
}

// a folder is no browser: on macOS people name the application, and the program is deep inside
function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

function chromes(): readonly string[] {
  try {
    return Launcher.getInstallations();
  } catch {
    // it throws where it finds none
    return [];
  }
}

function edges(env: NodeJS.ProcessEnv): readonly string[] {
  const programs = [env['PROGRAMFILES(X86)'], env.PROGRAMFILES].flatMap((folder) => folder ?? []);
  return [
    '/opt/microsoft/msedge/msedge',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
    ...programs.map((folder) => `${folder}\\Microsoft\\Edge\\Application\\msedge.exe`),
  ];
}

/** The browser at `path`, started without a window. `by` is what named it. */
export async function launched(path: string, by = 'CHROME_PATH'): Promise<Browser> {
  try {
    return await chromium.launch({ executablePath: path, args: flags });
  } catch (error) {
    throw new Error(`${path} does not start as a browser: set ${by} to one that does.`, { cause: error });
  }
}

/** The browser at a path that was named, or the one that is there, started. Throws in a line if there is none. */
export async function browserAt(named?: string): Promise<Browser> {
  if (named !== undefined && !isFile(named)) throw new Error(`--browser is "${named}", and there is no such file.`);
  const path = named ?? installedBrowser();
  if (path === undefined) throw new Error(noBrowser);
  return launched(path, named === undefined ? 'CHROME_PATH' : '--browser');
}

/**
 * Like `installedBrowser`, and installs one where there is none: Debian's or Ubuntu's own as root, else the one that
 * Playwright downloads. Throws with what to do if that fails.
 */
export function browserForTests(say: (line: string) => void): string {
  const found = installedBrowser();
  if (found !== undefined) return found;
  const root = process.getuid?.() === 0;
  if (root && spawnSync('apt-get', ['--version']).status === 0) {
    say('No browser found: installing one with apt-get …');
    const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
    spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', 'chromium'], { stdio: 'ignore', env });
  }
  // Ubuntu has Chromium as a snap only, which no container can run
  if (installedBrowser() === undefined) {
    say('No browser found: installing one with Playwright …');
    const args = ['node_modules/playwright-core/cli.js', 'install', ...(root ? ['--with-deps'] : []), 'chromium'];
    spawnSync(process.execPath, args, { stdio: 'inherit' });
  }
  const installed = installedBrowser();
  if (installed === undefined) throw new Error(noBrowser);
  return installed;
}
