import { describe, expect, it } from 'vitest';
import { type Problem, printed, sorted, summary } from '../../src/model/problem.ts';

function problem(file: string, line: number, column: number, what = 'a fault'): Problem {
  return { file, line, column, what };
}

describe('a problem', () => {
  it('says place, fault and remedy on one line', () => {
    const one = { ...problem('slides/a.md', 3, 7), expected: 'expected none' };
    expect(printed(one)).toBe('slides/a.md:3:7  a fault; expected none');
  });

  it('does without a remedy where there is none to tell', () => {
    expect(printed(problem('a.md', 1, 1))).toBe('a.md:1:1  a fault');
  });
});

describe('all problems', () => {
  it('stand in the order in which an author reads: files, lines, columns, line 9 before line 10', () => {
    const inOrder = [
      problem('a.md', 9, 2),
      problem('a.md', 10, 1),
      problem('a.md', 10, 3, 'first'),
      problem('a.md', 10, 3, 'second'),
      problem('b.md', 1, 1),
    ];
    expect(sorted(inOrder.toReversed())).toEqual(inOrder);
  });

  it('are told once each, however many rules found them', () => {
    expect(sorted([problem('a.md', 1, 1), problem('b.md', 1, 1), problem('a.md', 1, 1)])).toHaveLength(2);
  });

  it('are counted in words', () => {
    expect(summary([problem('a.md', 1, 1)])).toMatch(/\n1 problem in 1 file$/);
    expect(summary([problem('a.md', 1, 1), problem('b.md', 1, 1)])).toMatch(/\n2 problems in 2 files$/);
  });
});
