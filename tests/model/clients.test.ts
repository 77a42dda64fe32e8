import { describe, expect, it } from 'vitest';
import { figures } from '../../src/model/measure.ts';
import { simulate } from '../../src/model/servers/index.ts';
import type { Trace } from '../../src/model/trace.ts';
import { ends, life, request, stays, steps, together, users } from './work.ts';

const arrivals = ({ requests }: Trace) => requests.map(({ at }) => at);
/** A server that nobody listens at. */
const NOBODY = { kind: 'sync', supervisor: 'none', crashes: [{ at: 0, worker: 1 }] } as const;

describe('patience', () => {
  it('ends at its instant, also for who is in line, and the server works on', () => {
    const trace = simulate(
      { kind: 'sync' },
      together(3, 'wait 100').map((each) => ({ ...each, patience: 150 })),
    );
    expect(ends(trace)).toEqual(['r1 replied at 100', 'r2 gaveUp at 150', 'r3 gaveUp at 150']);
    expect(figures(trace).map(({ finished }) => finished)).toEqual([100, 200, 300]);
  });

  it('of thirty who left costs the next one 3 s on one sync worker', () => {
    const gone = Array.from({ length: 30 }, () => request(0, 'wait 100', { patience: 50 }));
    const trace = simulate({ kind: 'sync' }, [...gone, request(50, 'wait 100')]);
    expect(ends(trace).at(-1)).toBe('r31 replied at 3100');
  });

  it('that is over costs a loop nothing but the work', () => {
    const trace = simulate({ kind: 'asgi' }, [request(0, 'cpu 5, wait 90, cpu 5', { patience: 50 })]);
    expect(ends(trace)).toEqual(['r1 gaveUp at 50']);
    expect(stays(trace, 'r1').at(-1)).toBe('running worker 1/loop/seat 95 to 100');
  });

  it('of a probe is an event when it ends', () => {
    const probe = request(0, 'wait 100', { patience: 20, probe: true });
    const { events } = simulate({ kind: 'asgi' }, [probe]);
    expect(events.filter(({ kind }) => kind === 'probeFailed')).toEqual([
      { kind: 'probeFailed', place: 'clients', request: 'r1', at: 20 },
    ]);
  });
});

describe('a client that nobody listens to', () => {
  it('is refused the connection at once', () => {
    expect(ends(simulate(NOBODY, [request(5, 'wait 10')]))).toEqual(['r1 lost at 5']);
  });

  it('knocks eleven times at a full backlog, and gives up after 131 s', () => {
    // five times 1 s, and 2 + 4 + 8 + 16 + 32 + 64; the worker serves one, and one more than its size is in line
    const server = { kind: 'sync', supervisor: 'none', backlog: 1 } as const;
    const trace = simulate(server, together(4, 'wait 200000'));
    expect(trace.events.filter(({ kind }) => kind === 'dropped').map(({ at }) => at)).toEqual([
      0, 1000, 2000, 3000, 4000, 5000, 7000, 11_000, 19_000, 35_000, 67_000,
    ]);
    expect(ends(trace)[0]).toBe('r4 gaveUp at 131000');
  });
});

describe('retries', () => {
  it('come after the same pause unless told otherwise', () => {
    const trace = simulate(NOBODY, [request(0, 'wait 10', { retries: { times: 3, pause: 100 } })]);
    expect(arrivals(trace)).toEqual([0, 100, 200, 300]);
    expect(trace.requests.map(({ retryOf }) => retryOf)).toEqual([undefined, 'r1', 'r2', 'r3']);
  });

  it('come after a pause that doubles, with backoff', () => {
    const trace = simulate(NOBODY, [request(0, 'wait 10', { retries: { times: 4, pause: 100, factor: 2 } })]);
    // 100, 200, 400 and 800 after each other
    expect(arrivals(trace)).toEqual([0, 100, 300, 700, 1500]);
  });

  it('end with the first good answer', () => {
    const trace = simulate({ kind: 'asgi', concurrencyLimit: 2 }, [
      request(0, 'wait 100'),
      request(50, 'wait 10', { retries: { times: 9, pause: 30 } }),
    ]);
    expect(ends(trace)).toEqual(['r2 refused at 50', 'r3 refused at 80', 'r1 replied at 100', 'r4 replied at 120']);
  });

  it('are work on top of what was abandoned', () => {
    const impatient = together(3, 'wait 100').map((each) => ({
      ...each,
      patience: 150,
      retries: { times: 1, pause: 0 },
    }));
    const trace = simulate({ kind: 'sync' }, impatient);
    // r2 and r3 left work behind, so that their second attempts are not begun before 300, when they give up as well
    expect(ends(trace)).toEqual([
      'r1 replied at 100',
      'r2 gaveUp at 150',
      'r3 gaveUp at 150',
      'r4 gaveUp at 300',
      'r5 gaveUp at 300',
    ]);
    expect(trace.end).toBe(500);
  });
});

