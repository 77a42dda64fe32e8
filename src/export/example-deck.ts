import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** The page that builds a chapter slide by slide. */
const page = 'docs/write-a-slide.md';

const example = /^(`{3,})markdown\n([\s\S]*?)\n\1$/gm;

/** The chapter that the documentation builds, as a folder of slides at `to`: its examples one after the other, and what they name. */
export function exampleSlides(to: string): string {
  const text = readFileSync(page, 'utf8');
  const parts = [...text.matchAll(example)].flatMap(({ 2: part = '', index }) =>
    // what a comment marks is wrong on purpose, or no slide
    text.slice(0, index).trimEnd().endsWith('-->') ? [] : [part],
  );
  return slidesWith(parts.join('\n\n'), to);
}

/** A folder of slides with one chapter, beside the files that slides of this project may name. */
export function slidesWith(chapter: string, to: string): string {
  mkdirSync(to, { recursive: true });
  writeFileSync(join(to, '10.md'), `${chapter}\n`);
  cpSync('slides/code', join(to, 'code'), { recursive: true });
  cpSync('docs/pictures', join(to, 'pictures'), { recursive: true });
  return to;
}
