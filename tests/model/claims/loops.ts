import { expect } from 'vitest';
import { beats, ends, latencies, life, request, stays, steps, together, users } from '../work.ts';
import type { Claims } from './claim.ts';

/** Of servers with a loop. */
export const loops = {
  'a loop leaves the seat at an await': ({ simulate }) => {
    expect(latencies(simulate({ kind: 'asgi' }, together(3, 'wait 100')))).toEqual([100, 100, 100]);
  },

  'a loop is stuck in a blocking call': ({ simulate }) => {
    const trace = simulate({ kind: 'asgi' }, [request(0, 'block 100'), request(10, 'cpu 1')]);
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 replied at 101']);
    expect(stays(trace, 'r1')).toEqual(['stuck worker 1/loop/seat 0 to 100']);
  },

  'a turn of the loop runs exactly what was ready when it began': ({ simulate }) => {
    const { events } = simulate({ kind: 'asgi' }, together(3, 'cpu 5'));
    const turns = events.flatMap((event) => (event.kind === 'turn' ? [[event.at, event.ready]] : []));
    // r1: accept, read, run; then the two who came meanwhile: accept both, read both, run both
    expect(turns).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [5, 1],
      [5, 2],
      [5, 2],
    ]);
  },

  'accepting is a callback: a loop that computes accepts nobody': ({ simulate }) => {
    const trace = simulate({ kind: 'asgi' }, [request(0, 'cpu 50'), request(10, 'cpu 5')]);
    expect(stays(trace, 'r2')).toEqual(['inLine backlog 10 to 50', 'running worker 1/loop/seat 50 to 55']);
  },

  'the concurrency limit counts the new connection': ({ simulate }) => {
    const trace = simulate({ kind: 'fastapi', concurrencyLimit: 2 }, [request(0, 'wait 100'), request(10, 'wait 100')]);
    expect(ends(trace)).toEqual(['r2 refused at 10', 'r1 replied at 100']);
  },

  'who is refused loses the connection, and does not count for the next': ({ simulate }) => {
    const trace = simulate({ kind: 'fastapi', concurrencyLimit: 2 }, [
      request(0, 'wait 100'),
      users('wait 10', 60, { from: 50, think: 1000, keepAlive: true }),
      request(200, 'wait 10'),
    ]);
    expect(ends(trace)).toEqual(['r2 refused at 50', 'r1 replied at 100', 'r3 replied at 210']);
  },

  'an idle connection is closed after 5 s': ({ simulate }) => {
    // the user's next request finds the loop busy: on a new connection it waits in the backlog, on its own in the kernel
    const user = users('cpu 1', 9000, { think: 6000, keepAlive: true });
    const trace = simulate({ kind: 'asgi' }, [user, request(5990, 'cpu 50')]);
    expect(stays(trace, 'r3')[0]).toMatch(/^inLine backlog/);
  },

  "a worker of gunicorn's with a loop beats while requests wait": ({ simulate }) => {
    const of = (supervisor: 'gunicorn' | 'uvicornWorker') =>
      beats(simulate({ kind: 'fastapi', supervisor, timeout: 4000 }, [request(0, 'wait 5000')]));
    expect(of('gunicorn')).toEqual([0, 1000, 2000, 3000, 4000, 5000]);
    expect(of('uvicornWorker').length).toBeGreaterThan(1);
  },

  "gunicorn's own ASGI worker is deaf to SIGABRT in a blocking call, and killed a look later": ({ simulate }) => {
    const server = { kind: 'asgi', supervisor: 'gunicorn', timeout: 5000 } as const;
    const trace = simulate(server, [request(500, 'cpu 20000')]);
    expect(life(trace).slice(0, 3)).toEqual(['SIGABRT at 6000', 'SIGKILL at 7000', 'gone by SIGKILL at 7000']);
  },

  "uvicorn's worker for gunicorn dies by SIGABRT in a blocking call": ({ simulate }) => {
    const server = { kind: 'asgi', supervisor: 'uvicornWorker', timeout: 5000 } as const;
    const trace = simulate(server, [request(500, 'cpu 20000')]);
    expect(life(trace).slice(0, 2)).toEqual(['SIGABRT at 6000', 'gone by SIGABRT at 6000']);
    expect(ends(trace)).toEqual(['r1 lost at 6000']);
  },

  'uvicorn that is told to stop refuses who comes, and waits for who is there': ({ simulate }) => {
    const trace = simulate({ kind: 'fastapi', stopAt: 200 }, [request(0, 'wait 9000'), request(250, 'wait 10')]);
    expect(ends(trace)).toEqual(['r2 lost at 250', 'r1 replied at 9000']);
  },

  'uvicorn that is told to stop closes idle connections at once': ({ simulate }) => {
    const trace = simulate({ kind: 'asgi', stopAt: 200 }, [users('cpu 10', 500, { think: 300, keepAlive: true })]);
    expect(life(trace)).toEqual(['SIGTERM at 200', 'gone at 200']);
  },

  "gunicorn's own ASGI worker that is told to stop leaves idle connections open": ({ simulate }) => {
    // it sees the signal at 1000, and is asked again at 1310
    const user = users('cpu 10', 2000, { think: 1300, keepAlive: true });
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn', stopAt: 200 }, [user]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 replied at 1320']);
  },

  'uvicorn cancels what its graceful timeout does not suffice for: 500': ({ simulate }) => {
    const trace = simulate({ kind: 'fastapi', stopAt: 200, grace: 1000 }, [request(0, 'wait 9000')]);
    expect(ends(trace)).toEqual(['r1 failed at 1200']);
  },

  'an endpoint that is `def` makes a trip to a thread': ({ simulate }) => {
    const trace = simulate({ kind: 'fastapi', endpoint: 'def' }, together(2, 'block 100'));
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 replied at 100']);
  },

  'a `def` dependency makes a trip of its own, which needs a token and gives it back': ({ simulate }) => {
    const dependencies = [{ declared: 'def', steps: steps('wait 100') }] as const;
    const trace = simulate({ kind: 'fastapi', tokens: 1, dependencies }, together(2, 'cpu 1'));
    // the loop computes for r1 before it can start r2's thread
    expect(ends(trace)).toEqual(['r1 replied at 101', 'r2 replied at 202']);
  },

  'what comes after the `yield` of a dependency needs no token': ({ simulate }) => {
    const trace = simulate(
      {
        kind: 'fastapi',
        tokens: 1,
        dependencies: [{ declared: 'def', steps: [], exit: steps('wait 50') }],
        routes: [{ path: '/holds', background: [{ declared: 'def', steps: steps('wait 100') }] }],
      },
      [request(0, 'wait 20'), request(10, 'cpu 1', { path: '/holds' })],
    );
    expect(stays(trace, 'r1').at(-1)).toBe('away worker 1/thread 2/seat 20 to 70');
  },

  'a background task is done behind the answer': ({ simulate }) => {
    const background = [{ declared: 'async def', steps: steps('wait 500') }] as const;
    const trace = simulate({ kind: 'fastapi', background }, [request(0, 'wait 10')]);
    expect(ends(trace)).toEqual(['r1 replied at 10']);
    expect(trace.end).toBe(510);
  },

  'what a `def` endpoint returns is validated in a thread': ({ simulate }) => {
    const trace = simulate({ kind: 'fastapi', endpoint: 'def', validation: steps('cpu 3') }, [
      { at: 0, path: '/', steps: [] },
    ]);
    expect(stays(trace, 'r1')).toEqual(['running worker 1/thread 1/seat 0 to 3']);
  },

  // region tornado
  "Tornado's `def` runs on the loop, and blocks it": ({ simulate }) => {
    const trace = simulate({ kind: 'tornado', handler: 'def' }, together(2, 'wait 100'));
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 replied at 200']);
  },

  'Tornado leaves SIGTERM to the system: all is lost at once': ({ simulate }) => {
    const trace = simulate({ kind: 'tornado', stopAt: 50 }, [request(0, 'wait 100')]);
    expect(ends(trace)).toEqual(['r1 lost at 50']);
  },
  // endregion

  'an executor has as many threads as cores and four more': ({ simulate }) => {
    const trace = simulate({ kind: 'tornado', cores: 2 }, together(7, 'thread [wait 100]'));
    expect(latencies(trace)).toEqual([100, 100, 100, 100, 100, 100, 200]);
  },

  'an executor takes first who came first': ({ simulate }) => {
    const trace = simulate({ kind: 'asgi', threads: 1 }, together(4, 'thread [wait 100]'));
    expect(latencies(trace)).toEqual([100, 200, 300, 400]);
  },
} satisfies Claims;
