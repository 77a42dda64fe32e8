import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fileOf, measurementFiles, outdated, withPredictions } from '../../lab/files.ts';
import { setups } from '../../lab/scenarios/index.ts';
import { mean } from '../../src/model/measure.ts';
import { compared } from '../../src/model/measured/compare.ts';
import { measurementOf } from '../../src/model/measured/measurement.ts';

const files = measurementFiles();
const measuredSetups = setups.filter(({ kind }) => kind !== 'recording');
const measurements = files.map((file) => measurementOf(JSON.parse(readFileSync(file, 'utf8')), file));
const setupOf = (name: string) => setups.find(({ scenario }) => scenario.name === name);

/** What the deck says without a reason may be so far from what was measured, and no farther. */
const TENTH = 0.1;

describe('a scenario of the lab', () => {
  it.each(setups.map(({ scenario }) => scenario))(
    '$name gives a reason for how near its prediction has to be',
    ({ figures }) => {
      for (const { within, because = '' } of Object.values(figures)) {
        if (within !== undefined) expect(because.length).toBeGreaterThan(20);
      }
    },
  );

  it('has a name of its own', () => {
    const names = setups.map(({ scenario }) => scenario.name);
    expect(new Set(names).size).toBe(names.length);
  });

  it('waits for a tenth more or less than predicted, or says what the model leaves out', () => {
    const wider = setups.flatMap(({ scenario: { name, figures } }) =>
      Object.entries(figures).flatMap(([figure, { within, because = '' }]) =>
        within === 'not' || (typeof within === 'number' && within > TENTH)
          ? [{ figure: `${name} ${figure}`, because }]
          : [],
      ),
    );
    expect(
      wider.filter(({ because }) => !because.includes('the model leaves out')).map(({ figure }) => figure),
    ).toEqual([]);
  });
});

// until the lab has been run, there is nothing to hold; from its first file on, everything has to be there
describe.skipIf(files.length === 0)('what the lab has measured', () => {
  it('is of every scenario, and of nothing else', () => {
    expect(files).toEqual(measuredSetups.map(({ scenario }) => fileOf(scenario.name)).toSorted());
  });

  it.each(measurements)('$scenario.name is of the listing as it stands: else npm run lab', (measurement) => {
    const setup = setupOf(measurement.scenario.name);
    expect(setup).toBeDefined();
    if (setup !== undefined) expect(outdated(setup, measurement)).toBeUndefined();
    expect(measurement.scenario).toEqual(setup?.scenario);
  });

  it.each(measurements)(
    '$scenario.name was run five times at least, on a machine with a name',
    ({ repetitions, machine, versions, date }) => {
      expect(repetitions.length).toBeGreaterThanOrEqual(5);
      expect(machine.processor).not.toBe('unknown');
      expect(versions.python).toMatch(/^3\.\d+\.\d+/);
      expect(date).toMatch(/^20\d\d-/);
    },
  );

  it.each(measurements)('$scenario.name was run on a machine with nothing else to do', ({ repetitions }) => {
    // one run is too short for a clock that counts in hundredths of a second
    expect(mean(repetitions.map(({ others }) => others))).toBeLessThan(0.1);
  });

  it.each(measurements)('$scenario.name: what the simulator predicts is what happened', (measurement) => {
    const off = compared(measurement).filter(({ agrees }) => agrees === false);
    expect(off.map(({ name, predicted, least, median, most }) => ({ name, predicted, least, median, most }))).toEqual(
      [],
    );
  });

  it.each(measurements)(
    '$scenario.name has the predictions of today’s model: else npm run lab -- --predict',
    (measurement) => {
      expect(withPredictions(measurement).predicted).toEqual(measurement.predicted);
    },
  );

  it.each(measurements)('$scenario.name: every figure is a number', (measurement) => {
    for (const { name, measured } of compared(measurement)) expect(measured, name).not.toContain(Number.NaN);
  });
});
