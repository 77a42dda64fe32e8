import { describe, expect, it } from 'vitest';
import { figures, mean, percentile, throughput } from '../../src/model/measure.ts';
import { use, utilisation } from '../../src/model/places.ts';
import { simulate } from '../../src/model/servers/index.ts';
import { request } from './work.ts';

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
