import { describe, expect, it } from 'vitest';
import { reporter } from '../../src/compiler/problem.ts';
import type { Problem } from '../../src/model/problem.ts';

function problem(file: string, line: number, column: number, what = 'a fault'): Problem {
  return { file, line, column, what };
}

describe('a problem', () => {
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
