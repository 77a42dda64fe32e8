import { describe, expect, it } from 'vitest';
import { figures } from '../../src/model/measure.ts';
import { simulate } from '../../src/model/servers/index.ts';
import { request, together } from './work.ts';

describe('clients', () => {
  it('are named in the order in which they come, not in which they are listed', () => {
    const { requests } = simulate({ kind: 'sync' }, [
      request(30, 'cpu 1', { path: '/late' }),
      request(10, 'cpu 1', { path: '/early' }),
      request(30, 'cpu 1', { path: '/later' }),
    ]);
    expect(requests.map(({ id, path }) => `${id} ${path}`)).toEqual(['r1 /early', 'r2 /late', 'r3 /later']);
  });

  it('give up, and the server does their work all the same', () => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 100'), request(0, 'wait 100', { patience: 50 })]);
    expect(trace.outcomes).toEqual([
      { request: 'r2', at: 50, kind: 'gaveUp' },
      { request: 'r1', at: 100, kind: 'replied' },
    ]);
    expect(trace.end).toBe(200);
    expect(figures(trace).at(1)).toMatchObject({ latency: 50, inLine: 50, away: 0, finished: 200 });
    expect(trace.events.filter(({ kind }) => kind !== 'heartbeat')).toEqual([]);
  });

  it('take an answer that comes in the last instant of their patience', () => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 100', { patience: 100 })]);
    expect(trace.outcomes).toEqual([{ request: 'r1', at: 100, kind: 'replied' }]);
  });
});

describe('a full backlog', () => {
  const five = together(5, 'wait 2000');

  it('drops who comes, who tries again after 1, 2 and 4 s', () => {
    // one is served, two are in the queue of size 1, two are dropped
    const trace = simulate({ kind: 'sync', backlog: 1 }, five);
    const dropped = trace.events.flatMap((event) => (event.kind === 'dropped' ? [[event.request, event.at]] : []));
    expect(dropped).toEqual([
      ['r4', 0],
      ['r5', 0],
      ['r4', 1000],
      ['r5', 1000],
      ['r5', 3000],
    ]);
    expect(figures(trace).map(({ latency }) => latency)).toEqual([2000, 4000, 6000, 8000, 10_000]);
    const outside = trace.segments.filter(({ place }) => place === 'clients');
    expect(outside.map(({ request: id, from, to }) => [id, from, to])).toEqual([
      ['r4', 0, 1000],
      ['r4', 1000, 3000],
      ['r5', 0, 1000],
      ['r5', 1000, 3000],
      ['r5', 3000, 7000],
    ]);
  });

  it('loses who has no more patience, and the server never hears of them', () => {
    const impatient = five.map((arrival, n) => (n === 4 ? { ...arrival, patience: 2500 } : arrival));
    const trace = simulate({ kind: 'sync', backlog: 1 }, impatient);
    expect(trace.outcomes[1]).toEqual({ request: 'r5', at: 2500, kind: 'gaveUp' });
    expect(figures(trace).at(4)).toMatchObject({ finished: 2500, running: 0, away: 0 });
    expect(trace.end).toBe(8000);
  });
});