describe('users in a closed loop', () => {
  it('come one after another if they are apart, and go on each by itself', () => {
    const trace = simulate({ kind: 'asgi' }, [users('wait 10', 60, { count: 3, apart: 20, think: 30 })]);
    expect(arrivals(trace)).toEqual([0, 20, 40, 40]);
  });

  it('send the next request when they have thought', () => {
    expect(arrivals(simulate({ kind: 'sync' }, [users('wait 10', 100, { think: 30 })]))).toEqual([0, 40, 80]);
  });

  it('never have more than one request each, however slow the server', () => {
    const trace = simulate({ kind: 'sync' }, [users('wait 100', 1000, { count: 3 })]);
    // one answer each 100 ms; the last two requests were sent at 800 and 900
    expect(trace.requests).toHaveLength(12);
    expect(ends(trace).at(-1)).toBe('r12 replied at 1200');
  });

  it('think at random on average as long, and the same for the same seed', () => {
    const source = users('cpu 1', 20_000, { think: 9, exponential: true, seed: 3 });
    const run = () => simulate({ kind: 'sync' }, [source]);
    // 1 ms of work and 9 of thought: two thousand in 20 s
    expect(run().requests.length).toBeGreaterThan(1850);
    expect(run().requests.length).toBeLessThan(2150);
    expect(run()).toEqual(run());
  });
});

describe('a connection that a user keeps', () => {
  const server = { kind: 'asgi', workers: 2, reusePort: true } as const;
  const processes = ({ segments }: Trace) => segments.map(({ place }) => place.slice(0, 8));

  it('pins the user to a process, which another one does not relieve', () => {
    const kept = simulate(server, [users('cpu 10', 400, { think: 10, keepAlive: true })]);
    expect(new Set(processes(kept)).size).toBe(1);
    const anew = simulate(server, [users('cpu 10', 400, { think: 10 })]);
    expect(new Set(processes(anew)).size).toBe(2);
  });

  it('is closed by the server when it has been idle for too long; the next request finds its way anew', () => {
    const thinking = (think: number) => {
      const user = users('cpu 10', 20 * think, { think, keepAlive: true });
      return new Set(processes(simulate({ ...server, keepAlive: 1000 }, [user]))).size;
    };
    expect([thinking(999), thinking(1001)]).toEqual([1, 2]);
  });

  it('breaks when its process ends, and the user connects again', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn', crashes: [{ at: 105, worker: 1 }] }, [
      users('wait 10', 200, { think: 90, keepAlive: true }),
    ]);
    expect(ends(trace)).toEqual(['r1 replied at 10', 'r2 lost at 105', 'r3 replied at 1115']);
  });

  it('is closed after each answer by a sync worker', () => {
    const trace = simulate({ kind: 'sync', workers: 2 }, [users('wait 10', 100, { think: 10, keepAlive: true })]);
    // the workers take turns, since the other one has been idle for longer
    expect(processes(trace)).toEqual(['worker 1', 'worker 2', 'worker 1', 'worker 2', 'worker 1']);
  });
});

