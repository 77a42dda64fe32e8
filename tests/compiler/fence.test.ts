import { describe, expect, it } from 'vitest';
import { fence } from '../../src/compiler/fence.ts';

function lit(info: string) {
  return fence(info).fence.steps.map((step) => step.map(({ from, to }) => [from, to]));
}

describe('the line of a fence', () => {
  it('names language, file, region and the index of the first click', () => {
    const { fence: read, faults } = fence('python file="code/app.py" region="app" from=2');
    expect(faults).toEqual([]);
    expect(read).toEqual({
      language: 'python',
      file: { value: 'code/app.py', at: 7 },
      region: { value: 'app', at: 26 },
      steps: [],
      from: 2,
    });
  });

  it.each(['', '  '])('may be empty: "%s" is text', (info) => {
    expect(fence(info)).toEqual({ fence: { language: 'text', steps: [] }, faults: [] });
  });

  it('has its steps anywhere, with and without spaces', () => {
    const steps = [
      [[1, 3]],
      [
        [5, 5],
        [7, 7],
      ],
    ];
    expect(lit('python [1-3|5,7] file="a.py"')).toEqual(steps);
    expect(lit('python file="a.py" [ 1 - 3 | 5 , 7 ]')).toEqual(steps);
    expect(lit('python[1-3|5,7]')).toEqual(steps);
    expect(lit('[1-3|5,7]')).toEqual(steps);
  });

  it('leaves brackets in the name of a file alone', () => {
    const { fence: read, faults } = fence('python file="a[1].py" [2]');
    expect([read.file?.value, faults, lit('python file="a[1].py" [2]')]).toEqual(['a[1].py', [], [[[2, 2]]]]);
  });

  it.each([
    ['pyton', 0, 'unknown language "pyton"'],
    [' file="a.py"', 1, 'a fence without a language'],
    ['python regoin="a"', 7, 'unknown key "regoin" on a fence'],
    ['python [1|x]', 10, '"x" is no line or range of lines'],
    ['python [0]', 8, '"0" is no line or range of lines'],
    ['python [2, 3-2]', 11, '"3-2" is no line or range of lines'],
    ['python [1|]', 10, 'an empty step'],
    ['python [1] [2]', 11, '"[2]" is no key="value"'],
    ['python file="a" file="b"', 16, '"file" stands twice'],
    ['python file="a" from=x', 16, 'from=x is no fragment index'],
  ])('%s has a fault at its offset %i', (info, at, what) => {
    expect(fence(info).faults).toMatchObject([{ at, what }]);
  });

  it('is read to its end, whatever is wrong', () => {
    const { fence: read, faults } = fence('pyton file="a.py" from=x [1|y]');
    expect(faults).toHaveLength(3);
    expect(read).toMatchObject({ language: 'text', file: { value: 'a.py' }, steps: [[{ from: 1 }], []] });
  });
});
