import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/model/servers/index.ts';
import { summary } from '../../src/model/summary.ts';
import type { Trace } from '../../src/model/trace.ts';
import { request, STANDARD, together } from './work.ts';

describe('a run in figures', () => {
  it('of four users and one sync worker is what one counts by hand', () => {
    expect(summary(simulate({ kind: 'sync', cores: 2 }, together(4, STANDARD)))).toEqual({
      end: 400,
      requests: 4,
      outcomes: { replied: 4, failed: 0, refused: 0, gaveUp: 0, lost: 0 },
      throughput: 10,
      latency: { count: 4, mean: 250, p50: 200, p90: 400, p99: 400, most: 400 },
      times: { inLine: 150, running: 10, away: 90, stuck: 0 },
      // 40 ms of two cores' 800
      cores: 0.05,
      seats: [{ place: 'worker 1/seat', utilisation: 1 }],
      loops: [],
      pools: [],
      queues: [{ place: 'backlog', mean: 1.5, most: 3 }],
    });
  });

  it('of a blocked loop has its lag, and whose time it took', () => {
    const { loops, times, queues, seats } = summary(
      simulate({ kind: 'asgi', cores: 1 }, [request(0, 'block 2000'), request(500, 'cpu 10')]),
    );
    expect(loops).toMatchObject([{ place: 'worker 1/loop', utilisation: 1, lag: { p50: 0, most: 2000 } }]);
    expect(times).toEqual({ inLine: 750, running: 5, away: 0, stuck: 1000 });
    expect(queues).toEqual([{ place: 'backlog', mean: 1500 / 2010, most: 1 }]);
    expect(seats[0]).toEqual({ place: 'worker 1/loop/seat', utilisation: 1 });
  });

  it('of forty tokens says how many were held, on average and at most', () => {
    const { pools } = summary(simulate({ kind: 'fastapi', endpoint: 'def' }, together(50, 'wait 100')));
    // forty for 100 ms, then ten
    expect(pools).toEqual([{ place: 'worker 1/tokens', size: 40, utilisation: 25 / 40, most: 40 }]);
  });

  it('counts every outcome, and the latency of those only who were replied to', () => {
    const { outcomes, latency, throughput } = summary(
      simulate({ kind: 'asgi', concurrencyLimit: 3 }, [
        request(0, 'wait 100'),
        request(0, 'wait 100', { patience: 50 }),
        request(10, 'wait 100'),
      ]),
    );
    expect(outcomes).toEqual({ replied: 1, failed: 0, refused: 1, gaveUp: 1, lost: 0 });
    expect(latency).toEqual({ count: 1, mean: 100, p50: 100, p90: 100, p99: 100, most: 100 });
    expect(throughput).toBe(10);
    const killed = simulate({ kind: 'sync', timeout: 3000 }, [request(0, 'wait 6000')]);
    expect(summary(killed)).toMatchObject({ outcomes: { failed: 1, replied: 0 }, throughput: 0 });
    expect(summary(killed)).not.toHaveProperty('latency');
  });

  it('has percentiles that occurred: of a hundred answers the 99th is the last but one', () => {
    const { latency } = summary(simulate({ kind: 'sync' }, together(100, 'cpu 1')));
    expect(latency).toEqual({ count: 100, mean: 50.5, p50: 50, p90: 90, p99: 99, most: 100 });
  });

  it('of nothing is nothing, without a division by zero', () => {
    expect(summary(simulate({ kind: 'sync', cores: 1 }, []))).toEqual({
      end: 0,
      requests: 0,
      outcomes: { replied: 0, failed: 0, refused: 0, gaveUp: 0, lost: 0 },
      throughput: 0,
      times: { inLine: 0, running: 0, away: 0, stuck: 0 },
      cores: 0,
      seats: [{ place: 'worker 1/seat', utilisation: 0 }],
      loops: [],
      pools: [],
      queues: [],
    });
  });

  it('of a recorded run needs no server: places, stays and outcomes are enough', () => {
    const recorded: Trace = {
      places: [
        { kind: 'core', id: 'core 1', label: 'core 1', parent: 'machine' },
        { kind: 'core', id: 'core 2', label: 'core 2', parent: 'machine' },
        { kind: 'seat', id: 'seat', label: 'seat', parent: 'worker 1' },
        { kind: 'pool', id: 'pool', label: 'pool', parent: 'worker 1', size: 4 },
      ],
      requests: [
        { id: 'r1', at: 0, path: '/', steps: [] },
        { id: 'r2', at: 20, path: '/', steps: [] },
      ],
      segments: [
        { request: 'r1', state: 'running', place: 'seat', core: 'core 1', from: 0, to: 50 },
        { request: 'r2', state: 'inLine', place: 'pool', from: 20, to: 50 },
        { request: 'r2', state: 'away', place: 'seat', from: 50, to: 80 },
      ],
      events: [{ kind: 'token', place: 'pool', at: 50, held: 2 }],
      outcomes: [
        { request: 'r1', at: 50, kind: 'replied' },
        { request: 'r2', at: 70, kind: 'gaveUp' },
      ],
      end: 100,
    };
    expect(summary(recorded)).toEqual({
      end: 100,
      requests: 2,
      outcomes: { replied: 1, failed: 0, refused: 0, gaveUp: 1, lost: 0 },
      throughput: 10,
      latency: { count: 1, mean: 50, p50: 50, p90: 50, p99: 50, most: 50 },
      times: { inLine: 15, running: 25, away: 10, stuck: 0 },
      cores: 0.25,
      seats: [{ place: 'seat', utilisation: 0.8 }],
      loops: [],
      pools: [{ place: 'pool', size: 4, utilisation: 0.25, most: 2 }],
      queues: [{ place: 'pool', mean: 0.3, most: 1 }],
    });
  });
});
