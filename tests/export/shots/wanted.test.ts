import { describe, expect, it } from 'vitest';
import { help, wanted } from '../../../src/export/shots/wanted.ts';

describe('what is asked of npm run shots', () => {
  it('is every slide, light, on the stage, in shots/ unless it is said', () => {
    expect(wanted([])).toEqual({ steps: false, themes: ['light'], width: 1280, height: 720, only: [], out: 'shots' });
  });

  it('is all that is said', () => {
    expect(wanted(['--steps', '--theme', 'both', '--width', '390', '--only', 'a, b,', '--out', '/tmp/x'])).toEqual({
      steps: true,
      themes: ['light', 'dark'],
      width: 390,
      height: 844,
      only: ['a', 'b'],
      out: '/tmp/x',
    });
  });

  it.each([
    ['599', 1296],
    ['600', 338],
    ['1920', 1080],
  ])('is for a phone held upright or a wide window: %s', (width, height) => {
    expect(wanted(['--width', width])?.height).toBe(height);
  });

  it('is help with --help and -h, whose lines fit a terminal and whose examples work', () => {
    expect([wanted(['--help']), wanted(['-h'])]).toEqual([undefined, undefined]);
    expect(help.split('\n').filter((line) => line.length > 110)).toEqual([]);
    const examples = [...help.matchAll(/^ {2}npm run shots(.*)/gm)].map(
      ([, rest = '']) => rest.split(/ {3}/)[0]?.trim() ?? '',
    );
    expect(examples.length).toBeGreaterThan(3);
    for (const args of examples)
      expect(wanted(args.split(/\s+/).filter((each) => !['', '--'].includes(each)))).toBeDefined();
  });

  it.each([
    [['--stpes'], 'no option --stpes; did you mean --steps'],
    [['--frames'], 'no option --frames; options are --steps, --theme, --width, --only, --out, --help'],
    [['-x'], 'no option -x; options are --steps, --theme, --width, --only, --out, --help'],
    [['--theme', 'drak'], 'no theme "drak"; did you mean "dark"'],
    [['--theme', 'sepia'], 'no theme "sepia"; themes are light, dark, both'],
    [['--width', 'wide'], '--width "wide" is no number of pixels from 200 to 4096'],
    [['--width', '100'], '--width "100" is no number of pixels from 200 to 4096'],
    [['--width', '1e3'], '--width "1e3" is no number of pixels from 200 to 4096'],
    [['--out', ''], '--out has no folder'],
  ])('cannot be %j', (args, fault) => {
    expect(() => wanted(args)).toThrow(new Error(fault));
  });
});
