import { describe, expect, it } from 'vitest';
import { figures, mean, sum } from '../../../src/model/measure.ts';
import { use } from '../../../src/model/places.ts';
import { type ServerSpec, simulate } from '../../../src/model/servers/index.ts';
import type { Trace } from '../../../src/model/trace.ts';
import { regularArrivals } from '../../../src/model/workload.ts';
import { ends, latencies, request, STANDARD, stays, steps, stepsOf, together, users } from '../work.ts';

const SEAT = 'worker 1/loop/seat';

describe('one loop and many waits', () => {
  it('answers eight users who come at once after 100, 105 and so on to 135 ms', () => {
    expect(latencies(simulate({ kind: 'asgi' }, together(8, STANDARD)))).toEqual(stepsOf(100, 5, 135));
  });

  it('works 80 of 135 ms and idles for 55', () => {
    const trace = simulate({ kind: 'asgi' }, together(8, STANDARD));
    expect(use(trace, SEAT)).toEqual({ inLine: 0, running: 80, away: 0, stuck: 0 });
    expect(trace.end - sum(Object.values(use(trace, SEAT)))).toBe(55);
  });

  it('is full at twenty and ten times better, never more', () => {
    expect(Math.max(...latencies(simulate({ kind: 'asgi' }, together(20, STANDARD))))).toBe(200);
    expect(Math.max(...latencies(simulate({ kind: 'asgi' }, together(50, STANDARD))))).toBe(500);
  });

  it('has requests wait in the kernel, and in the ready queue for their turn', () => {
    const trace = simulate({ kind: 'asgi' }, together(3, STANDARD));
    expect(trace.segments.filter(({ request: id }) => id === 'r3')).toEqual([
      { request: 'r3', state: 'inLine', place: 'backlog', from: 0, to: 5 },
      { request: 'r3', state: 'inLine', place: 'worker 1/loop/ready', from: 5, to: 10 },
      { request: 'r3', state: 'running', place: SEAT, core: 'core 1', gil: 'worker 1/gil', from: 10, to: 15 },
      { request: 'r3', state: 'away', place: 'worker 1/loop/selector', from: 15, to: 105 },
      { request: 'r3', state: 'running', place: SEAT, core: 'core 1', gil: 'worker 1/gil', from: 105, to: 110 },
    ]);
  });
});

describe('a turn of the loop', () => {
  it('asks with 0 while something is ready, and sleeps until its next timer otherwise', () => {
    const { events } = simulate({ kind: 'asgi' }, [request(20, 'cpu 5, wait 90, cpu 5')]);
    expect(events.map((event) => [event.at, event.kind === 'select' ? event.timeout : event.kind])).toEqual([
      [0, 100], // until uvicorn's tick
      [20, 'turn'], // accepts
      [20, 0],
      [20, 'turn'], // reads the request, makes a task
      [20, 0],
      [20, 'turn'], // runs it for 5 ms
      [25, 75],
      [100, 'turn'], // the tick
      [100, 100],
      [115, 'turn'], // the answer from upstream
      [115, 0],
      [115, 'turn'], // the task again
      [120, 80],
    ]);
  });

  it('runs exactly what was ready when it began', () => {
    const { events } = simulate({ kind: 'asgi' }, together(3, 'cpu 5'));
    const turns = events.flatMap((event) => (event.kind === 'turn' ? [[event.at, event.ready]] : []));
    // r1 alone: accept, read, run; then the two who came meanwhile: accept, read, run
    expect(turns).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [5, 1],
      [5, 2],
      [5, 2],
    ]);
  });
});

