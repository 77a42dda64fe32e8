import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { type Files, isFile, otherFile } from './files.ts';
import { region } from './region.ts';

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
