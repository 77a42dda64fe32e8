import { expect } from 'vitest';
import { ends, life, request, stays, steps, together, users } from '../work.ts';
import type { Claims } from './claim.ts';

/** Of those who ask. */
export const clients = {
  'a client gives up when its patience ends': ({ simulate }) => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 100', { patience: 50 })]);
    expect(ends(trace)).toEqual(['r1 gaveUp at 50']);
  },

  'a client takes an answer that comes in the last instant of its patience': ({ simulate }) => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 100', { patience: 100 })]);
    expect(ends(trace)).toEqual(['r1 replied at 100']);
  },

  'what a client has abandoned is worked on': ({ simulate }) => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 100', { patience: 50 }), request(10, 'wait 10')]);
    expect(stays(trace, 'r1')).toEqual(['away worker 1/seat 0 to 100']);
    expect(trace.end).toBe(110);
  },

  'a client retries after a pause that grows': ({ simulate }) => {
    const retries = { times: 3, pause: 100, factor: 2 };
    // nobody listens: each attempt ends at once
    const server = { kind: 'sync', supervisor: 'none', crashes: [{ at: 0, worker: 1 }] } as const;
    const trace = simulate(server, [request(10, 'wait 10', { retries })]);
    expect(trace.requests.map(({ at }) => at)).toEqual([10, 110, 310, 710]);
  },

  'a lost SYN is sent again after a second, five times, and then after pauses that double': ({ simulate }) => {
    const { events } = simulate({ kind: 'tornado', backlog: 1 }, together(4, 'cpu 8000'));
    const dropped = events.flatMap((event) => (event.kind === 'dropped' && event.request === 'r4' ? [event.at] : []));
    expect(dropped.slice(0, 7)).toEqual([0, 1000, 2000, 3000, 4000, 5000, 7000]);
  },

  'a user who keeps the connection stays with the process': ({ simulate }) => {
    // the kernel would choose another socket for some of ten connections
    const server = { kind: 'asgi', workers: 2, reusePort: true } as const;
    const trace = simulate(server, [users('cpu 10', 200, { think: 10, keepAlive: true })]);
    expect(trace.requests).toHaveLength(10);
    expect(new Set(trace.segments.map(({ place }) => place)).size).toBe(1);
  },

  'a user thinks between an answer and the next request': ({ simulate }) => {
    const trace = simulate({ kind: 'sync' }, [users('wait 10', 100, { think: 30 })]);
    expect(trace.requests.map(({ at }) => at)).toEqual([0, 40, 80]);
  },

  'a server is restarted after so many failures of its probe in a row': ({ simulate }) => {
    // blocked from 100 to 180 and from 400 to 700: the probes of 150, 450, 550 and 650 fail, and those between do not
    const probe = { kind: 'probe', path: '/healthz', steps: steps('cpu 1'), period: 100, patience: 20 } as const;
    const trace = simulate({ kind: 'asgi', boot: 10 }, [
      { ...probe, from: 50, to: 900, failures: 3 },
      request(100, 'cpu 80'),
      request(400, 'cpu 300'),
    ]);
    expect(life(trace).filter((what) => what.startsWith('SIG'))).toEqual(['SIGTERM at 670']);
  },

  'a probe asks nobody while it has the server restarted, and makes up for no tick': ({ simulate }) => {
    const probe = { kind: 'probe', path: '/healthz', steps: steps('cpu 1'), period: 100, patience: 20 } as const;
    const trace = simulate({ kind: 'asgi', boot: 300 }, [
      { ...probe, to: 1000, failures: 2, grace: 200 },
      request(150, 'cpu 2000'),
    ]);
    // it gives up at 220 and 320; killed at 520, the server is back at 820
    expect(life(trace)).toEqual([
      'SIGTERM at 320',
      'SIGKILL at 520',
      'gone by SIGKILL at 520',
      'fork at 520',
      'booted at 820',
    ]);
    expect(trace.requests.filter((each) => each.probe).map(({ at }) => at)).toEqual([0, 100, 200, 300, 900]);
  },

  'a crash ends what goes on behind an answer, although its connection has been asked again': ({ simulate }) => {
    const background = [{ declared: 'async def', steps: steps('wait 1000') }] as const;
    const server = { kind: 'fastapi', supervisor: 'uvicorn', background, crashes: [{ at: 500, worker: 1 }] } as const;
    const trace = simulate(server, [users('cpu 10', 300, { think: 100, keepAlive: true })]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 lost at 500']);
  },
} satisfies Claims;
