import { describe, expect, it } from 'vitest';
import type { Callable, Dependency } from '../../../src/model/servers/fastapi.ts';
import { simulate } from '../../../src/model/servers/index.ts';
import type { Trace } from '../../../src/model/trace.ts';
import { ends, latencies, request, stays, steps, together } from '../work.ts';

const SEAT = 'worker 1/loop/seat';
const TOKENS = 'worker 1/tokens';

const def = (text: string): Callable => ({ declared: 'def', steps: steps(text) });
const asyncDef = (text: string): Callable => ({ declared: 'async def', steps: steps(text) });
const context = (call: Callable, exit: string): Dependency => ({ ...call, exit: steps(exit) });

function held({ events }: Trace): number[] {
  return events.flatMap((event) => (event.kind === 'token' ? [event.held] : []));
}

describe('an endpoint', () => {
  it('that is `async def` runs on the loop, and a blocking call in it blocks everybody', () => {
    const trace = simulate({ kind: 'fastapi' }, together(3, 'block 100'));
    expect(latencies(trace)).toEqual([100, 200, 300]);
  });

  it('that is `def` runs in a thread, forty at a time', () => {
    const all = latencies(simulate({ kind: 'fastapi', endpoint: 'def' }, together(41, 'block 100')));
    expect(all).toEqual([...Array(40).fill(100), 200]);
  });

  it('that is `def` and computes gains nothing: its threads share the GIL', () => {
    expect(Math.max(...latencies(simulate({ kind: 'fastapi', endpoint: 'def' }, together(4, 'cpu 100'))))).toBe(400);
  });

  it('is declared for each path, as its route says', () => {
    const routes = [{ path: '/def', endpoint: 'def' }] as const;
    const trace = simulate({ kind: 'fastapi', routes }, [
      request(0, 'block 100', { path: '/def' }),
      request(0, 'block 50', { path: '/def' }),
      request(0, 'block 10'),
    ]);
    expect(ends(trace)).toEqual(['r3 replied at 10', 'r2 replied at 50', 'r1 replied at 100']);
  });

  it('has as many tokens as are given to each process', () => {
    const server = { kind: 'fastapi', endpoint: 'def', tokens: 2 } as const;
    expect(latencies(simulate(server, together(4, 'wait 100')))).toEqual([100, 100, 200, 200]);
    const limiters = simulate({ ...server, workers: 2 }, []).places.filter(({ kind }) => kind === 'pool');
    expect(limiters).toMatchObject([{ size: 2 }, { size: 2 }]);
  });
});

describe('a probe beside eighty `def` requests of 3 s', () => {
  const crowd = together(80, 'wait 3000');
  const server = { kind: 'fastapi', endpoint: 'def', routes: [{ path: '/async' }] } as const;

  it('that is `async def` is answered at once', () => {
    const probe = request(400, 'cpu 1', { path: '/async' });
    expect(latencies(simulate(server, [...crowd, probe])).at(-1)).toBe(1);
  });

  it('that is `def` stands in line for both waves: 5.6 s', () => {
    const trace = simulate(server, [...crowd, request(400, 'cpu 1')]);
    expect(latencies(trace).at(-1)).toBe(5601);
    expect(stays(trace, 'r81')[0]).toBe(`inLine ${TOKENS} 400 to 6000`);
  });

  it('that is `async def` is late when the loop computes, and that of a process on its own is not', () => {
    const trace = simulate({ kind: 'fastapi' }, [request(0, 'cpu 3000'), request(400, 'cpu 1')]);
    expect(latencies(trace)).toEqual([3000, 2601]);
  });
});

