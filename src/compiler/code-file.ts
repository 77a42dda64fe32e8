import { readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { expectedOneOf } from '../model/nearest.ts';
import { isFile } from './links.ts';
import { region } from './region.ts';

/** Where code is read from, and who hears of each file that was read or missed. */
export interface Files {
  /** The folder of the Markdown files, absolute. */
  readonly folder: string;
  /** Called with the absolute path of each file that a slide depends on, there or not: its change changes the deck. */
  readonly used: (path: string) => void;
}

/** The code of a file, or of a region of it; or which of the two is wrong, and how. */
export type FileCode =
  | { readonly code: string }
  | { readonly of: 'file' | 'region'; readonly what: string; readonly expected: string };

/** Reads what a slide shows of a file below the slides' folder. */
export function fileCode(
  { file, region: name }: { readonly file: string; readonly region?: string | undefined },
  files: Files,
): FileCode {
  const path = join(files.folder, file);
  if (relative(files.folder, path).startsWith('..'))
    return { of: 'file', what: `"${file}" is outside the slides' folder`, expected: 'expected a path below it' };
  files.used(path);
  // join() would take a path from the root of the disk for one from the slides' folder
  if (file.startsWith('/') || !isFile(path))
    return { of: 'file', what: `no file "${file}"`, expected: otherFile(file, files) };
  const found = region(readFileSync(path, 'utf8'), name);
  return 'code' in found ? found : { of: name === undefined ? 'file' : 'region', ...found };
}

/** Which file was most likely meant: one of that name elsewhere, with a path as Windows writes it, or one with a slip. */
function otherFile(file: string, files: Files): string {
  const path = file.replaceAll('\\', '/').replace(/^\//, '');
  const own = `${basename(files.folder)}/`;
  const meant = path.startsWith(own) ? path.slice(own.length) : path;
  const beside = filesBeside(join(files.folder, meant), files);
  if (beside.includes(meant)) return `did you mean "${meant}"?`;
  const known = beside.length > 0 ? beside : filesBeside(join(files.folder, 'code', 'any'), files);
  const namesake = known.find((each) => basename(each) === basename(meant));
  return namesake === undefined ? expectedOneOf(meant, known, 'files there') : `did you mean "${namesake}"?`;
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
