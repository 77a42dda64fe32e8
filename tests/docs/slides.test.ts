import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../../src/compiler/deck.ts';
import { exampleSlides, slidesWith } from '../../src/export/example-deck.ts';
import { summary } from '../../src/model/problem.ts';
import { those } from './pages.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'docs-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const none = '0 problems in 0 files';
const slides = those('fence').filter(({ language }) => language === 'markdown');
// those of the page that builds a chapter are one
const apart = slides.filter(
  ({ at, mark }) => mark === 'part of a slide' || (mark === '' && !at.startsWith('docs/write-a-slide.md')),
);

function problemsIn(chapter: string, name: string): string {
  const root = join(folder, name);
  return summary(compiled(slidesWith(chapter, join(root, 'slides')), root).problems);
}

/** What a slide has, around what an example shows of one. */
function whole(example: string): string {
  const head = '---\ntitle: T\nminutes: 1\n---\n\n';
  const notes = '\n\nNote:\n\nSay: S.\n\nClick: C.\n\nNext: N.\n\nIf asked: A.\n';
  const comment = example.includes('.slide:') ? '' : '<!-- .slide: id="example" -->\n\n';
  return `${head}${comment}${example}${example.includes('Note:') ? '' : notes}`;
}

describe('the slides in the documentation', () => {
  it('are a chapter without problems', () => {
    const at = exampleSlides(join(folder, 'chapter'));
    const deck = compiled(at, at);
    expect(summary(deck.problems)).toBe(none);
    expect(deck.chapters.flatMap((chapter) => chapter.slides.map(({ slug }) => slug))).toEqual([
      'one-await',
      'no-such-line',
    ]);
  });

  it.each(apart)('have no problems at $at', ({ at, content }) => {
    expect(problemsIn(whole(content), at.replaceAll(/\W/g, '-'))).toBe(none);
  });

  it('that are wrong have the problems that the page shows', () => {
    const [wrong] = slides.filter(({ mark }) => mark === 'wrong');
    const shown = those('fence').filter(({ mark }) => mark === 'problems');
    expect(shown.map(({ content }) => content)).toEqual([`${problemsIn(wrong?.content ?? '', 'wrong')}\n`]);
  });

  it('are of no kind that nobody holds to anything', () => {
    const marks = new Set(slides.map(({ mark }) => mark));
    expect([...marks].filter((mark) => !['', 'wrong', 'part of a slide'].includes(mark))).toEqual([]);
  });
});
