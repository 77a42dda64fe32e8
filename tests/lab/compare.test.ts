import { describe, expect, it } from 'vitest';
import { steps } from '../../lab/scenarios/work.ts';
import { compared } from '../../src/model/measured/compare.ts';
import { measurementOf, measurementProblems } from '../../src/model/measured/measurement.ts';
import { predictedTrace } from '../../src/model/measured/predict.ts';
import { figureOf, seenBy, seenIn } from '../../src/model/measured/seen.ts';
import { message } from '../../src/model/rules.ts';
import { ran, sample } from './sample.ts';

const lineOf = (name: string, change = {}) => compared(sample(change)).find((each) => each.name === name);

describe('a prediction beside its measurement', () => {
  it('includes what a request and its call cost, and the way: 100 ms of work come to 104', () => {
    expect(lineOf('first')?.predicted).toBe(104);
    expect(lineOf('last')?.predicted).toBe(207);
    expect(compared(sample({ costs: { request: 1, call: 2, way: 0 } }))[0]?.predicted).toBe(103);
    expect(compared(sample({ costs: { request: 0, call: 0, way: 0 } }))[0]?.predicted).toBe(100);
  });

  it('stands beside the median, with the spread and the ratio', () => {
    expect(lineOf('first')).toMatchObject({
      measured: [104, 103, 105],
      least: 103,
      median: 104,
      most: 105,
      agrees: true,
    });
    expect(lineOf('first')?.ratio).toBe(1);
    expect(lineOf('first', { repetitions: [ran([105, 209])] })?.ratio).toBeCloseTo(104 / 105);
  });

  it('disagrees when it is more than its share away', () => {
    expect(lineOf('last', { repetitions: [ran([104, 231])] })?.agrees).toBe(false);
    expect(lineOf('last', { repetitions: [ran([104, 226])] })?.agrees).toBe(true);
  });

  it('disagrees with NaN, which is what nobody’s reply takes', () => {
    expect(lineOf('first', { repetitions: [{ others: 0 }] })?.agrees).toBe(false);
  });

  it('lies where one more run would, or a hundredth from there, where that is what is asked', () => {
    const { scenario } = sample();
    const figures = { first: { kind: 'latency', of: 'first', within: 'spread', because: 'it computes' } } as const;
    const agrees = (repetitions: readonly ReturnType<typeof ran>[]) =>
      compared(sample({ scenario: { ...scenario, figures }, repetitions }))[0]?.agrees;
    const runs = (...first: readonly number[]) => first.map((latency) => ran([latency, 300]));
    expect(agrees(runs(100, 101, 102, 101, 100))).toBe(false);
    expect(agrees(runs(97, 103, 99, 106, 95))).toBe(true);
    expect(agrees(runs(103.2, 103.2, 103.3))).toBe(true);
    expect(agrees(runs(102.8, 102.8, 102.9))).toBe(false);
  });

  it('pays on FastAPI’s loop, and not in the thread of the endpoint', () => {
    const trace = predictedTrace(
      {
        name: 'a',
        title: 'a',
        server: { kind: 'fastapi', endpoint: 'def', cores: 1 },
        clients: [{ at: 0, path: '/', steps: steps('wait 10') }],
        figures: {},
      },
      { request: 2, call: 4, way: 1 },
    );
    const onLoop = trace?.segments.filter(({ state, place }) => state === 'running' && place.includes('/loop')) ?? [];
    expect(onLoop.reduce((sum, { from, to }) => sum + to - from, 0)).toBe(2);
    expect(seenIn(trace ?? expect.fail('no trace'))[0]?.latency).toBe(16);
  });
});