describe('a blocking call in async def', () => {
  const light = { path: '/light', steps: steps('cpu 1, wait 48, cpu 1') };
  const probe = request(1000, 'cpu 1', { path: '/healthz', patience: 1000, probe: true });
  const run = (call: string): Trace =>
    simulate({ kind: 'asgi' }, [
      ...regularArrivals(light, 100, 0, 3000),
      request(250, `cpu 1, ${call}, cpu 1`, { path: '/blocking' }),
      probe,
    ]);
  const lightOf = (trace: Trace) => figures(trace).filter(({ path }) => path === '/light');

  it('delays twenty others by a second on average, and costs their users 20.2 s', () => {
    const delays = lightOf(run('block 2000')).flatMap(({ latency, inLine }) => (latency > 50 ? [inLine] : []));
    expect(delays).toHaveLength(20);
    expect(mean(delays)).toBe(1012.1);
    expect(sum(delays)).toBe(20_242);
  });

  it('lets the first wait 2002 ms, the next 1903, then 1804', () => {
    const latencies = lightOf(run('block 2000')).map(({ latency }) => latency);
    expect(latencies.slice(0, 6)).toEqual([50, 50, 50, 2002, 1903, 1804]);
    expect(Math.max(...latencies)).toBe(2002);
  });

  it('delays the health probe by the rest of the block, and the probe gives up', () => {
    const trace = run('block 2000');
    const [line] = figures(trace).filter(({ path }) => path === '/healthz');
    expect(line).toMatchObject({ outcome: 'gaveUp', latency: 1000, finished: 1261 });
    expect(trace.events.filter(({ kind }) => kind === 'probeFailed')).toEqual([
      { kind: 'probeFailed', place: 'clients', request: line?.request, at: 2000 },
    ]);
  });

  it('keeps the seat and is stuck, accepts nobody, turns no more and uses no processor', () => {
    const { segments, events } = run('block 2000');
    const [stuck, ...others] = segments.filter(({ state }) => state === 'stuck');
    expect(others).toEqual([]);
    expect(stuck).toEqual({ request: 'r4', state: 'stuck', place: SEAT, from: 251, to: 2251 });
    expect(events.filter(({ kind, at }) => kind === 'turn' && at > 250 && at < 2251)).toEqual([]);
    expect(segments.filter(({ state, from }) => state === 'running' && from >= 251 && from < 2251)).toEqual([]);
    const waiting = segments.filter(({ place, from, to }) => place === 'backlog' && from < 2251 && to >= 2251);
    expect(waiting).toHaveLength(21);
  });

  it('costs nobody anything when it is handed to a thread', () => {
    const trace = run('thread [wait 2000]');
    expect(Math.max(...lightOf(trace).map(({ latency }) => latency))).toBe(50);
    expect(figures(trace).every(({ outcome }) => outcome === 'replied')).toBe(true);
    const away = { request: 'r4', state: 'away', place: 'worker 1/thread 1/seat', from: 251, to: 2251 };
    expect(trace.segments).toContainEqual(away);
  });

  it('stops the loop as well if it computes, but then it runs', () => {
    const segments = run('cpu 2000').segments.filter(({ request: id }) => id === 'r4');
    expect(segments.map(({ state }) => state)).toEqual(['running', 'running', 'running']);
    expect(run('cpu 2000').outcomes).toEqual(run('block 2000').outcomes);
  });
});

describe('threads beside a loop', () => {
  it('are as many as asyncio starts, and who comes later is in line before the pool', () => {
    const trace = simulate({ kind: 'asgi', cores: 2 }, together(7, 'thread [wait 100]'));
    expect(latencies(trace)).toEqual([100, 100, 100, 100, 100, 100, 200]);
    expect(trace.segments).toContainEqual({ request: 'r7', state: 'inLine', place: 'worker 1/pool', from: 0, to: 100 });
  });

  it('are no more than 32, however many the cores', () => {
    const pools = simulate({ kind: 'asgi', cores: 64 }, []).places.filter(({ kind }) => kind === 'pool');
    expect(pools).toMatchObject([{ size: 32 }]);
  });

  it('are as many as they are told', () => {
    const trace = simulate({ kind: 'asgi', threads: 1 }, together(3, 'thread [block 100]'));
    expect(latencies(trace)).toEqual([100, 200, 300]);
  });

  it('take the GIL from it: a loop beside one that computes gets it after 5 ms, once for each of its three turns', () => {
    const trace = simulate({ kind: 'asgi' }, [
      request(0, 'thread [cpu 300]', { path: '/heavy' }),
      request(150, 'cpu 1', { path: '/light' }),
    ]);
    expect(figures(trace).at(-1)).toMatchObject({ path: '/light', latency: 16 });
    expect(figures(trace).at(-1)).toMatchObject({ inLine: 15, running: 1 });
  });

  it('leave it alone without a GIL, and in C code that has released it', () => {
    const light = request(150, 'cpu 1', { path: '/light' });
    const free = simulate({ kind: 'asgi', gil: false }, [request(0, 'thread [cpu 300]'), light]);
    const native = simulate({ kind: 'asgi' }, [request(0, 'thread [native 300]'), light]);
    expect([latencies(free), latencies(native)]).toEqual([
      [300, 1],
      [300, 1],
    ]);
    expect(free.places.filter(({ kind }) => kind === 'gil')).toEqual([]);
  });
});

