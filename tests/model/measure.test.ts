import { describe, expect, it } from 'vitest';
import { figures, grouped, mean, percentile, sum, throughput, times } from '../../src/model/measure.ts';
import { use, utilisation } from '../../src/model/places.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Trace } from '../../src/model/trace.ts';
import { request } from './work.ts';

const NO_TIMES = { inLine: 0, running: 0, away: 0, stuck: 0 };

describe('figures', () => {
  it('of a request are what its user saw', () => {
    const trace = simulate({ kind: 'asgi', cores: 1 }, [
      request(0, 'cpu 10, block 20'),
      request(5, 'cpu 1, wait 30, cpu 1', { path: '/other', patience: 50 }),
    ]);
    expect(figures(trace)).toEqual([
      {
        request: 'r1',
        path: '/predict',
        outcome: 'replied',
        latency: 30,
        finished: 30,
        inLine: 0,
        running: 10,
        away: 0,
        stuck: 20,
      },
      {
        request: 'r2',
        path: '/other',
        outcome: 'gaveUp',
        latency: 50,
        finished: 57,
        inLine: 25,
        running: 1,
        away: 24,
        stuck: 0,
      },
    ]);
  });

  it('of a percentile are always a value that occurred', () => {
    const values = [40, 10, 30, 20];
    expect([1, 25, 26, 50, 75, 76, 99, 100].map((p) => percentile(values, p))).toEqual([
      10, 10, 20, 20, 30, 40, 40, 40,
    ]);
    expect(percentile([], 50)).toBeNaN();
    expect(values).toEqual([40, 10, 30, 20]);
  });

  it('of a mean print as they would be written', () => {
    expect(mean([0.1, 0.2])).toBe(0.15);
    expect(mean([])).toBeNaN();
  });

  it('of the whole run count replies only, and nothing of an empty run', () => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'cpu 100'), request(0, 'cpu 100', { patience: 1 })]);
    expect(throughput(trace)).toBe(5);
    const empty = simulate({ kind: 'sync' }, []);
    expect([throughput(empty), utilisation(empty, 'core 1')]).toEqual([0, 0]);
  });

  it('of a core, a GIL and a seat tell apart who computes and who only sits there', () => {
    const trace = simulate({ kind: 'sync', cores: 1 }, [request(0, 'cpu 10, native 20, wait 70')]);
    expect(use(trace, 'core 1').running).toBe(30);
    expect(use(trace, 'worker 1/gil').running).toBe(10);
    expect(use(trace, 'worker 1/seat')).toEqual({ inLine: 0, running: 30, away: 70, stuck: 0 });
    expect(['core 1', 'worker 1/gil', 'worker 1/seat'].map((place) => utilisation(trace, place))).toEqual([
      0.3, 0.1, 1,
    ]);
  });
});

describe('figures of a trace that was written by hand, as a recorded one is', () => {
  const recorded: Trace = {
    places: [],
    requests: [
      { id: 'r1', at: 10, path: '/a', steps: [] },
      { id: 'r2', at: 20, path: '/b', steps: [] },
      { id: 'r3', at: 20, path: '/b', steps: [] },
      { id: 'r4', at: 30, path: '/c', steps: [] },
    ],
    segments: [
      { request: 'r1', state: 'inLine', place: 'backlog', from: 10, to: 15 },
      { request: 'r1', state: 'running', place: 'seat', core: 'core 1', from: 15, to: 40 },
      { request: 'r2', state: 'stuck', place: 'seat', from: 20, to: 60.3 },
      { request: 'r3', state: 'away', place: 'selector', from: 20, to: 50 },
    ],
    events: [],
    outcomes: [
      { request: 'r1', at: 35, kind: 'replied' },
      { request: 'r3', at: 50, kind: 'lost' },
      { request: 'r2', at: 60.3, kind: 'failed' },
    ],
    end: 100,
  };

  it('count up to the outcome, and what came after it as finished', () => {
    expect(figures(recorded)).toEqual([
      { request: 'r1', path: '/a', outcome: 'replied', latency: 25, finished: 30, ...NO_TIMES, inLine: 5, running: 20 },
      { request: 'r2', path: '/b', outcome: 'failed', latency: 40.3, finished: 40.3, ...NO_TIMES, stuck: 40.3 },
      { request: 'r3', path: '/b', outcome: 'lost', latency: 30, finished: 30, ...NO_TIMES, away: 30 },
    ]);
  });

  it('leave out who has no outcome, and the throughput who got no answer', () => {
    expect(figures(recorded).map(({ request: id }) => id)).not.toContain('r4');
    expect(throughput(recorded)).toBe(10);
  });

  it('add up stays as far as one looks', () => {
    expect(times(recorded.segments)).toEqual({ inLine: 5, running: 25, away: 30, stuck: 40.3 });
    expect(times(recorded.segments, 20)).toEqual({ ...NO_TIMES, inLine: 5, running: 5 });
    expect(times([])).toEqual(NO_TIMES);
  });

  it('can be grouped by any key, in their order, and who has none is in no group', () => {
    const groups = grouped(recorded.segments, ({ request: id, state }) => (state === 'stuck' ? undefined : id));
    expect([...groups].map(([id, stays]) => [id, stays.map(({ from }) => from)])).toEqual([
      ['r1', [10, 15]],
      ['r3', [20]],
    ]);
  });

  it('add up decimals as they would be written', () => {
    expect([sum([0.1, 0.2]), sum([]), percentile([0.1], 99)]).toEqual([0.3, 0, 0.1]);
  });
});