describe('a figure', () => {
  const seen = (latencies: readonly number[]) =>
    latencies.map((latency, n) => ({
      path: n % 2 === 0 ? '/a' : '/b',
      at: n * 10,
      latency,
      outcome: 'replied' as const,
    }));

  it('counts whose path and instant it says', () => {
    const all = seen([1, 2, 3, 4, 5]);
    expect(figureOf({ kind: 'latency', of: 'mean' }, all)).toBe(3);
    expect(figureOf({ kind: 'latency', of: 'last', path: '/b' }, all)).toBe(4);
    expect(figureOf({ kind: 'latency', of: 'first', from: 20, to: 40 }, all)).toBe(3);
    expect(figureOf({ kind: 'count', outcome: 'replied', path: '/a' }, all)).toBe(3);
  });

  it('counts replies up to the last of them, or whole rounds of a herd', () => {
    const all = seen([100, 100, 100, 100, 100]);
    expect(figureOf({ kind: 'perSecond' }, all)).toBeCloseTo(5000 / 140);
    expect(figureOf({ kind: 'perSecond', round: 2 }, all)).toBe(100);
    expect(figureOf({ kind: 'perSecond', round: 3, from: 105 }, all)).toBe(100);
    expect(figureOf({ kind: 'perSecond', round: 5 }, all)).toBeNaN();
  });

  it('of a loop’s lag is how late it woke a task, and predicted how long a turn is', () => {
    const { scenario } = sample();
    const blocked = sample({
      scenario: {
        ...scenario,
        server: { kind: 'asgi', cores: 1 },
        clients: [{ at: 0, path: '/predict', steps: steps('block 300') }],
        figures: { lag: { kind: 'lag', of: 'last', within: 0.1, because: 'it is a test' } },
      },
      repetitions: [{ others: 0, lag: [1, 290, 2] }],
    });
    expect(compared(blocked)[0]).toMatchObject({ median: 290, predicted: 302, agrees: true });
  });

  it('calls a real answer what the simulator calls it', () => {
    const answer = [200, 404, 500, 503, 'gaveUp', 'lost', 'unreached'] as const;
    const zeros = answer.map(() => 0);
    const found = seenBy({ paths: ['/'], path: zeros, at: zeros, late: zeros, latency: zeros, answer });
    expect(found.map(({ outcome }) => outcome)).toEqual([
      'replied',
      'failed',
      'failed',
      'refused',
      'gaveUp',
      'lost',
      'lost',
    ]);
  });
});

describe('a file of the lab', () => {
  it('is read if it is well formed', () => {
    expect(measurementProblems(sample())).toEqual([]);
    expect(measurementOf(JSON.parse(JSON.stringify(sample())), 'a.json')).toEqual(sample());
  });

  it('is refused with everything that is wrong with it, by path', () => {
    const { scenario, machine } = sample();
    const wrong = {
      ...sample(),
      date: 'yesterday',
      machine: { ...machine, cores: 0 },
      files: { 'slides/code/flask_predict.py': 'changed' },
      scenario: { ...scenario, server: { kind: 'sink' } },
      repetitions: [
        { others: 0, requests: { ...ran([1, 2]).requests, late: [0], path: [0, 1], answer: [200, 'maybe'] } },
      ],
      notes: 'none',
    };
    expect(measurementProblems(wrong).map(message)).toEqual([
      'unknown key "notes"; keys are scenario, date, machine, versions, commands, files, predicted, costs, repetitions',
      'scenario.server.kind: "sink"; did you mean "sync"?',
      'date: "yesterday"; expected a date, as in 2026-11-22T18:00:00Z',
      'machine.cores: 0; expected a whole number from 1 to 4096',
      'files.slides/code/flask_predict.py: "changed"; expected a SHA-256 in hexadecimal',
      'repetitions[0].requests.answer[1]: "maybe"; answers are gaveUp, lost, unreached',
    ]);
    expect(() => measurementOf({ ...sample(), date: 1 }, 'a.json')).toThrow('a.json: date: 1; expected a date');
  });

  it('has columns as long as each other, and paths that there are', () => {
    const uneven = { others: 0, requests: { ...ran([1, 2]).requests, late: [0], path: [0, 3] } };
    expect(measurementProblems({ ...sample(), repetitions: [uneven] }).map(message)).toEqual([
      'repetitions[0].requests.late: another length; expected 2 as in at',
      'repetitions[0].requests.path: 3; expected one of the 1 paths',
    ]);
  });
});