describe('several loops on one socket', () => {
  it('share simultaneous users as each becomes busy', () => {
    const trace = simulate({ kind: 'asgi', workers: 2 }, together(2, 'cpu 50'));
    expect(latencies(trace)).toEqual([50, 50]);
  });

  it('do not balance: with nothing to compute, the one that is favoured takes more than its half', () => {
    const work = { path: '/', steps: steps('wait 1000') };
    const { segments } = simulate({ kind: 'asgi', workers: 2 }, regularArrivals(work, 1, 0, 1700));
    const [one, two] = [1, 2].map((n) => segments.filter(({ place }) => place === `worker ${n}/loop/selector`).length);
    // 100 to 87 of 1,700
    expect([one, two]).toEqual([expect.closeTo(909, -2), expect.closeTo(791, -2)]);
  });
});

describe('a connection that is kept', () => {
  /** Whether a user who thinks for so long finds the connection open: a busy loop shows where the request waits. */
  function isOpen(server: ServerSpec, think: number): boolean {
    const user = users('cpu 1', think + 500, { think, keepAlive: true });
    const place = stays(simulate(server, [user, request(think - 10, 'cpu 50')]), 'r3')[0];
    return place !== `inLine backlog ${think + 1} to ${think + 40}`;
  }

  it('is open for 5 s under uvicorn, for 2 under gunicorn, and for as long as it is told', () => {
    expect([isOpen({ kind: 'asgi' }, 4900), isOpen({ kind: 'asgi' }, 5100)]).toEqual([true, false]);
    const gunicorn = { kind: 'asgi', supervisor: 'uvicornWorker' } as const;
    expect([isOpen(gunicorn, 1900), isOpen(gunicorn, 2100)]).toEqual([true, false]);
    const told = { kind: 'asgi', keepAlive: 700 } as const;
    expect([isOpen(told, 650), isOpen(told, 750)]).toEqual([true, false]);
  });

  it('wakes the loop when something comes on it, without an accept', () => {
    const user = users('cpu 5', 250, { think: 200, keepAlive: true });
    const { events } = simulate({ kind: 'asgi' }, [user]);
    // accept, read, run; then the request of 205: read, run; and at 410 the user leaves
    const turns = events.flatMap(({ kind, at }) => (kind === 'turn' && at % 100 > 0 ? [at] : []));
    expect(turns).toEqual([205, 205, 410]);
  });

  it('counts no more as soon as the user leaves, and its timer wakes the loop no more', () => {
    const user = users('cpu 10', 100, { think: 190, keepAlive: true });
    const early = simulate({ kind: 'asgi', concurrencyLimit: 2 }, [user, request(190, 'cpu 10')]);
    expect(ends(early)).toEqual(['r1 replied at 10', 'r2 refused at 190']);
    const late = simulate({ kind: 'asgi', concurrencyLimit: 2 }, [user, request(205, 'wait 6000')]);
    expect(ends(late)).toEqual(['r1 replied at 10', 'r2 replied at 6205']);
    // it was set at 10, for 5 s
    expect(late.events.filter(({ kind, at }) => kind === 'turn' && at === 5010)).toEqual([]);
  });
});
