import { describe, expect, it } from 'vitest';
import { help, wanted } from '../../../src/export/pdf/wanted.ts';

describe('what is asked of npm run pdf', () => {
  it('is all papers of the whole talk, light, without notes and pictures, here, unless it is said', () => {
    expect(wanted([])).toEqual({
      papers: ['slides', 'steps', 'handout'],
      theme: 'light',
      choice: { only: [], range: undefined, live: false },
      notes: false,
      png: false,
      out: '.',
      browser: undefined,
    });
  });

  it('is all that is said', () => {
    const args = '--paper steps --only a,b --range 12-20 --live --notes --theme dark --png --out /tmp/x --browser /b';
    expect(wanted(args.split(' '))).toEqual({
      papers: ['steps'],
      theme: 'dark',
      choice: { only: ['a', 'b'], range: '12-20', live: true },
      notes: true,
      png: true,
      out: '/tmp/x',
      browser: '/b',
    });
  });

  it('is help with --help and -h, whose lines fit a terminal and whose examples work', () => {
    expect([wanted(['--help']), wanted(['-h'])]).toEqual([undefined, undefined]);
    expect(help.split('\n').filter((line) => line.length > 110)).toEqual([]);
    const examples = [...help.matchAll(/^ {2}npm run pdf(.*)/gm)].map(
      ([, rest = '']) => rest.split(/ {3}/)[0]?.trim() ?? '',
    );
    expect(examples.length).toBeGreaterThan(5);
    for (const args of examples)
      expect(wanted(args.split(/\s+/).filter((each) => !['', '--'].includes(each)))).toBeDefined();
  });

  it.each([
    [['--lvie'], 'no option --lvie; did you mean --live'],
    [['--paper', 'step'], 'no paper "step"; did you mean "steps"'],
    [['--paper', 'a4'], 'no paper "a4"; papers are slides, steps, handout'],
    [['--paper', ','], '--paper has no name; papers are slides, steps, handout'],
    [['--theme', 'sepia'], 'no theme "sepia"; themes are light, dark'],
    [['--out', ''], '--out has no folder'],
    [['--browser', ''], '--browser has no path'],
  ])('cannot be %j', (args, fault) => {
    expect(() => wanted(args)).toThrow(new Error(fault));
  });
});