describe('a probe', () => {
  const probe = { kind: 'probe', path: '/healthz', steps: steps('cpu 1'), period: 1000, patience: 500 } as const;

  it('asks at its period for as long as it is told', () => {
    expect(arrivals(simulate({ kind: 'asgi' }, [{ ...probe, from: 500, to: 3500 }]))).toEqual([500, 1500, 2500]);
  });

  it('that fails harms nobody, unless it is told to', () => {
    const trace = simulate({ kind: 'asgi' }, [{ ...probe, to: 5000 }, request(1500, 'block 3000')]);
    expect(trace.events.filter(({ kind }) => kind === 'probeFailed').map(({ at }) => at)).toEqual([2500, 3500, 4500]);
    expect(life(trace)).toEqual([]);
  });

  it('has the server restarted after so many failures in a row', () => {
    const trace = simulate({ kind: 'asgi' }, [
      { ...probe, to: 8000, failures: 2, grace: 2000 },
      request(2500, 'block 20000'),
    ]);
    // 3500 and 4500; the grace is over at 6500, and another second later the server is back
    expect(life(trace)[0]).toBe('SIGTERM at 4500');
    expect(life(trace)).toContain('gone by SIGKILL at 6500');
  });

  it('asks nobody while it has the server restarted, and does not ask at once for each time that it missed', () => {
    const trace = simulate({ kind: 'asgi' }, [
      { ...probe, to: 10_000, failures: 2, grace: 2000 },
      request(2500, 'block 20000'),
    ]);
    // so that no second SIGTERM follows the fork: the next tick after 7500, when the server is back, is that of 8000
    expect(life(trace)).toEqual([
      'SIGTERM at 4500',
      'SIGKILL at 6500',
      'gone by SIGKILL at 6500',
      'fork at 6500',
      'booted at 7500',
    ]);
    expect(trace.requests.flatMap((each) => (each.probe ? [each.at] : []))).toEqual([
      0, 1000, 2000, 3000, 4000, 8000, 9000,
    ]);
  });

  it('skips a tick that passes while it waits for an answer', () => {
    const trace = simulate({ kind: 'asgi' }, [{ ...probe, patience: 1500, to: 5000 }, request(500, 'block 5000')]);
    // it gives up at 2500 and at 4500; the ticks of 2000 and 4000 are past then
    expect(arrivals(trace)).toEqual([0, 500, 1000, 3000]);
  });

  it('asks as soon as all serve again, if its tick is then', () => {
    const trace = simulate({ kind: 'asgi' }, [
      { ...probe, to: 8000, failures: 2, grace: 2500 },
      request(2500, 'block 20000'),
    ]);
    // killed at 7000, back at 8000: too late for the tick of 7000, and there is none after it
    expect(trace.requests.at(-1)?.at).toBe(4000);
    const longer = simulate({ kind: 'asgi' }, [
      { ...probe, to: 8500, failures: 2, grace: 2500 },
      request(2500, 'block 20000'),
    ]);
    expect(ends(longer).at(-1)).toBe('r7 replied at 8001');
  });

  it('that asks for a restart while another one’s is under way waits for the end of the same', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn' }, [
      { ...probe, to: 10_000, failures: 2, grace: 2000 },
      // gives up at 3600, 4600, 5600 and 6600, and is refused at 7100, while the new worker boots
      { ...probe, from: 100, to: 10_000, failures: 5, grace: 2000 },
      request(2500, 'block 20000'),
    ]);
    expect(life(trace).filter((what) => what.startsWith('SIG'))).toEqual(['SIGTERM at 4500', 'SIGKILL at 6500']);
    expect(ends(trace).slice(-4)).toEqual([
      'r15 replied at 8001',
      'r16 replied at 8101',
      'r17 replied at 9001',
      'r18 replied at 9101',
    ]);
  });

  it('that has a server restarted is in vain once that is told to stop', () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'gunicorn', stopAt: 5000 }, [
      { ...probe, to: 7500, failures: 2, grace: 2000 },
      request(2500, 'block 20000'),
    ]);
    // it asks again from 5000 on; the socket is closed when the worker is killed, at 6500
    expect(life(trace)).toEqual(['SIGTERM at 4500', 'SIGTERM at 5000', 'SIGKILL at 6500', 'gone by SIGKILL at 6500']);
    expect(ends(trace).slice(-4)).toEqual([
      'r7 gaveUp at 5500',
      'r4 lost at 6500',
      'r8 lost at 6500',
      'r9 lost at 7000',
    ]);
  });

  it('that is answered in between begins to count anew', () => {
    const trace = simulate({ kind: 'asgi' }, [
      { ...probe, to: 8000, failures: 2 },
      request(1500, 'block 1000'),
      request(3500, 'block 1000'),
      request(5500, 'block 1000'),
    ]);
    expect(trace.events.filter(({ kind }) => kind === 'probeFailed')).toHaveLength(3);
    expect(life(trace)).toEqual([]);
  });

  it('has a server that is restarted finish what it has, and lose its backlog', () => {
    const trace = simulate({ kind: 'asgi', boot: 300 }, [
      { ...probe, to: 1500, failures: 1, patience: 300 },
      request(900, 'wait 90, block 400, wait 450'),
      request(1850, 'wait 1'),
      request(2500, 'cpu 1'),
    ]);
    // the probe of 1000 gives up at 1300; the block ends at 1390, the request at 1840, which the next tick sees
    expect(ends(trace)).toEqual([
      'r1 replied at 1',
      'r3 gaveUp at 1300',
      'r2 replied at 1840',
      'r4 lost at 1850',
      'r5 replied at 2501',
    ]);
    expect(life(trace)).toEqual(['SIGTERM at 1300', 'gone at 1890', 'fork at 1890', 'booted at 2190']);
  });
});
