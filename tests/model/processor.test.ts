import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/model/servers/index.ts';
import type { Trace } from '../../src/model/trace.ts';
import { latencies, request, stays, together } from './work.ts';

function throttled({ events }: Trace): number[][] {
  return events.flatMap((event) => (event.kind === 'throttled' ? [[event.at, event.until]] : []));
}

/** A worker for each of them. */
function side(count: number, text: string, quota: number, cores = 4): Trace {
  return simulate({ kind: 'sync', workers: count, cores, quota }, together(count, text));
}

describe('a container with a quota of 100 ms in each 100', () => {
  it('has four busy workers run for 25 ms and stand still for 75', () => {
    const trace = side(4, 'cpu 60', 100);
    expect(throttled(trace)).toEqual([
      [25, 100],
      [125, 200],
    ]);
    // 25, 25 and 10 ms of work
    expect(latencies(trace)).toEqual([210, 210, 210, 210]);
    expect(
      trace.segments.filter(({ request: id }) => id === 'r1').map(({ state, from, to }) => [state, from, to]),
    ).toEqual([
      ['running', 0, 25],
      ['inLine', 25, 100],
      ['running', 100, 125],
      ['inLine', 125, 200],
      ['running', 200, 210],
    ]);
  });

  it('has two busy workers run for 50', () => {
    expect(throttled(side(2, 'cpu 60', 100))).toEqual([[50, 100]]);
  });

  it('lets one worker compute without end', () => {
    const trace = side(1, 'cpu 350', 100);
    expect(throttled(trace)).toEqual([]);
    expect(latencies(trace)).toEqual([350]);
  });

  it('counts C code as well as Python, and waiting not at all', () => {
    expect(throttled(side(4, 'native 60', 100))[0]).toEqual([25, 100]);
    expect(throttled(side(4, 'wait 60', 100))).toEqual([]);
  });
});

describe('a quota', () => {
  it('is what counts when it is less than one core', () => {
    // 30 ms in each 100: 30, 30, 30 and 10
    expect(latencies(side(1, 'cpu 100', 30))).toEqual([310]);
  });

  it('makes no difference if it is as much as there are cores', () => {
    expect(latencies(side(4, 'cpu 100', 400))).toEqual([100, 100, 100, 100]);
    expect(throttled(side(4, 'cpu 100', 400))).toEqual([]);
  });

  it('begins anew at each 100 ms of the clock, whenever the work began', () => {
    // from 60 to 80 it has its 20 ms, from 100 to 120 the next
    const trace = simulate({ kind: 'sync', quota: 20 }, [request(60, 'cpu 40')]);
    expect(throttled(trace)).toEqual([[80, 100]]);
    expect(latencies(trace)).toEqual([60]);
  });

  it('is not spent by who ends just as it would be', () => {
    expect(latencies(side(4, 'cpu 25', 100))).toEqual([25, 25, 25, 25]);
  });

  it('stands everybody still, the loop and its heartbeat too', () => {
    const trace = simulate({ kind: 'asgi', workers: 4, quota: 100, supervisor: 'none' }, [
      ...together(4, 'cpu 40'),
      request(30, 'cpu 1'),
    ]);
    expect(stays(trace, 'r5')[0]).toBe('inLine backlog 30 to 115');
  });
});

describe('a slice of a core', () => {
  it('is 5 ms for each who wants it, in turn', () => {
    const trace = simulate({ kind: 'sync', workers: 3, cores: 1 }, together(3, 'cpu 10'));
    expect(latencies(trace)).toEqual([20, 25, 30]);
    expect(
      trace.segments.filter(({ state }) => state === 'running').map(({ request: id, from, to }) => [id, from, to]),
    ).toEqual([
      ['r1', 0, 5],
      ['r1', 15, 20],
      ['r2', 5, 10],
      ['r2', 20, 25],
      ['r3', 10, 15],
      ['r3', 25, 30],
    ]);
  });

  it('is left at the next 5 ms by who has computed alone until somebody came', () => {
    const trace = simulate({ kind: 'sync', workers: 2, cores: 1 }, [request(0, 'cpu 20'), request(7, 'cpu 3')]);
    expect(stays(trace, 'r2')).toEqual(['inLine worker 2/seat 7 to 10', 'running worker 2/seat 10 to 13']);
    expect(latencies(trace)).toEqual([23, 6]);
  });

  it('goes on to the next when its process is killed', () => {
    const server = { kind: 'sync', workers: 2, cores: 1, supervisor: 'none', crashes: [{ at: 7, worker: 1 }] } as const;
    const trace = simulate(server, together(2, 'cpu 20'));
    // 5 ms for r1, then r2, who loses the core to nobody
    expect(stays(trace, 'r2')).toEqual(['inLine worker 2/seat 0 to 5', 'running worker 2/seat 5 to 25']);
  });
});
