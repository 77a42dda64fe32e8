import { readdirSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, relative } from 'node:path';
import { nearest } from '../model/nearest.ts';
import type { Shelf } from './shelf.ts';

/** Where code is read from, and who hears of each file that was read or missed; where what was made of them is kept. */
export interface Files {
  /** The folder of the Markdown files, absolute. */
  readonly folder: string;
  /** Called with the absolute path of each file that a slide depends on, there or not: its change changes the deck. */
  readonly used: (path: string) => void;
  /** Where drawings are kept from one build to the next, if anywhere. */
  readonly shelf?: Shelf;
}

/** Whether there is a file to read at `path`, which may be anything an author writes. */
export function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

/** What changes when a file is written, comes or goes. */
export function stateOf(path: string): string {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? 'none' : `${stats.mtimeMs} ${stats.size}`;
}

/** Nobody reads a longer list. */
const most = 12;

/** Which file was most likely meant: one of that name elsewhere, with a path as Windows writes it, or one with a slip. */
export function otherFile(file: string, files: Files): string {
  const path = file.replaceAll('\\', '/').replace(/^\//, '');
  const own = `${basename(files.folder)}/`;
  const meant = path.startsWith(own) ? path.slice(own.length) : path;
  const beside = filesBeside(join(files.folder, meant), files);
  if (beside.includes(meant)) return `did you mean "${meant}"?`;
  const known = beside.length > 0 ? beside : filesBeside(join(files.folder, 'code', 'any'), files);
  const namesake = known.find((each) => basename(each) === basename(meant));
  if (namesake !== undefined) return `did you mean "${namesake}"?`;
  // names that have nothing in common but their ends are not near to each other
  const stem = (name: string) => basename(name, extname(name));
  const alike = known.filter((each) => extname(each) === extname(meant));
  const near = nearest(stem(meant), alike.map(stem));
  if (near !== undefined) return `did you mean "${alike.find((each) => stem(each) === near)}"?`;
  const shown = alike.length > 0 ? alike : known;
  const rest = shown.length > most ? ' …' : '';
  return shown.length === 0 ? 'there are no files there' : `files there are ${shown.slice(0, most).join(', ')}${rest}`;
}

function filesBeside(path: string, { folder }: Files): readonly string[] {
  try {
    const entries = readdirSync(dirname(path), { withFileTypes: true });
    const names = entries.filter((entry) => entry.isFile() && !entry.name.endsWith('.md')).map((entry) => entry.name);
    return names.toSorted().map((name) => relative(folder, join(dirname(path), name)).replaceAll('\\', '/'));
  } catch {
    return [];
  }
}
