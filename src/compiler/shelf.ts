import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Keeps texts that take long to make, under all that they are made of. */
export interface Shelf {
  /** What was kept; undefined where there is nothing whole. */
  get(key: string): string | undefined;
  put(key: string, text: string): void;
}

/** Keeps nothing. */
export const noShelf: Shelf = { get: () => undefined, put: () => undefined };

/** Drawings are made of the text of their fence and of these. */
const makers = ['src/model', 'src/draw', 'src/play', 'src/compiler'] as const;

/** So many texts are kept at most: several versions of a talk. The oldest half goes when it is more. */
const mostKept = 2000;

/**
 * Drawings that outlive the process, for the next build, dev server or test of the same project: the run behind a figure
 * takes a hundred times as long as to read what it came to. A text is found under what it is made of, our own code among
 * it, and nothing else: what changes any of that finds nothing. DECK_CACHE=off in the environment makes all anew.
 */
export function shelfIn(root: string, env: NodeJS.ProcessEnv = process.env): Shelf {
  if (env.DECK_CACHE === 'off') return noShelf;
  try {
    const version = versionOf(root);
    const folder = join(root, 'node_modules', '.cache', 'deck');
    mkdirSync(folder, { recursive: true });
    tidy(folder);
    return keeping(folder, version);
  } catch {
    // a project without sources, a folder that nobody may write: all is made anew
    return noShelf;
  }
}

/** What is kept, or made now and kept. `parts` are all that it is made of. */
export function once(shelf: Shelf, parts: readonly unknown[], make: () => string): string {
  const key = JSON.stringify(parts);
  const known = shelf.get(key);
  if (known !== undefined) return known;
  const made = make();
  shelf.put(key, made);
  return made;
}

function keeping(folder: string, version: string): Shelf {
  const pathOf = (key: string) => join(folder, digest(version, key));
  return {
    get(key) {
      try {
        const path = pathOf(key);
        const [sum = '', text = ''] = split(readFileSync(path, 'utf8'));
        if (sum !== digest(text)) return undefined;
        const now = new Date();
        utimesSync(path, now, now);
        return text;
      } catch {
        return undefined;
      }
    },
    put(key, text) {
      const path = pathOf(key);
      // whoever reads meanwhile finds all of it or nothing
      const unfinished = `${path}.${process.pid}`;
      try {
        writeFileSync(unfinished, `${digest(text)}\n${text}`);
        renameSync(unfinished, path);
      } catch {
        rmSync(unfinished, { force: true });
      }
    },
  };
}

function split(whole: string): readonly [string, string] {
  const end = whole.indexOf('\n');
  return [whole.slice(0, Math.max(0, end)), whole.slice(end + 1)];
}

/** All that draws: this Node, the packages as they are pinned, and our own sources. */
function versionOf(root: string): string {
  const files = makers.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .map((name) => join(folder, name))
      .toSorted(),
  );
  const texts = ['package.json', ...files].flatMap((file) => [file, readFileSync(join(root, file), 'utf8')]);
  return digest(process.version, ...texts);
}

function digest(...parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length} `).update(part);
  return hash.digest('base64url');
}

function tidy(folder: string): void {
  const names = readdirSync(folder);
  if (names.length <= mostKept) return;
  const used = (name: string) => statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  const byAge = names.map((name) => ({ name, at: used(name) })).toSorted((a, b) => a.at - b.at);
  for (const { name } of byAge.slice(0, names.length - mostKept / 2)) rmSync(join(folder, name), { force: true });
}
