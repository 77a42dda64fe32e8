import { describe, expect, it } from 'vitest';
import { frame, report } from '../../src/compiler/frame.ts';
import type { Problem } from '../../src/model/problem.ts';

const text = Array.from({ length: 12 }, (_, i) => `line ${i + 1}`).join('\n');

describe('the lines around a problem', () => {
  it('have a caret under the column', () => {
    expect(frame(text, { line: 9, column: 6 })).toBe(
      [' 7 | line 7', ' 8 | line 8', ' 9 | line 9', '   |      ^', '10 | line 10', '11 | line 11'].join('\n'),
    );
  });

  it('end where the file ends', () => {
    expect(frame('one', { line: 1, column: 1 })).toBe('1 | one\n  | ^');
  });

  it('keep the caret under its letter behind tabs, emoji and wide letters', () => {
    expect(frame('\ta: b', { line: 1, column: 5 })).toBe('1 | \ta: b\n  | \t   ^');
    expect(frame('🙂 a', { line: 1, column: 4 })).toBe('1 | 🙂 a\n  |    ^');
    expect(frame('一二a', { line: 1, column: 3 })).toBe('1 | 一二a\n  | \u3000\u3000^');
  });

  it('show of a long line what is around the column', () => {
    const [shown = '', caret = ''] = frame(`${'x'.repeat(5000)}y${'z'.repeat(5000)}`, { line: 1, column: 5001 }).split(
      '\n',
    );
    expect(shown.length).toBeLessThan(140);
    expect(shown[caret.indexOf('^')]).toBe('y');
  });
});

describe('a terminal', () => {
  const problem = (line: number): Problem => ({ file: 'a.md', line, column: 1, what: `fault ${line}` });

  it('shows the first five problems in their lines, all others below, and how many there are', () => {
    const told = report([1, 2, 3, 4, 5, 6, 7].map(problem), [], () => text);
    expect(told.match(/\^/g)).toHaveLength(5);
    expect(told).toMatch(/a\.md:6:1 {2}fault 6\na\.md:7:1 {2}fault 7\n7 problems in 1 file$/);
  });

  it('shows the warnings behind the problems, and alone where there are none', () => {
    const warning = { ...problem(3), what: 'a doubt' };
    expect(report([problem(1)], [warning], () => text)).toMatch(
      /1 problem in 1 file\n\nwarning: a\.md:3:1 {2}a doubt\n1 warning in 1 file$/,
    );
    expect(report([], [warning], () => text)).toBe('warning: a.md:3:1  a doubt\n1 warning in 1 file');
  });
});
