import { expect } from 'vitest';
import { beats, ends, latencies, life, request, stays, together, users } from '../work.ts';
import type { Claims } from './claim.ts';

/** Of gunicorn's workers without a loop. */
export const workers = {
  'a sync worker serves one request at a time': ({ simulate }) => {
    expect(latencies(simulate({ kind: 'sync' }, together(3, 'wait 100')))).toEqual([100, 200, 300]);
  },

  'a sync worker that is aborted answers 500': ({ simulate }) => {
    // the beat at 0 is 30 s old at 30 s and older at the look at 31 s
    expect(ends(simulate({ kind: 'sync' }, [request(0, 'wait 40000')]))).toEqual(['r1 failed at 31000']);
  },

  'a sync worker with nothing to do shows every 15 s that it is alive': ({ simulate }) => {
    const trace = simulate({ kind: 'sync' }, [request(50_000, 'wait 10')]);
    expect(beats(trace)).toEqual([0, 15_000, 30_000, 45_000, 50_010]);
    expect(life(trace)).toEqual([]);
  },

  'a sync worker that is told to stop finishes its request and takes no other': ({ simulate }) => {
    const trace = simulate({ kind: 'sync', stopAt: 50 }, together(2, 'wait 100'));
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 lost at 100']);
  },

  'an idle sync worker that is told to stop is gone at once, and who comes later is refused': ({ simulate }) => {
    const trace = simulate({ kind: 'sync', stopAt: 50 }, [request(60, 'wait 100')]);
    expect(life(trace)).toEqual(['SIGTERM at 50', 'gone at 50']);
    expect(ends(trace)).toEqual(['r1 lost at 60']);
  },

  'a gthread worker takes more than it has threads for, and its idle sibling cannot help': ({ simulate }) => {
    const trace = simulate({ kind: 'gthread', workers: 2, threads: 1 }, together(4, 'wait 100'));
    // chance gives one of them three, the last of whom waits while the other is idle from 100 on
    expect(latencies(trace).toSorted((a, b) => a - b)).toEqual([100, 100, 200, 300]);
  },

  'a gthread worker takes no more connections than its limit': ({ simulate }) => {
    const trace = simulate({ kind: 'gthread', workers: 2, threads: 1, connections: 1 }, together(4, 'wait 100'));
    expect(latencies(trace)).toEqual([100, 100, 200, 200]);
  },

  'a gthread worker at its limit accepts the next as soon as a user hangs up': ({ simulate }) => {
    const user = users('wait 10', 100, { think: 190, keepAlive: true });
    const trace = simulate({ kind: 'gthread', connections: 1 }, [user, request(100, 'wait 10')]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 replied at 210']);
  },

  'a gthread worker whose threads are busy shows every second that it is alive': ({ simulate }) => {
    const trace = simulate({ kind: 'gthread', threads: 1 }, [request(0, 'wait 40000')]);
    expect(ends(trace)).toEqual(['r1 replied at 40000']);
    expect(life(trace)).toEqual([]);
  },

  'a gthread worker accepts who is there before a thread begins to compute': ({ simulate }) => {
    const trace = simulate({ kind: 'gthread' }, together(2, 'cpu 4'));
    expect(stays(trace, 'r2')[0]).toBe('inLine worker 1/thread 2/seat 0 to 4');
  },

  'a gthread worker that is told to stop serves what it has taken, and no other': ({ simulate }) => {
    const trace = simulate({ kind: 'gthread', stopAt: 50 }, [...together(2, 'wait 100'), request(60, 'wait 100')]);
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 replied at 100', 'r3 lost at 100']);
  },

  'an idle connection of a gthread worker is closed after 2 s': ({ simulate }) => {
    // the user's next request finds the GIL taken: on a new connection it waits in the backlog, on its own in the poller
    const user = users('cpu 1', 5000, { think: 3000, keepAlive: true });
    const trace = simulate({ kind: 'gthread' }, [user, request(2990, 'cpu 50')]);
    expect(stays(trace, 'r3')[0]).toMatch(/^inLine backlog/);
  },

  'a gevent worker leaves the seat at a patched call': ({ simulate }) => {
    expect(latencies(simulate({ kind: 'gevent' }, together(3, 'wait 100')))).toEqual([100, 100, 100]);
  },

  'a gevent worker is stuck in a call that is not patched': ({ simulate }) => {
    const trace = simulate({ kind: 'gevent' }, [request(0, 'block 100'), request(0, 'cpu 1')]);
    expect(stays(trace, 'r1')).toEqual(['stuck worker 1/hub/seat 0 to 100']);
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 replied at 101']);
  },

  'a gevent worker at its limit accepts nobody until a connection is closed': ({ simulate }) => {
    const trace = simulate({ kind: 'gevent', connections: 2 }, together(4, 'thread [wait 100]'));
    expect(latencies(trace)).toEqual([100, 100, 200, 200]);
    expect(stays(trace, 'r3')[0]).toBe('inLine backlog 0 to 100');
  },

  'a gevent worker at its limit accepts the next as soon as a user hangs up': ({ simulate }) => {
    const user = users('wait 10', 100, { think: 190, keepAlive: true });
    const trace = simulate({ kind: 'gevent', connections: 1 }, [user, request(100, 'wait 10')]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 replied at 210']);
  },

  'a gevent worker whose greenlets wait shows every second that it is alive': ({ simulate }) => {
    const trace = simulate({ kind: 'gevent' }, [request(0, 'thread [wait 40000]')]);
    expect(ends(trace)).toEqual(['r1 replied at 40000']);
    expect(life(trace)).toEqual([]);
  },

  'a gevent worker whose hub is hogged is deaf to SIGABRT, and killed a look later': ({ simulate }) => {
    const trace = simulate({ kind: 'gevent', timeout: 5000 }, [request(500, 'native 20000')]);
    // the last beat was at 0: 5 s old at 5 s, older at the look at 6 s
    expect(life(trace).slice(0, 3)).toEqual(['SIGABRT at 6000', 'SIGKILL at 7000', 'gone by SIGKILL at 7000']);
    expect(ends(trace)).toEqual(['r1 lost at 7000']);
  },

  'a gevent worker that is told to stop takes connections until its next beat': ({ simulate }) => {
    const arrivals = [request(0, 'thread [wait 5000]'), request(900, 'cpu 10'), request(1100, 'cpu 10')];
    const trace = simulate({ kind: 'gevent', stopAt: 300 }, arrivals);
    expect(ends(trace)).toEqual(['r2 replied at 910', 'r3 lost at 1100', 'r1 replied at 5000']);
  },

  'a gevent worker that is told to stop leaves idle connections open': ({ simulate }) => {
    // it sees the signal at 1000, and is asked again at 1310
    const user = users('cpu 10', 2000, { think: 1300, keepAlive: true });
    expect(ends(simulate({ kind: 'gevent', stopAt: 200 }, [user]))).toEqual(['r1 replied at 10', 'r2 replied at 1320']);
  },
} satisfies Claims;
