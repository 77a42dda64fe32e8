import { describe, expect, it } from 'vitest';
import { simulate } from '../../../src/model/servers/index.ts';
import { ends, latencies, life, request, STANDARD, stays, stepsOf, together, users } from '../work.ts';

const SEAT = 'worker 1/loop/seat';

describe('a handler of Tornado', () => {
  it('that is `async def` awaits as in any loop', () => {
    expect(latencies(simulate({ kind: 'tornado' }, together(8, STANDARD)))).toEqual(stepsOf(100, 5, 135));
  });

  it('that is `def` runs on the loop: what waits is stuck, where FastAPI would use a thread', () => {
    const arrivals = together(3, 'wait 100');
    expect(latencies(simulate({ kind: 'tornado', handler: 'def' }, arrivals))).toEqual([100, 200, 300]);
    expect(latencies(simulate({ kind: 'fastapi', endpoint: 'def' }, arrivals))).toEqual([100, 100, 100]);
  });

  it('that is `def` waits for its own thread as well, since it cannot await it', () => {
    const trace = simulate({ kind: 'tornado', handler: 'def' }, [
      request(0, 'cpu 1, thread [wait 50, cpu 1], native 1'),
    ]);
    expect(stays(trace, 'r1')).toEqual([
      `running ${SEAT} 0 to 1`,
      `stuck ${SEAT} 1 to 51`,
      `running ${SEAT} 51 to 52`,
      `running ${SEAT} 52 to 53`,
    ]);
  });

  it('is declared for each path', () => {
    const handlers = [{ path: '/slow', handler: 'def' }] as const;
    const trace = simulate({ kind: 'tornado', handlers }, [
      request(0, 'wait 10'),
      request(5, 'wait 100', { path: '/slow' }),
    ]);
    // the answer of r1's upstream comes at 10 and is read at 105
    expect(ends(trace)).toEqual(['r2 replied at 105', 'r1 replied at 105']);
  });
});

describe('its executor', () => {
  it('has as many threads as asyncio’s: cores and four, at most 32', () => {
    const size = (cores: number) =>
      simulate({ kind: 'tornado', cores }, []).places.flatMap((place) => (place.kind === 'pool' ? [place.size] : []));
    expect([size(1), size(2), size(8), size(64)]).toEqual([[5], [6], [12], [32]]);
  });

  it('has as many as it is told, and a queue before it, first come, first served', () => {
    const trace = simulate({ kind: 'tornado', threads: 2 }, together(5, 'thread [block 100]'));
    expect(latencies(trace)).toEqual([100, 100, 200, 200, 300]);
    expect(stays(trace, 'r5')[0]).toBe('inLine worker 1/pool 0 to 200');
  });
});

describe('processes of Tornado', () => {
  it('are one, and nobody looks after it', () => {
    const trace = simulate({ kind: 'tornado', crashes: [{ at: 50, worker: 1 }] }, [
      request(0, 'wait 100'),
      request(60, 'wait 10'),
    ]);
    expect(ends(trace)).toEqual(['r1 lost at 50', 'r2 lost at 60']);
    expect(life(trace)).toEqual(['gone by crash at 50']);
  });

  it('that are forked are started again as soon as they end, and who came meanwhile is in line', () => {
    const trace = simulate(
      { kind: 'tornado', supervisor: 'forkProcesses', boot: 500, crashes: [{ at: 50, worker: 1 }] },
      [request(0, 'wait 100'), request(60, 'wait 10')],
    );
    expect(ends(trace)).toEqual(['r1 lost at 50', 'r2 replied at 560']);
    expect(life(trace)).toEqual(['gone by crash at 50', 'fork at 50', 'booted at 550']);
  });

  it('see no blocked loop: no timeout, no heartbeat', () => {
    const trace = simulate({ kind: 'tornado', workers: 2 }, [request(0, 'block 90000')]);
    expect(ends(trace)).toEqual(['r1 replied at 90000']);
    expect(trace.events.some(({ kind }) => kind === 'heartbeat')).toBe(false);
  });

  it('leave SIGTERM to the system: whoever is there is lost, whoever comes is refused the connection', () => {
    const trace = simulate({ kind: 'tornado', workers: 2, stopAt: 50 }, [
      request(0, 'wait 100'),
      request(60, 'wait 10'),
    ]);
    expect(ends(trace)).toEqual(['r1 lost at 50', 'r2 lost at 60']);
    expect(life(trace)).toEqual(['SIGTERM at 50', 'gone by SIGTERM at 50']);
    expect(life(trace, 'worker 2')).toEqual(['SIGTERM at 50', 'gone by SIGTERM at 50']);
  });

  it('hold a backlog of 128', () => {
    const trace = simulate({ kind: 'tornado' }, together(131, 'cpu 1'));
    // one is computing, 129 are in line
    expect(trace.events.flatMap((event) => (event.kind === 'dropped' ? [event.request] : []))).toEqual(['r131']);
  });

  it('keep an idle connection for an hour', () => {
    const user = users('cpu 1', 1_900_000, { think: 1_800_000, keepAlive: true });
    const trace = simulate({ kind: 'tornado' }, [user, request(1_800_000, 'cpu 50')]);
    expect(stays(trace, 'r3')[0]).toBe('inLine worker 1/loop/selector 1800001 to 1800050');
  });
});