describe('what is `def` around an endpoint', () => {
  it('makes a trip of its own each, with a token each', () => {
    const dependencies = [def('cpu 1'), asyncDef('cpu 1'), def('cpu 1')];
    const trace = simulate({ kind: 'fastapi', dependencies }, [request(0, 'cpu 2')]);
    expect(stays(trace, 'r1')).toEqual([
      'running worker 1/thread 1/seat 0 to 1',
      `running ${SEAT} 1 to 2`,
      'running worker 1/thread 1/seat 2 to 3',
      `running ${SEAT} 3 to 5`,
    ]);
    expect(held(trace)).toEqual([1, 0, 1, 0]);
  });

  it('goes to the end of the line between its trips', () => {
    // r1's dependency, r2's dependency, r1's endpoint, r2's endpoint
    const server = { kind: 'fastapi', endpoint: 'def', tokens: 1, dependencies: [def('wait 10')] } as const;
    const trace = simulate(server, together(2, 'wait 100'));
    expect(ends(trace)).toEqual(['r1 replied at 120', 'r2 replied at 220']);
  });

  it('is validated where the endpoint ran', () => {
    const validation = steps('cpu 5');
    const inThread = simulate({ kind: 'fastapi', endpoint: 'def', validation }, [request(0, 'cpu 1')]);
    expect(stays(inThread, 'r1')).toEqual([
      'running worker 1/thread 1/seat 0 to 1',
      'running worker 1/thread 1/seat 1 to 6',
    ]);
    expect(held(inThread)).toEqual([1, 0, 1, 0]);
    const onLoop = simulate({ kind: 'fastapi', validation }, [request(0, 'wait 1')]);
    expect(stays(onLoop, 'r1').at(-1)).toBe(`running ${SEAT} 1 to 6`);
  });
});

describe('behind the answer', () => {
  it('come background tasks in their order, and then the exits, the last dependency’s first', () => {
    const trace = simulate(
      {
        kind: 'fastapi',
        dependencies: [context(def('cpu 1'), 'wait 10'), context(asyncDef('cpu 1'), 'wait 20')],
        background: [asyncDef('wait 5'), def('wait 7')],
      },
      [request(0, 'cpu 1')],
    );
    expect(ends(trace)).toEqual(['r1 replied at 3']);
    expect(stays(trace, 'r1').slice(3)).toEqual([
      'away worker 1/loop/selector 3 to 8',
      'away worker 1/thread 1/seat 8 to 15',
      'away worker 1/loop/selector 15 to 35',
      'away worker 1/thread 1/seat 35 to 45',
    ]);
  });

  it('a `def` task keeps a token from who asks', () => {
    const server = {
      kind: 'fastapi',
      tokens: 1,
      background: [def('wait 100')],
      routes: [{ path: '/def', endpoint: 'def' }],
    } as const;
    const trace = simulate(server, [request(0, 'cpu 1'), request(10, 'wait 5', { path: '/def' })]);
    expect(ends(trace)).toEqual(['r1 replied at 1', 'r2 replied at 106']);
  });

  it('an `async def` task that computes blocks the loop', () => {
    const trace = simulate({ kind: 'fastapi', background: [asyncDef('cpu 500')] }, [
      request(0, 'cpu 1'),
      request(10, 'cpu 1'),
    ]);
    expect(ends(trace)).toEqual(['r1 replied at 1', 'r2 replied at 502']);
  });

  it('an exit needs no token while all are held', () => {
    const server = {
      kind: 'fastapi',
      tokens: 1,
      dependencies: [{ declared: 'def', steps: [], exit: steps('wait 50') }],
      routes: [{ path: '/def', endpoint: 'def' }],
    } as const;
    const trace = simulate(server, [request(0, 'wait 20'), request(10, 'wait 100', { path: '/def' })]);
    expect(stays(trace, 'r1').at(-1)).toBe('away worker 1/thread 2/seat 20 to 70');
    expect(ends(trace)).toEqual(['r1 replied at 20', 'r2 replied at 110']);
  });

  it('everything is lost when the process ends, and the client knows nothing of it', () => {
    const crashes = [{ at: 50, worker: 1 }];
    const trace = simulate({ kind: 'fastapi', background: [asyncDef('wait 500')], crashes }, [request(0, 'cpu 1')]);
    expect(ends(trace)).toEqual(['r1 replied at 1']);
    expect(stays(trace, 'r1').at(-1)).toBe('away worker 1/loop/selector 1 to 50');
  });
});
