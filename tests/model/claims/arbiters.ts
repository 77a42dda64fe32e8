import { expect } from 'vitest';
import { ends, life, request, together } from '../work.ts';
import type { Claims } from './claim.ts';

/** Of those who watch the workers. */
export const arbiters = {
  'gunicorn replaces a worker as soon as it ends, and the new one serves when it has booted': ({ simulate }) => {
    const server = { kind: 'sync', boot: 700, crashes: [{ at: 100, worker: 1 }] } as const;
    const trace = simulate(server, [request(200, 'wait 10')]);
    expect(life(trace)).toEqual(['gone by crash at 100', 'fork at 100', 'booted at 800']);
    expect(ends(trace)).toEqual(['r1 replied at 810']);
  },

  'uvicorn replaces a worker when it looks after it': ({ simulate }) => {
    const server = { kind: 'asgi', supervisor: 'uvicorn', boot: 0, crashes: [{ at: 600, worker: 1 }] } as const;
    const trace = simulate(server, [request(700, 'cpu 10')]);
    expect(life(trace)).toEqual(['gone by crash at 600', 'fork at 1000', 'booted at 1000']);
    expect(ends(trace)).toEqual(['r1 replied at 1010']);
  },

  'a process on its own is not replaced': ({ simulate }) => {
    const trace = simulate({ kind: 'asgi', crashes: [{ at: 100, worker: 1 }] }, [request(200, 'wait 10')]);
    expect(life(trace)).toEqual(['gone by crash at 100']);
    expect(ends(trace)).toEqual(['r1 lost at 200']);
  },

  'a crash loses what the worker has': ({ simulate }) => {
    const server = { kind: 'tornado', crashes: [{ at: 100, worker: 1 }] } as const;
    expect(ends(simulate(server, together(2, 'wait 200')))).toEqual(['r1 lost at 100', 'r2 lost at 100']);
  },

  'a worker that ends on its loop runs nothing more of it': ({ simulate }) => {
    // SIGABRT at 4000 is heard when the hub comes round at 4200, and the beat that is due is not
    const { events } = simulate({ kind: 'gevent', timeout: 3000 }, [request(500, 'native 3700')]);
    const [end, fork] = ['exited', 'fork'].map((known) => events.findIndex(({ kind }) => kind === known));
    expect(events.slice(end, fork).map(({ kind }) => kind)).not.toContain('heartbeat');
  },

  'every new worker is warned by SIGABRT': ({ simulate }) => {
    // the second is forked at 6 s, which is 4 s old at 10 s and older at the look at 11 s
    const server = { kind: 'sync', timeout: 4000, boot: 100 } as const;
    const trace = simulate(server, together(2, 'wait 90000'));
    expect(life(trace).filter((what) => what.startsWith('SIG'))).toEqual(['SIGABRT at 5000', 'SIGABRT at 10000']);
  },

  'gunicorn kills who is not done when the grace is over': ({ simulate }) => {
    const trace = simulate({ kind: 'sync', stopAt: 1000, grace: 2000 }, [request(0, 'wait 9000')]);
    expect(life(trace)).toEqual(['SIGTERM at 1000', 'SIGKILL at 3000', 'gone by SIGKILL at 3000']);
    expect(ends(trace)).toEqual(['r1 lost at 3000']);
  },

  'gunicorn kills nobody for the timeout while it stops': ({ simulate }) => {
    const trace = simulate({ kind: 'sync', timeout: 5000, stopAt: 3000 }, [request(0, 'wait 9000')]);
    expect(ends(trace)).toEqual(['r1 replied at 9000']);
  },

  "uvicorn's supervisor keeps the socket while it stops, and who comes is in line for nobody": ({ simulate }) => {
    const server = { kind: 'fastapi', supervisor: 'uvicorn', stopAt: 500 } as const;
    const trace = simulate(server, [request(0, 'wait 850'), request(600, 'wait 10')]);
    // the worker looks every 100 ms whether it is done
    expect(ends(trace)).toEqual(['r1 replied at 850', 'r2 lost at 900']);
  },

  "uvicorn's supervisor sees that it is told to stop when it looks after its workers": ({ simulate }) => {
    const trace = simulate({ kind: 'asgi', supervisor: 'uvicorn', stopAt: 200 }, [request(0, 'wait 550')]);
    expect(life(trace)[0]).toBe('SIGTERM at 500');
  },

  'a server that is told to stop while it is restarted does not start anew': ({ simulate }) => {
    const once = { from: 50, to: 100, period: 100, patience: 50, failures: 1 } as const;
    const trace = simulate({ kind: 'sync', stopAt: 200, boot: 10 }, [
      { kind: 'probe', path: '/', steps: [], ...once },
      request(20, 'wait 480'),
    ]);
    expect(life(trace)).toEqual(['SIGTERM at 100', 'SIGTERM at 200', 'gone at 500']);
  },
} satisfies Claims;
