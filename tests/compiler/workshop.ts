import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { compiled, type Deck } from '../../src/compiler/deck.ts';
import { columnsOf, slidesHtml } from '../../src/compiler/section.ts';

/** A folder with the code of the talk, and what was measured beside it, in which one file of slides is compiled again and again. */
export function workshop() {
  const root = mkdtempSync(join(tmpdir(), 'mutation-'));
  const folder = join(root, 'slides');
  for (const each of ['measured', 'recorded'])
    cpSync(`assets/${each}`, join(root, 'assets', each), { recursive: true });
  cpSync('slides/code', join(folder, 'code'), { recursive: true });
  cpSync('tests/fixtures/kinds/code', join(folder, 'code'), { recursive: true });
  const file = join(folder, '10.md');
  return {
    compile: (text: string): { deck: Deck; html: string } => {
      writeFileSync(file, text);
      const deck = compiled(folder, folder);
      expectPlaces(deck, readFileSync(file, 'utf8'));
      return { deck, html: slidesHtml(columnsOf(deck), 'speaker') };
    },
    close: () => rmSync(root, { recursive: true, force: true }),
  };
}

/** Each problem is at a place in the text. */
function expectPlaces({ problems, warnings }: Deck, text: string): void {
  const lines = text.replace(/^\uFEFF/, '').split(/\r\n?|\n/);
  for (const { line, column, what } of [...problems, ...warnings]) {
    expect(line).toBeGreaterThanOrEqual(1);
    expect(line).toBeLessThanOrEqual(lines.length);
    expect(column).toBeGreaterThanOrEqual(1);
    // one past the end is where something is missing
    expect([what, column <= (lines[line - 1] ?? '').length + 1]).toEqual([what, true]);
  }
}

/** Bars that are computed in a moment: how many users they have is nothing to the form. */
export function light(text: string): string {
  return text.replaceAll(/users: \d+/g, 'users: 2');
}
