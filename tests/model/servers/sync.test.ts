import { describe, expect, it } from 'vitest';
import { figures, mean, throughput } from '../../../src/model/measure.ts';
import { use, utilisation } from '../../../src/model/places.ts';
import { simulate } from '../../../src/model/servers/index.ts';
import { regularArrivals } from '../../../src/model/workload.ts';
import { beats, ends, latencies, life, request, STANDARD, stays, steps, together } from '../work.ts';

describe('one sync worker', () => {
  it('answers four users who come at once after 100, 200, 300 and 400 ms', () => {
    const trace = simulate({ kind: 'sync' }, together(4, STANDARD));
    expect(latencies(trace)).toEqual([100, 200, 300, 400]);
    expect(mean(latencies(trace))).toBe(250);
    expect(throughput(trace)).toBe(10);
  });

  it('works 40 of 400 ms, and the seat is taken for all of them', () => {
    const trace = simulate({ kind: 'sync' }, together(4, STANDARD));
    expect(use(trace, 'worker 1/seat')).toEqual({ inLine: 0, running: 40, away: 360, stuck: 0 });
    expect(use(trace, 'worker 1/gil').running).toBe(40);
    expect(utilisation(trace, 'worker 1/seat')).toBe(1);
    expect(utilisation(trace, 'core 1')).toBe(0.1);
  });

  it('keeps its seat while it waits, whatever it waits for', () => {
    const { segments } = simulate({ kind: 'sync' }, [
      request(3, 'cpu 1, wait 10, block 10, thread [wait 10], native 2'),
    ]);
    expect(segments).toEqual([
      { request: 'r1', state: 'running', place: 'worker 1/seat', core: 'core 1', gil: 'worker 1/gil', from: 3, to: 4 },
      { request: 'r1', state: 'away', place: 'worker 1/seat', from: 4, to: 14 },
      { request: 'r1', state: 'away', place: 'worker 1/seat', from: 14, to: 24 },
      { request: 'r1', state: 'away', place: 'worker 1/seat', from: 24, to: 34 },
      { request: 'r1', state: 'running', place: 'worker 1/seat', core: 'core 1', from: 34, to: 36 },
    ]);
  });

  it('falls behind for ever at eleven requests a second: 2.1 s after twenty seconds', () => {
    const arrivals = regularArrivals({ path: '/predict', steps: steps(STANDARD) }, 1000 / 11, 0, 20_001);
    const lines = figures(simulate({ kind: 'sync' }, arrivals));
    expect(lines).toHaveLength(221);
    expect(lines.at(-1)).toMatchObject({ latency: 2100, inLine: 2000 });
    expect(lines.at(110)).toMatchObject({ latency: 1100 });
  });
});

describe('several sync workers', () => {
  it('serve as many at a time as there are workers', () => {
    expect(latencies(simulate({ kind: 'sync', workers: 2 }, together(4, STANDARD)))).toEqual([100, 100, 200, 200]);
    expect(latencies(simulate({ kind: 'sync', workers: 2 }, together(8, STANDARD))).at(-1)).toBe(400);
    expect(latencies(simulate({ kind: 'sync', workers: 4 }, together(8, STANDARD))).at(-1)).toBe(200);
  });

  it('share the cores: eight on four cores answer four after 100 and four after 105 ms', () => {
    const trace = simulate({ kind: 'sync', workers: 8, cores: 4 }, together(8, STANDARD));
    expect(latencies(trace)).toEqual([100, 100, 100, 100, 105, 105, 105, 105]);
    const inLine = trace.segments.find(({ request: id, state }) => id === 'r5' && state === 'inLine');
    expect(inLine).toEqual({
      request: 'r5',
      state: 'inLine',
      place: 'worker 5/seat',
      wants: 'machine',
      from: 0,
      to: 5,
    });
  });

  it('compute side by side, since each has a GIL of its own', () => {
    expect(latencies(simulate({ kind: 'sync', workers: 2 }, together(2, 'cpu 100')))).toEqual([100, 100]);
    expect(latencies(simulate({ kind: 'sync', workers: 2, cores: 1 }, together(2, 'cpu 100')))).toEqual([195, 200]);
  });
});

describe('a sync worker and its timeout', () => {
  it('that is aborted answers 500, and a new one serves a second later', () => {
    // the beat at 0 is exactly 30 s old at the look at 30 s, and older at the next
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 60000'), request(10, 'wait 10')]);
    expect(ends(trace)).toEqual(['r1 failed at 31000', 'r2 replied at 32010']);
    expect(life(trace)).toEqual(['SIGABRT at 31000', 'gone by SIGABRT at 31000', 'fork at 31000', 'booted at 32000']);
  });

  it('that boots for 5 s keeps everybody waiting for as long', () => {
    const trace = simulate({ kind: 'sync', boot: 5000 }, [request(0, 'wait 60000'), request(10, 'wait 10')]);
    expect(ends(trace)).toEqual(['r1 failed at 31000', 'r2 replied at 36010']);
  });

  it('that is exactly as long as the timeout is not too long', () => {
    expect(ends(simulate({ kind: 'sync' }, [request(0, 'wait 30000')]))).toEqual(['r1 replied at 30000']);
  });

  it('counts from the beat before the request: one a little later has as much less', () => {
    // idle since 0, it beats only when it has waited for half the timeout or has served
    const trace = simulate({ kind: 'sync', timeout: 10_000 }, [request(4500, 'wait 7000')]);
    expect(beats(trace)).toEqual([0]);
    expect(ends(trace)).toEqual(['r1 failed at 11000']);
  });

  it('has answered already: the client sees nothing of the abort', () => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 10, reply, wait 60000')]);
    expect(ends(trace)).toEqual(['r1 replied at 10']);
    expect(stays(trace, 'r1').at(-1)).toBe('away worker 1/seat 10 to 31000');
  });

  it('on its own is never aborted', () => {
    const trace = simulate({ kind: 'sync', supervisor: 'none' }, [request(0, 'wait 60000')]);
    expect(ends(trace)).toEqual(['r1 replied at 60000']);
  });
});

describe('a sync worker that is told to stop', () => {
  it('finishes its request; the backlog is lost with it, and who comes later is refused the connection', () => {
    const trace = simulate({ kind: 'sync', stopAt: 50 }, [
      ...together(2, 'wait 100'),
      request(70, 'wait 1'),
      request(200, 'wait 1'),
    ]);
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 lost at 100', 'r3 lost at 100', 'r4 lost at 200']);
    expect(life(trace)).toEqual(['SIGTERM at 50', 'gone at 100']);
  });

  it('is killed after the grace, and its client has no answer', () => {
    const trace = simulate({ kind: 'sync', stopAt: 50, grace: 500 }, [request(0, 'wait 1000')]);
    expect(ends(trace)).toEqual(['r1 lost at 550']);
    expect(life(trace)).toEqual(['SIGTERM at 50', 'SIGKILL at 550', 'gone by SIGKILL at 550']);
  });

  it('takes one with nothing to do from the others at once', () => {
    const trace = simulate({ kind: 'sync', workers: 2, stopAt: 50 }, [request(0, 'wait 100'), request(60, 'wait 10')]);
    expect(life(trace, 'worker 2')).toEqual(['SIGTERM at 50', 'gone at 50']);
    // the socket is open as long as one of them has it
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 lost at 100']);
  });
});
