import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { asked } from '../../lab/asked.ts';
import { fileOf, filesOf, measurementFiles, outdated, withPredictions, write, writtenIn } from '../../lab/files.ts';
import { hashOf } from '../../lab/machine.ts';
import { disturbances, report } from '../../lab/report.ts';
import { setups } from '../../lab/scenarios/index.ts';
import { measurementProblems } from '../../src/model/measured/measurement.ts';
import { ran, sample } from './sample.ts';

const folder = mkdtempSync(join(tmpdir(), 'measured-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const chosen = (...words: string[]) => asked(words, setups).setups.map(({ scenario }) => scenario.name);

describe('npm run lab', () => {
  it('measures everything, or the sets and scenarios that are named', () => {
    expect(chosen()).toHaveLength(setups.length);
    expect(chosen('--only', 'standard/sync-1,cost')).toEqual([
      'standard/sync-1',
      'cost/tasks',
      'cost/threads',
      'cost/hops',
      'cost/switches',
    ]);
  });

  it('tells a slip from what was meant, and all of them at once', () => {
    expect(() => chosen('--only', 'standrad,blocking/lop,xyz')).toThrow(
      '--only: no scenario "standrad"; did you mean "standard"?\n--only: no scenario "blocking/lop"; did you mean "blocking/loop"?\n--only: no scenario "xyz"; --list names them',
    );
    expect(() => asked(['--repetitions', 'many'], setups)).toThrow(
      '--repetitions: many; expected a whole number from 1 to 100',
    );
  });

  it('finds what it has written again, and writes a line for each repetition', () => {
    const file = fileOf('standard/two', folder);
    expect(writtenIn(file, 'standard/two')).toBeUndefined();
    write(file, sample());
    expect(writtenIn(file, 'standard/two')).toEqual(sample());
    expect(measurementFiles(folder)).toEqual([file]);
    expect(readFileSync(file, 'utf8').match(/^ {4}\{"others".*$/gm)).toHaveLength(3);
  });

  it('says what was predicted, and what disturbed it', () => {
    expect(report(sample()).join('\n')).toMatch(/^ {2}last +207 ms \(206 to 209\) +predicted +207 +ratio 1\.000$/m);
    expect(report(sample({ repetitions: [ran([150, 300])] })).join('\n')).toContain('DISAGREES');
    expect(disturbances(sample())).toEqual([]);
    expect(disturbances(sample({ repetitions: [{ ...ran([1, 2]), others: 0.4 }] }))).toEqual([
      'standard/two: others used 40 % of the machine',
    ]);
  });
});

describe('a prediction', () => {
  it('is written beside what was measured, anew where the model says something else by now', () => {
    const written = withPredictions(sample({ predicted: { first: 1 } }));
    expect(written.predicted).toEqual({ first: 104, last: 207, lost: 0 });
    expect(measurementProblems(written)).toEqual([]);
  });
});

describe('a measurement', () => {
  const setup = setups.find(({ scenario }) => scenario.name === 'standard/sync-1') ?? expect.fail('no setup');
  const files = Object.fromEntries(filesOf(setup).map((path) => [path, hashOf(path)]));
  const fresh = sample({ scenario: setup.scenario, files });

  it('knows the listing that it is of', () => {
    expect(Object.keys(files)).toContain('slides/code/flask_predict.py');
    expect(outdated(setup, fresh)).toBeUndefined();
  });

  it('is out of date once the listing or the scenario has changed', () => {
    const changed = { ...files, 'slides/code/flask_predict.py': 'b'.repeat(64) };
    expect(outdated(setup, { ...fresh, files: changed })).toBe('slides/code/flask_predict.py has changed');
    expect(outdated(setup, { ...fresh, files: { ...files, 'lab/python/slow.py': 'b'.repeat(64) } })).toBe(
      'lab/python/slow.py takes no part any more',
    );
    expect(outdated(setup, { ...fresh, scenario: { ...setup.scenario, clients: [] } })).toBe(
      'the scenario has changed',
    );
  });

  it('stays what it is when only what is said of it changes', () => {
    const { figures } = setup.scenario;
    const stricter = Object.fromEntries(
      Object.entries(figures).map(([name, figure]) => [name, { ...figure, within: 0.01, because: 'it is a test' }]),
    );
    expect(
      outdated(setup, { ...fresh, scenario: { ...setup.scenario, title: 'Another', figures: stricter } }),
    ).toBeUndefined();
  });

  it.each(setups.map((each) => [each.scenario.name, each] as const))('%s is of files that there are', (_, each) => {
    expect(filesOf(each).length).toBeGreaterThan(0);
  });
});
