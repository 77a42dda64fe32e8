import { existsSync, readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { compiled } from '../../src/compiler/deck.ts';
import { warned } from '../../src/compiler/frame.ts';
import { columnsOf, slidesHtml } from '../../src/compiler/section.ts';
import { summary } from '../../src/model/problem.ts';

const fixtures = resolve('tests/fixtures');
const cases = readdirSync(fixtures).filter((name) => name.startsWith('deck-'));

describe('a folder of Markdown', () => {
  for (const name of cases) {
    const folder = join(fixtures, name);
    const problems = join(folder, 'problems.txt');
    if (existsSync(problems)) {
      it(`${name.slice('deck-'.length)}: its author is told what is wrong, and where`, async () => {
        const deck = compiled(folder, folder);
        expect(deck.problems).not.toEqual([]);
        await expect(`${summary(deck.problems)}\n`).toMatchFileSnapshot(problems);
      });
    } else {
      it(`${name.slice('deck-'.length)}: becomes the slides that its author wrote`, async () => {
        const deck = compiled(folder, folder);
        expect(summary(deck.problems)).toBe('0 problems in 0 files');
        const warnings = join(folder, 'warnings.txt');
        if (existsSync(warnings)) await expect(`${warned(deck.warnings)}\n`).toMatchFileSnapshot(warnings);
        else expect(warned(deck.warnings)).toBe('');
        await expect(`${slidesHtml(columnsOf(deck), 'speaker')}\n`).toMatchFileSnapshot(join(folder, 'expected.html'));
      });
    }
  }
});
