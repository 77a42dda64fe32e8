import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

const parts = [
  'package.json',
  'tsconfig.json',
  'vite.config.ts',
  'index.html',
  'read.html',
  'speaker.html',
  'playground.html',
  '404.html',
  'src',
  'assets',
] as const;

/**
 * A copy of the project in the working directory at `to`, with the slides of `slides`: for decks that are not the
 * talk, and for edits.
 */
export function projectWith(slides: string, to: string): string {
  mkdirSync(to, { recursive: true });
  for (const part of parts) cpSync(part, join(to, part), { recursive: true });
  cpSync(slides, join(to, 'slides'), { recursive: true });
  // Windows makes links to folders without being an administrator only as junctions
  symlinkSync(resolve('node_modules'), join(to, 'node_modules'), 'junction');
  return to;
}
