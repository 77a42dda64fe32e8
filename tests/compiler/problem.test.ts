import { describe, expect, it } from 'vitest';
import { frame, reporter } from '../../src/compiler/problem.ts';
import type { Problem } from '../../src/model/problem.ts';

describe('a problem', () => {
  it('is collected with its file', () => {
    const problems: Problem[] = [];
    const report = reporter('a.md', problems);
    report({ line: 2, column: 1 }, 'a fault');
    report({ line: 3, column: 1 }, 'a fault', 'expected none');
    expect(problems).toEqual([
      { file: 'a.md', line: 2, column: 1, what: 'a fault' },
      { file: 'a.md', line: 3, column: 1, what: 'a fault', expected: 'expected none' },
    ]);
  });
});

describe('the lines around a problem', () => {
  const text = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`).join('\n');

  it('have a caret under the column', () => {
    expect(frame(text, { line: 9, column: 6 })).toBe(
      [' 7 | line 7', ' 8 | line 8', ' 9 | line 9', '   |      ^', '10 | line 10', '11 | line 11'].join('\n'),
    );
  });

  it('end where the file ends', () => {
    expect(frame('one', { line: 1, column: 1 })).toBe('1 | one\n  | ^');
  });
});
