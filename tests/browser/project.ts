import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** A copy of this project at `to` with the slides of `slides`, for decks that are not the talk and for edits in dev. */
export function projectWith(slides: string, to: string): string {
  mkdirSync(to, { recursive: true });
  for (const part of [
    'package.json',
    'tsconfig.json',
    'vite.config.ts',
    'index.html',
    'speaker.html',
    'src',
    'assets',
  ]) {
    cpSync(part, join(to, part), { recursive: true });
  }
  cpSync(slides, join(to, 'slides'), { recursive: true });
  symlinkSync(resolve('node_modules'), join(to, 'node_modules'));
  return to;
}
