import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../../src/compiler/deck.ts';
import { columnsOf, slidesHtml } from '../../src/compiler/section.ts';

const page = readFileSync('docs/reveal-markdown.md', 'utf8');

/** The rows of the tables, in which ⏎ ends a line, and a bar stands behind a backslash. */
const rows = page
  .split('\n')
  .filter((line) => line.startsWith('| `'))
  .map((line) =>
    line
      .split(/(?<!\\)\|/)
      .slice(1, -1)
      .map((cell) => cell.trim().replaceAll('\\|', '|')),
  );

const works = rows
  .filter((cells) => cells.length === 3)
  .map(([markdown = '', is = '', becomes = '']) => ({ markdown: inner(markdown), is, becomes: inner(becomes) }));
const refused = rows
  .filter((cells) => cells.length === 2)
  .map(([markdown = '', told = '']) => ({ markdown: inner(markdown), told: inner(told) }));

function inner(cell: string): string {
  const [, , code = ''] = /^(`+) ?(.*?) ?\1$/.exec(cell) ?? [];
  return code.replaceAll('⏎', '\n');
}

const comment = '<!-- .slide: id="one" -->';
const notes = 'Note:\n\nSay: S.\n\nClick: C.\n\nNext: N.\n\nIf asked: A.';

/** A chapter with this Markdown in the place in which it can stand. */
function chapterWith(markdown: string): string {
  const slide = (parts: { comment?: string; body?: string; notes?: string }) =>
    [parts.comment ?? comment, '## One', parts.body ?? 'Text', parts.notes ?? notes].join('\n\n');
  const text = () => {
    if (/^-+$/.test(markdown))
      return `${slide({})}\n\n${markdown}\n\n${slide({ comment: comment.replace('one', 'two') })}`;
    if (markdown.startsWith('<!-- .slide')) return slide({ comment: markdown });
    return /^notes?:/i.test(markdown) ? slide({ notes: markdown }) : slide({ body: markdown });
  };
  return `---\ntitle: T\nminutes: 1\n---\n\n${text()}\n`;
}

describe('what reveal.js’s Markdown has', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'reveal-'));
    writeFileSync(join(folder, 'cup.svg'), '<svg xmlns="http://www.w3.org/2000/svg"/>');
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const deckOf = (markdown: string) => {
    writeFileSync(join(folder, '10.md'), chapterWith(markdown));
    return compiled(folder, folder);
  };

  it.each(works)('$markdown works: $is', ({ markdown, becomes }) => {
    const deck = deckOf(markdown);
    expect(deck.problems).toEqual([]);
    expect(slidesHtml(columnsOf(deck), 'speaker')).toContain(becomes);
  });

  it.each(refused)('$markdown is refused, with what to write instead', ({ markdown, told }) => {
    expect(deckOf(markdown).problems.map(({ what, expected }) => `${what}; ${expected}`)).toEqual([told]);
  });

  it('stands in a page that the README links to, row by row', () => {
    expect(readFileSync('docs/write-a-slide.md', 'utf8')).toContain('(reveal-markdown.md)');
    // the heads of the two tables, and the lines below them
    const others = page.split('\n').filter((line) => /^\| (Markdown|-)/.test(line));
    expect(works.length + refused.length + others.length).toBe(
      page.split('\n').filter((line) => line.startsWith('|')).length,
    );
    expect([works.length > 0, refused.length > 0]).toEqual([true, true]);
  });
});
