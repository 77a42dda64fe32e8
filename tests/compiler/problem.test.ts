import { describe, expect, it } from 'vitest';
import { type Problem, printed, reporter, sorted, summary } from '../../src/compiler/problem.ts';

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

  it('is collected with its file', () => {
    const problems: Problem[] = [];
    const report = reporter('a.md', problems);
    report({ line: 2, column: 1 }, 'a fault');
    report({ line: 3, column: 1 }, 'a fault', 'expected none');
    expect(problems).toEqual([problem('a.md', 2, 1), { ...problem('a.md', 3, 1), expected: 'expected none' }]);
  });
});

describe('a warning', () => {
  it('is kept apart from the problems', () => {
    const [problems, warnings]: [Problem[], Problem[]] = [[], []];
    reporter('a.md', problems, warnings).warn({ line: 2, column: 1 }, 'a doubt');
    expect([problems, warnings]).toEqual([[], [problem('a.md', 2, 1, 'a doubt')]]);
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
