import { expect } from 'vitest';
import { ends, latencies, request, stays, stepsOf, together } from '../work.ts';
import type { Claims } from './claim.ts';

/** Of cores, the GIL and sockets. */
export const machine = {
  'who waits for the GIL has it after 5 ms': ({ simulate }) => {
    const trace = simulate({ kind: 'gthread' }, [request(0, 'wait 10, cpu 300'), request(0, 'wait 20, cpu 1')]);
    expect(stays(trace, 'r2').slice(1)).toEqual([
      'inLine worker 1/thread 2/seat 20 to 25',
      'running worker 1/thread 2/seat 25 to 26',
    ]);
  },

  'who waits for the GIL starts its 5 ms anew when somebody else has got it': ({ simulate }) => {
    // r3 waits from 14 on, wakes at 19, sees that r2 has got the GIL at 15, and asks at 24
    const trace = simulate({ kind: 'gthread' }, [
      request(0, 'wait 10, cpu 5, wait 100'),
      request(0, 'wait 10, cpu 50'),
      request(0, 'wait 14, cpu 1, wait 100'),
    ]);
    expect(stays(trace, 'r3').slice(0, 3)).toEqual([
      'away worker 1/thread 3/seat 0 to 14',
      'inLine worker 1/thread 3/seat 14 to 24',
      'running worker 1/thread 3/seat 24 to 25',
    ]);
  },

  'C code lets go of the GIL': ({ simulate }) => {
    expect(latencies(simulate({ kind: 'gthread' }, together(2, 'native 100')))).toEqual([100, 100]);
  },

  'a core goes round every 5 ms': ({ simulate }) => {
    const trace = simulate({ kind: 'sync', workers: 2, cores: 1 }, together(2, 'cpu 100'));
    expect(latencies(trace)).toEqual([195, 200]);
  },

  'a container with one CPU and four busy workers runs for 25 ms and stands still for 75': ({ simulate }) => {
    const { segments } = simulate({ kind: 'sync', workers: 4, quota: 100 }, together(4, 'cpu 30'));
    const one = segments.filter(({ request: id }) => id === 'r1');
    expect(one.map(({ state, from, to }) => [state, from, to])).toEqual([
      ['running', 0, 25],
      ['inLine', 25, 100],
      ['running', 100, 105],
    ]);
  },

  'a backlog holds one more than its size': ({ simulate }) => {
    const { events } = simulate({ kind: 'tornado', backlog: 2 }, together(5, 'cpu 10'));
    // one is served and three are in line
    expect(events.flatMap((event) => (event.kind === 'dropped' ? [event.request] : []))).toEqual(['r5']);
  },

  'idle workers are served in the order in which they became idle': ({ simulate }) => {
    const trace = simulate({ kind: 'sync', workers: 3 }, [
      request(0, 'wait 20'),
      request(0, 'wait 10'),
      request(30, 'wait 10'),
      request(30, 'wait 10'),
    ]);
    // worker 3 has been idle from the beginning, worker 2 from 10 on
    expect(trace.requests.flatMap(({ id }) => stays(trace, id))).toEqual([
      'away worker 1/seat 0 to 20',
      'away worker 2/seat 0 to 10',
      'away worker 3/seat 30 to 40',
      'away worker 2/seat 30 to 40',
    ]);
  },

  'who is in line at a socket that is closed is thrown out': ({ simulate }) => {
    const trace = simulate({ kind: 'asgi', crashes: [{ at: 100, worker: 1 }] }, together(2, 'block 200'));
    expect(ends(trace)).toEqual(['r1 lost at 100', 'r2 lost at 100']);
  },

  'workers that watch one socket share it unevenly': ({ simulate }) => {
    const arrivals = stepsOf(0, 10, 590).map((at) => request(at, 'wait 1'));
    const { segments } = simulate({ kind: 'gthread', workers: 4 }, arrivals);
    const shares = [1, 2, 3, 4].map((n) => segments.filter(({ place }) => place.startsWith(`worker ${n}/`)).length);
    expect(Math.max(...shares) / Math.min(...shares)).toBeGreaterThan(1.2);
    expect(Math.max(...shares) / Math.min(...shares)).toBeLessThan(7);
  },

  'reuse_port spreads connections over sockets of their own': ({ simulate }) => {
    const arrivals = stepsOf(0, 20, 400).map((at) => request(at, 'wait 10'));
    const { segments } = simulate({ kind: 'sync', workers: 2, reusePort: true }, arrivals);
    expect(new Set(segments.map(({ place }) => place))).toEqual(new Set(['worker 1/seat', 'worker 2/seat']));
  },
} satisfies Claims;
