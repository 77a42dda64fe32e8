import { describe, expect, it } from 'vitest';
import { sum } from '../../../src/model/measure.ts';
import { simulate } from '../../../src/model/servers/index.ts';
import { regularArrivals } from '../../../src/model/workload.ts';
import { beats, ends, latencies, life, request, STANDARD, stays, steps, stepsOf, together, users } from '../work.ts';

describe('one gthread worker', () => {
  it('serves as many at a time as it has threads: with 4, eight users in two waves', () => {
    expect(latencies(simulate({ kind: 'gthread' }, together(8, 'wait 100')))).toEqual([
      ...Array(4).fill(100),
      ...Array(4).fill(200),
    ]);
  });

  it('shares one GIL among its threads: four standard requests end 5 ms apart', () => {
    expect(latencies(simulate({ kind: 'gthread' }, together(4, STANDARD)))).toEqual([100, 105, 110, 115]);
  });

  it('has one core for as many threads as it likes', () => {
    // the four take turns of 5 ms, so that nobody is done before the last round
    const all = latencies(simulate({ kind: 'gthread' }, together(4, 'cpu 100')));
    expect(Math.min(...all)).toBeGreaterThan(380);
    expect(Math.max(...all)).toBe(400);
  });

  it('has who it has no thread for in line before its pool, not in the backlog', () => {
    const trace = simulate({ kind: 'gthread', threads: 1 }, together(2, 'wait 100'));
    expect(stays(trace, 'r2')).toEqual(['inLine worker 1/pool 0 to 100', 'away worker 1/thread 1/seat 100 to 200']);
  });

  it('leaves in the backlog who is beyond its connections', () => {
    const trace = simulate({ kind: 'gthread', threads: 1, connections: 2 }, together(3, 'wait 100'));
    expect(stays(trace, 'r3')).toEqual([
      'inLine backlog 0 to 100',
      'inLine worker 1/pool 100 to 200',
      'away worker 1/thread 1/seat 200 to 300',
    ]);
  });

  it('takes a thread for a call that does not wait in its way, as for one that does', () => {
    const trace = simulate({ kind: 'gthread' }, together(3, 'block 50, thread [wait 50]'));
    expect(latencies(trace)).toEqual([100, 100, 100]);
    expect(trace.segments.some(({ state }) => state === 'stuck')).toBe(false);
  });
});

describe('the heartbeat of a gthread worker', () => {
  it('is its main thread’s: a request of 40 s ends well under a timeout of 30', () => {
    const trace = simulate({ kind: 'gthread' }, [request(0, 'wait 40000')]);
    expect(ends(trace)).toEqual(['r1 replied at 40000']);
    expect(new Set(beats(trace))).toEqual(new Set(stepsOf(0, 1000, 40_000)));
  });

  it('is late by the 5 ms of the GIL when all threads compute, no more', () => {
    const trace = simulate({ kind: 'gthread', timeout: 3000 }, together(4, 'cpu 2000'));
    expect(latencies(trace).every((latency) => latency > 7900)).toBe(true);
    expect(life(trace)).toEqual([]);
  });
});

describe('a user who keeps the connection to a gthread worker', () => {
  it('uses no thread between requests', () => {
    const trace = simulate({ kind: 'gthread', threads: 1 }, [
      users('wait 10', 1000, { think: 500, keepAlive: true }),
      request(100, 'wait 100'),
    ]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 replied at 200', 'r3 replied at 520']);
  });

  it('counts as a connection all the same', () => {
    const trace = simulate({ kind: 'gthread', connections: 1 }, [
      users('wait 10', 5000, { think: 5000, keepAlive: true }),
      request(100, 'wait 100'),
    ]);
    // the main thread looks at 1010 and at 2010, when the connection has been idle for 2 s
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 replied at 2110']);
  });

  it('counts no more as soon as the user leaves', () => {
    const trace = simulate({ kind: 'gthread', connections: 1 }, [
      users('wait 10', 100, { think: 190, keepAlive: true }),
      request(100, 'wait 10'),
    ]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 replied at 210']);
  });

  it('is served once more while the worker stops, and then no more', () => {
    const trace = simulate({ kind: 'gthread', stopAt: 100 }, [
      users('wait 10', 700, { think: 290, keepAlive: true }),
      request(0, 'wait 700'),
    ]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r3 replied at 310', 'r2 replied at 700', 'r4 lost at 700']);
  });
});

describe('several gthread workers on one socket', () => {
  it('get uneven shares: of 4,000 connections the busiest of four has 1.2 to 7 times those of the idlest', () => {
    const arrivals = regularArrivals({ path: '/', steps: steps('wait 1') }, 2, 0, 8000);
    const { segments } = simulate({ kind: 'gthread', workers: 4 }, arrivals);
    const shares = [1, 2, 3, 4].map((n) => segments.filter(({ place }) => place.startsWith(`worker ${n}/`)).length);
    expect(sum(shares)).toBe(4000);
    expect(Math.max(...shares) / Math.min(...shares)).toBeGreaterThan(1.2);
    expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(7);
  });

  it('share who comes at once by chance, so that one waits although a thread is idle', () => {
    // four of eight threads each, if they shared evenly
    const all = latencies(simulate({ kind: 'gthread', workers: 2 }, together(8, 'wait 100')));
    expect(new Set(all)).toEqual(new Set([100, 200]));
  });
});

describe('a gthread worker that is told to stop', () => {
  it('serves its own queue to the end, while the backlog is lost', () => {
    const trace = simulate({ kind: 'gthread', threads: 1, connections: 2, stopAt: 50 }, together(3, 'wait 100'));
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 replied at 200', 'r3 lost at 200']);
    expect(life(trace)).toEqual(['SIGTERM at 50', 'gone at 200']);
  });

  it('is gone when its grace is over, whoever is still there', () => {
    const trace = simulate({ kind: 'gthread', stopAt: 50, grace: 1000 }, [request(0, 'wait 60000')]);
    expect(ends(trace)).toEqual(['r1 lost at 1050']);
  });
});
