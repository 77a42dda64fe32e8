import { describe, expect, it } from 'vitest';
import { figures, mean, percentile } from '../../src/model/measure.ts';
import { type Level, mostLevel, queueLength, tokensHeld, turns, use } from '../../src/model/places.ts';
import type { Endpoint } from '../../src/model/servers/fastapi.ts';
import { type ServerSpec, simulate } from '../../src/model/servers/index.ts';
import { summary } from '../../src/model/summary.ts';
import type { Event, Trace } from '../../src/model/trace.ts';
import type { Client, Source, Step, Users } from '../../src/model/workload.ts';
import { latencies, request, STANDARD, steps, stepsOf, together } from './work.ts';

/** So many users who send the next request as soon as the last is answered. */
function users(count: number, text: string, to = 10_000, more: Partial<Users> = {}): Source {
  return { kind: 'users', count, to, path: '/', steps: steps(text), ...more };
}

interface Closed {
  /** Answers a second in the second half of the run. */
  readonly perSecond: number;
  /** Of those answers (ms). */
  readonly mean: number;
  readonly p50: number;
}

/** What a closed loop comes to, when its beginning is forgotten. */
function closed(server: ServerSpec, count: number, text: string, to = 10_000): Closed {
  const trace = simulate(server, [users(count, text, to)], { maxEvents: 10_000_000 });
  const answered = trace.outcomes.filter(({ kind, at }) => kind === 'replied' && at > to / 2 && at <= to);
  const ids = new Set(answered.map(({ request: id }) => id));
  const times = figures(trace).flatMap(({ request: id, latency }) => (ids.has(id) ? [latency] : []));
  return { perSecond: answered.length / (to / 2000), mean: mean(times), p50: percentile(times, 50) };
}

/** Within 2 %, or so much, which is what the edges of the half make of whole batches of answers. */
function expectCapacity({ perSecond }: Closed, expected: number, share = 0.02): void {
  expect(Math.abs(perSecond / expected - 1)).toBeLessThan(share);
}

const kinds = (events: readonly Event[], ...wanted: readonly Event['kind'][]) =>
  events.filter(({ kind }) => wanted.includes(kind));

describe('capacity in a closed loop, as the fact sheet predicts it (section 15)', () => {
  it('1: one sync worker gives ten a second to those who wait 100 ms, and fifty users 5 s each', () => {
    const found = closed({ kind: 'sync' }, 50, 'wait 100', 20_000);
    expect(found).toEqual({ perSecond: 10, mean: 5000, p50: 5000 });
  });

  it('2: two sync workers give twenty', () => {
    expect(closed({ kind: 'sync', workers: 2 }, 50, 'wait 100')).toMatchObject({ perSecond: 20, mean: 2500 });
  });

  it('3: four threads give forty, and fifty users 1.25 s each', () => {
    expect(closed({ kind: 'gthread', threads: 4 }, 50, 'wait 100')).toMatchObject({ perSecond: 40, mean: 1250 });
  });

  it('4: two workers with four threads each give eighty, if each has its share of the users', () => {
    expectCapacity(closed({ kind: 'gthread', workers: 2, connections: 4 }, 50, 'wait 100'), 80);
    expectCapacity(closed({ kind: 'gthread', workers: 2, reusePort: true }, 50, 'wait 100'), 80);
  });

  it('4: but on one socket the favoured has more than it can serve, and its sibling too few: 75 (76 were measured)', () => {
    // one gets 100 connections of 187 and gives 40 answers a second, the other the remaining 87: X = 40 + 87/187 X
    expectCapacity(closed({ kind: 'gthread', workers: 2 }, 50, 'wait 100', 40_000), 74.8);
  });

  it('5: a hundred threads give no more than one processor does: 800 a second at 1.25 ms', () => {
    expectCapacity(closed({ kind: 'gthread', threads: 100 }, 200, 'cpu 1.25, wait 98.75'), 800);
    expectCapacity(closed({ kind: 'gthread', threads: 100 }, 200, 'wait 100'), 1000);
  });

  it('6: a Flask view declared async waits in a loop of its own, and its thread with it: forty', () => {
    expectCapacity(closed({ kind: 'gthread', threads: 4 }, 50, 'thread [wait 100]'), 40);
  });

  it('7: a FastAPI endpoint declared def gives forty tokens, 400 a second, to 100 users after 250 ms and to 400 after 1 s', () => {
    const def: ServerSpec = { kind: 'fastapi', endpoint: 'def' };
    expect(closed(def, 100, 'wait 100')).toMatchObject({ perSecond: 400, mean: 250 });
    expect(closed(def, 400, 'wait 100')).toMatchObject({ perSecond: 400, mean: 1000, p50: 1000 });
  });

  it('8: async def gives as many as there are users, until the processor is full', () => {
    expect(closed({ kind: 'fastapi' }, 100, 'wait 100')).toMatchObject({ perSecond: 1000, mean: 100 });
    const [some, many, most] = [100, 200, 500].map((n) => closed({ kind: 'fastapi' }, n, 'cpu 0.4, wait 99.6', 4000));
    expect(some?.perSecond).toBeCloseTo(1000, -2);
    expect(many?.perSecond).toBeCloseTo(2000, -2);
    // 1 / 0.4 ms
    expect(most?.perSecond).toBeCloseTo(2500, -2);
    expect(most?.p50).toBeCloseTo(200, -1);
  });

  it('9: a blocking call in async def gives ten, and a hundred users 10 s each', () => {
    const found = closed({ kind: 'fastapi' }, 100, 'block 100', 40_000);
    expect(found).toEqual({ perSecond: 10, mean: 10_000, p50: 10_000 });
  });

  it('10: threads add nothing to pure computing: fifty a second, whatever their number', () => {
    for (const threads of [1, 4, 16]) expectCapacity(closed({ kind: 'gthread', threads }, 16, 'cpu 20', 40_000), 50);
  });

  it('10: but who comes by chance waits the longer, the more threads share the processor', () => {
    const source: Source = { kind: 'poisson', perSecond: 40, seed: 3, to: 60_000, path: '/', steps: steps('cpu 20') };
    const [one, four, sixteen] = [1, 4, 16].map((threads) => {
      const times = latencies(simulate({ kind: 'gthread', threads }, [source]));
      return { mean: mean(times), p99: percentile(times, 99) };
    });
    if (one === undefined || four === undefined || sixteen === undefined) throw new Error('three runs');
    expect(four.mean).toBeGreaterThan(one.mean);
    expect(four.p99).toBeGreaterThan(one.p99);
    expect(sixteen.p99).toBeGreaterThan(four.p99);
  });

  it('11: two processes on two cores give a hundred, and on one core fifty', () => {
    expectCapacity(closed({ kind: 'sync', workers: 2, cores: 2 }, 16, 'cpu 20'), 100);
    expectCapacity(closed({ kind: 'sync', workers: 2, cores: 1 }, 16, 'cpu 20'), 50);
  });

  it('12: def gives pure computing no more than async def does, and its users end together, which is late', () => {
    // 36 to 44 were measured: a hand-over of the GIL costs nothing here
    expectCapacity(closed({ kind: 'fastapi' }, 50, 'cpu 20'), 50);
    expectCapacity(closed({ kind: 'fastapi', endpoint: 'def' }, 50, 'cpu 20'), 50);
    const [loop, threads] = (['async def', 'def'] as const).map((endpoint) =>
      mean(latencies(simulate({ kind: 'fastapi', endpoint }, together(8, 'cpu 20')))),
    );
    expect(loop).toBe(90);
    expect(threads).toBeGreaterThan(120);
  });

  it('13: a plain Tornado handler gives ten, a coroutine as many as there are users', () => {
    expect(closed({ kind: 'tornado', handler: 'def' }, 100, 'wait 100', 40_000)).toMatchObject({ perSecond: 10 });
    expect(closed({ kind: 'tornado' }, 100, 'wait 100')).toMatchObject({ perSecond: 1000, mean: 100 });
  });

  it("14: Tornado's executor is asyncio's: sixty a second on two cores, 120 on eight", () => {
    expectCapacity(closed({ kind: 'tornado', cores: 2 }, 50, 'thread [wait 100]'), 60);
    expectCapacity(closed({ kind: 'tornado', cores: 8 }, 50, 'thread [wait 100]'), 120);
  });

  it('15: a WSGI application in Tornado gives ten on the loop, and eighty on eight threads', () => {
    expectCapacity(closed({ kind: 'tornado', handler: 'def' }, 50, 'wait 100'), 10);
    expectCapacity(closed({ kind: 'tornado', threads: 8 }, 50, 'thread [wait 100]'), 80);
  });

  it('17: a concurrency limit of two counts an idle connection: the next user gets a 503', () => {
    const idle = users(1, 'cpu 1', 1, { keepAlive: true, think: 2000 });
    const { outcomes } = simulate({ kind: 'asgi', concurrencyLimit: 2 }, [idle, request(1000, 'cpu 1')]);
    expect(outcomes).toEqual([
      { request: 'r1', at: 1, kind: 'replied' },
      { request: 'r2', at: 1000, kind: 'refused' },
    ]);
    const alone = simulate({ kind: 'asgi', concurrencyLimit: 1 }, [request(0, 'cpu 1')]);
    expect(alone.outcomes).toEqual([{ request: 'r1', at: 0, kind: 'refused' }]);
  });

  it('19: eighty def endpoints of 3 s are two waves, and a def ping behind them takes 5.5 s', () => {
    const ping = request(500, 'wait 1', { path: '/ping' });
    const trace = simulate({ kind: 'fastapi', endpoint: 'def' }, [...together(80, 'wait 3000'), ping]);
    const lines = figures(trace);
    expect(lines.slice(0, 80).map(({ latency }) => latency)).toEqual([
      ...Array.from({ length: 40 }, () => 3000),
      ...Array.from({ length: 40 }, () => 6000),
    ]);
    expect(lines.at(-1)).toMatchObject({ path: '/ping', latency: 5501 });
  });

  it('20: beside four threads that compute, each return from a wait costs 5 ms a thread', () => {
    const busy = Array.from({ length: 4 }, () => request(0, 'cpu 10000'));
    const beside = (returns: number) => {
      const chatty = Array.from({ length: returns }, () => 'cpu 0.1, wait 0.1').join(', ');
      const trace = simulate({ kind: 'gthread', threads: 5 }, [...busy, request(1000, chatty)]);
      return figures(trace).at(-1)?.inLine ?? Number.NaN;
    };
    // the thread is behind three others in line for the GIL, and the fourth holds it
    expect((beside(110) - beside(10)) / 100).toBeCloseTo(20, 0);
  });
});

describe("the talk's question: ten sync workers and one /predict", () => {
  it('on four cores give eighty a second to 50 ms of computing, and 200 to 50 ms of waiting', () => {
    expectCapacity(closed({ kind: 'sync', workers: 10, cores: 4 }, 50, 'cpu 50'), 80);
    expectCapacity(closed({ kind: 'sync', workers: 10, cores: 1 }, 50, 'wait 50'), 200);
  });

  it('let the eleventh wait in the kernel, unseen', () => {
    const trace = simulate({ kind: 'sync', workers: 10 }, together(11, 'wait 50'));
    expect(trace.segments).toContainEqual({ request: 'r11', state: 'inLine', place: 'backlog', from: 0, to: 50 });
  });

  it('one of them, before a full backlog, answers the last after 205 s', () => {
    const trace = simulate({ kind: 'sync', supervisor: 'none' }, together(2049, 'wait 100'));
    expect(Math.max(...latencies(trace))).toBe(204_900);
  });

  it('goes on with work that nobody waits for: thirty who left cost the next 3 s', () => {
    const left = Array.from({ length: 30 }, () => request(0, 'wait 100', { patience: 350 }));
    const lines = figures(simulate({ kind: 'sync' }, [...left, request(350, 'wait 100')]));
    expect(lines.filter(({ outcome }) => outcome === 'gaveUp')).toHaveLength(27);
    expect(lines.at(-1)).toMatchObject({ outcome: 'replied', latency: 2750, inLine: 2650 });
  });

  it('four of them in a container of one processor run for 25 ms and stand still for 75', () => {
    const { events, end } = simulate({ kind: 'sync', workers: 4, cores: 4, quota: 100 }, together(4, 'cpu 100'));
    expect(kinds(events, 'throttled')).toEqual(
      [25, 125, 225].map((at) => ({ kind: 'throttled', place: 'machine', at, until: at + 75 })),
    );
    expect(end).toBe(325);
  });
});

describe('scene 2, pre-fork', () => {
  it.each([
    [1, 800],
    [2, 400],
    [4, 200],
    [8, 105],
  ])('%i workers on four cores answer the last of eight users after %i ms', (workers, last) => {
    expect(Math.max(...latencies(simulate({ kind: 'sync', workers, cores: 4 }, together(8, STANDARD))))).toBe(last);
  });

  it('replaces a worker that has crashed, and only its request is lost', () => {
    const server: ServerSpec = { kind: 'sync', workers: 2, crashes: [{ at: 50, worker: 1 }], boot: 100 };
    const trace = simulate(server, together(4, STANDARD));
    expect(figures(trace).map(({ outcome, latency }) => [outcome, latency])).toEqual([
      ['lost', 50],
      ['replied', 100],
      ['replied', 200],
      ['replied', 250],
    ]);
    expect(kinds(trace.events, 'exited', 'fork', 'booted').map(({ kind, at }) => [kind, at])).toEqual([
      ['exited', 50],
      ['fork', 50],
      ['booted', 150],
    ]);
  });
});

describe('scene 3, threads and the GIL', () => {
  const gthread: ServerSpec = { kind: 'gthread', threads: 4 };

  it('everybody is last: pure computing ends after 385, 390, 395 and 400 ms, on average after 392 instead of 250', () => {
    const threads = latencies(simulate(gthread, together(4, 'cpu 100')));
    expect(threads).toEqual([385, 390, 395, 400]);
    expect(mean(threads)).toBe(392.5);
    expect(mean(latencies(simulate({ kind: 'sync' }, together(4, 'cpu 100'))))).toBe(250);
  });

  it('waiting needs no key: standard requests end after 100, 105, 110 and 115 ms', () => {
    expect(latencies(simulate(gthread, together(4, STANDARD)))).toEqual([100, 105, 110, 115]);
  });

  it('without a GIL and on four cores, four compute in 100 ms', () => {
    expect(latencies(simulate({ ...gthread, gil: false, cores: 4 }, together(4, 'cpu 100')))).toEqual([
      100, 100, 100, 100,
    ]);
  });

  it("lets the fifth and the sixth user wait in the worker's own queue, not in the kernel's", () => {
    const trace = simulate(gthread, together(6, STANDARD));
    expect(latencies(trace).slice(4)).toEqual([210, 220]);
    expect(queueLength(trace, 'worker 1/pool').slice(-2)).toMatchObject([{ value: 1 }, { value: 0 }]);
    expect(mostLevel(queueLength(trace, 'worker 1/pool'))).toBe(2);
  });
});

describe('scene 4, gevent', () => {
  it('answers after 100, 105, 110 and 115 ms where the driver is patched, and after 100 … 400 where it is not', () => {
    expect(latencies(simulate({ kind: 'gevent' }, together(4, STANDARD)))).toEqual([100, 105, 110, 115]);
    const unpatched = simulate({ kind: 'gevent' }, together(4, 'cpu 5, block 90, cpu 5'));
    expect(latencies(unpatched)).toEqual([100, 200, 300, 400]);
    expect(use(unpatched, 'worker 1/hub/seat')).toEqual({ inLine: 0, running: 40, away: 0, stuck: 360 });
  });

  it('finishes the race together with a loop, request by request', () => {
    const all: readonly Client[] = [
      { kind: 'poisson', perSecond: 80, seed: 5, to: 300, path: '/', steps: steps(STANDARD) },
    ];
    const [greenlets, tasks, threads, one] = (['gevent', 'asgi', 'gthread', 'sync'] as const).map((kind) =>
      latencies(simulate({ kind }, all)),
    );
    expect(greenlets).toEqual(tasks);
    expect(mean(threads ?? [])).toBeGreaterThan(mean(tasks ?? []));
    expect(mean(one ?? [])).toBeGreaterThan(mean(threads ?? []));
  });
});

describe('scene 8, FastAPI and def', () => {
  it('answers eight async def endpoints as a loop does', () => {
    expect(latencies(simulate({ kind: 'fastapi' }, together(8, STANDARD)))).toEqual(stepsOf(100, 5, 135));
  });

  it('answers eight def endpoints after 105 … 135 ms, not 100: the threads compete with the loop for the GIL', () => {
    const trace = simulate({ kind: 'fastapi', endpoint: 'def' }, together(8, STANDARD));
    // the first is done at 100, and the loop, which sends its answer, is behind the second in line for the GIL
    expect(latencies(trace)).toEqual([105, 110, 115, 120, 125, 130, 135, 135]);
    expect(mostLevel(tokensHeld(trace, 'worker 1/tokens'))).toBe(8);
  });

  it('keeps the loop turning while forty threads wait', () => {
    const trace = simulate({ kind: 'fastapi', endpoint: 'def' }, together(40, 'wait 1000'));
    expect(Math.max(...turns(trace, 'worker 1/loop').map(({ from, to }) => to - from))).toBe(0);
    expect(mostLevel(tokensHeld(trace, 'worker 1/tokens'))).toBe(40);
  });
});

describe('scene 9, the forty-first request', () => {
  const server: ServerSpec = {
    kind: 'fastapi',
    endpoint: 'def',
    routes: [
      { path: '/async', endpoint: 'async def' },
      { path: '/def', endpoint: 'def' },
    ],
  };
  const rate = (perSecond: number, to: number, text = 'wait 1000'): Source => {
    return { kind: 'rate', perSecond, to, path: '/', steps: steps(text) };
  };
  const probes = ['/async', '/def'].map((path) => request(10_000, 'cpu 2', { path }));
  const overloaded = simulate(server, [rate(50, 10_010), ...probes]);
  const sentAt = (trace: Trace, ms: number, path = '/') => {
    const id = trace.requests.find((each) => each.at === ms && each.path === path)?.id;
    return figures(trace).find((line) => line.request === id)?.latency;
  };
  const during = (levels: readonly Level[], ms: number) => levels.find(({ from, to }) => from <= ms && ms < to)?.value;

  it('who comes after 0, 1, 2, 5 and 10 s of fifty a second waits 1.0, 1.2, 1.4, 2.2 and 3.4 s', () => {
    const all = [0, 1000, 2000, 5000, 10_000].map((ms) => sentAt(overloaded, ms));
    expect(all).toEqual([1000, 1200, 1400, 2200, 3400]);
  });

  it('two milliseconds of computing a request are 26 more after ten seconds: every wave is so much longer', () => {
    expect(sentAt(simulate(server, [rate(50, 10_010, 'cpu 1, wait 1000, cpu 1')]), 10_000)).toBe(3426);
  });

  it('after 0.8 s all tokens are taken, and from then on the line grows by ten a second', () => {
    const held = tokensHeld(overloaded, 'worker 1/tokens');
    expect(held.find(({ value }) => value === 40)?.from).toBe(780);
    const line = queueLength(overloaded, 'worker 1/tokens');
    expect([999, 1999, 4999, 9999].map((ms) => during(line, ms))).toEqual([10, 20, 50, 100]);
  });

  it('the loop is fine: an async def probe takes its 2 ms, and a def probe 2.4 s', () => {
    expect([sentAt(overloaded, 10_000, '/async'), sentAt(overloaded, 10_000, '/def')]).toEqual([2, 2422]);
    const lag = turns(overloaded, 'worker 1/loop').map(({ from, to }) => to - from);
    expect(Math.max(...lag)).toBe(2);
  });

  it('at thirty a second nobody waits, ever', () => {
    expect(new Set(latencies(simulate(server, [rate(30, 20_000)])))).toEqual(new Set([1000]));
  });

  it('a hundred tokens, or half a second upstream, are enough for fifty a second', () => {
    expect(Math.max(...latencies(simulate({ ...server, tokens: 100 }, [rate(50, 10_000)])))).toBe(1000);
    expect(Math.max(...latencies(simulate(server, [rate(50, 10_000, 'wait 500')])))).toBe(500);
  });
});

describe('scene 10, the way in and out', () => {
  const one: readonly Step[] = steps('cpu 1');
  const path = (endpoint: Endpoint['endpoint']): ServerSpec => ({
    kind: 'fastapi',
    ...(endpoint && { endpoint }),
    dependencies: [
      { declared: 'def', steps: one, exit: one },
      { declared: 'def', steps: one },
    ],
    validation: one,
    background: [{ declared: 'def', steps: one }],
  });
  const trips = (trace: Trace) => trace.requests.flatMap((each) => each.steps).filter(({ kind }) => kind === 'thread');
  const tokens = (trace: Trace) => {
    let [held, taken] = [0, 0];
    for (const event of trace.events) {
      if (event.kind !== 'token') continue;
      if (event.held > held) taken += 1;
      held = event.held;
    }
    return taken;
  };

  it('a request with a def endpoint makes six trips to a thread, five of them with a token', () => {
    const trace = simulate(path('def'), [request(0, 'cpu 1')]);
    expect([trips(trace).length, tokens(trace)]).toEqual([6, 5]);
    expect(use(trace, 'worker 1/thread 1/seat').running).toBe(6);
  });

  it('with an async def endpoint it makes four, three of them with a token', () => {
    const trace = simulate(path('async def'), [request(0, 'cpu 1')]);
    expect([trips(trace).length, tokens(trace)]).toEqual([4, 3]);
    expect([use(trace, 'worker 1/thread 1/seat').running, use(trace, 'worker 1/loop/seat').running]).toEqual([4, 2]);
  });

  it('its user has the answer before the background task and the exit', () => {
    const [line] = figures(simulate(path('def'), [request(0, 'cpu 1')]));
    expect(line).toMatchObject({ outcome: 'replied', latency: 4, finished: 6 });
  });
});

describe('scene 11, the same def', () => {
  it('stops the loop in Tornado, and not in FastAPI', () => {
    const all = [...together(2, 'wait 100'), request(50, 'cpu 1')];
    expect(latencies(simulate({ kind: 'tornado', handler: 'def' }, all))).toEqual([100, 200, 151]);
    expect(latencies(simulate({ kind: 'fastapi', endpoint: 'def' }, all))).toEqual([100, 100, 1]);
    expect(summary(simulate({ kind: 'tornado', handler: 'def' }, all)).times.stuck).toBeGreaterThan(0);
    expect(summary(simulate({ kind: 'fastapi', endpoint: 'def' }, all)).times.stuck).toBe(0);
  });

  it('declared async is the same picture twice', () => {
    const all = together(8, STANDARD);
    expect(latencies(simulate({ kind: 'tornado' }, all))).toEqual(latencies(simulate({ kind: 'fastapi' }, all)));
  });
});

describe('scene 12, filling the machine', () => {
  it.each([
    [1, 100],
    [4, 400],
    [8, 400],
  ])('%i loops on four cores give %i standard requests a second', (workers, perSecond) => {
    const server: ServerSpec = { kind: 'asgi', workers, cores: 4, reusePort: true };
    expectCapacity(closed(server, 100 * workers, STANDARD, 40_000), perSecond, 0.04);
  });

  it('threads in one process are seats and no cores: forty give no more than one core does', () => {
    expectCapacity(closed({ kind: 'gthread', threads: 40 }, 80, STANDARD), 100);
    // with five of them each request waits twice for another's 5 ms: five seats for 110 ms each
    expectCapacity(closed({ kind: 'gthread', threads: 5 }, 80, STANDARD), 5 / 0.11);
  });
});

describe('the executioner: a timeout of 3 s and a handler of 6', () => {
  const after = request(9000, 'cpu 1');
  const run = (server: ServerSpec, text: string) => simulate(server, [request(0, text), after]);
  const first = (trace: Trace) => trace.outcomes.find(({ request: id }) => id === 'r1');
  const signals = ({ events }: Trace) =>
    events.flatMap((event) => (event.kind === 'signal' ? [[event.signal, event.at]] : []));

  it('aborts a sync worker, whose client gets a 500, and starts another', () => {
    const trace = run({ kind: 'sync', timeout: 3000 }, 'wait 6000');
    expect(first(trace)).toEqual({ request: 'r1', at: 4000, kind: 'failed' });
    expect(signals(trace)).toEqual([['SIGABRT', 4000]]);
    expect(kinds(trace.events, 'exited', 'fork', 'booted').map(({ kind, at }) => [kind, at])).toEqual([
      ['exited', 4000],
      ['fork', 4000],
      ['booted', 5000],
    ]);
    expect(trace.outcomes.at(-1)).toEqual({ request: 'r2', at: 9001, kind: 'replied' });
  });

  it.each<[string, ServerSpec, string]>([
    ['gthread, whose main thread beats', { kind: 'gthread', timeout: 3000 }, 'wait 6000'],
    ['gevent that waits', { kind: 'gevent', timeout: 3000 }, 'wait 6000'],
    ["gunicorn's ASGI worker that awaits", { kind: 'asgi', supervisor: 'gunicorn', timeout: 3000 }, 'wait 6000'],
    [
      "gunicorn's ASGI worker whose thread waits",
      { kind: 'asgi', supervisor: 'gunicorn', timeout: 3000 },
      'thread [wait 6000]',
    ],
  ])('lets %s finish', (_, server, text) => {
    const trace = run(server, text);
    expect(first(trace)).toEqual({ request: 'r1', at: 6000, kind: 'replied' });
    expect(signals(trace)).toEqual([]);
    expect(kinds(trace.events, 'heartbeat').length).toBeGreaterThan(6);
  });

  it.each<[string, ServerSpec]>([
    ["gunicorn's ASGI worker", { kind: 'asgi', supervisor: 'gunicorn', timeout: 3000 }],
    ['gevent', { kind: 'gevent', timeout: 3000 }],
  ])('kills %s outright when its loop is blocked: it cannot hear the first signal', (_, server) => {
    const trace = run(server, 'block 6000');
    expect(first(trace)).toEqual({ request: 'r1', at: 5000, kind: 'lost' });
    expect(signals(trace)).toEqual([
      ['SIGABRT', 4000],
      ['SIGKILL', 5000],
    ]);
    expect(trace.outcomes.at(-1)).toEqual({ request: 'r2', at: 9001, kind: 'replied' });
  });

  it("kills uvicorn's worker under gunicorn with the first signal, which the system handles", () => {
    const trace = run({ kind: 'asgi', supervisor: 'uvicornWorker', timeout: 3000 }, 'block 6000');
    expect(first(trace)).toEqual({ request: 'r1', at: 4000, kind: 'lost' });
    expect(signals(trace)).toEqual([['SIGABRT', 4000]]);
  });

  it('gives the cores of the killed back: a loop that computes for ever does not take them with it', () => {
    const trace = run({ kind: 'asgi', supervisor: 'gunicorn', timeout: 3000, cores: 1 }, 'cpu 60000');
    expect(first(trace)).toEqual({ request: 'r1', at: 5000, kind: 'lost' });
    expect(trace.outcomes.at(-1)).toEqual({ request: 'r2', at: 9001, kind: 'replied' });
  });

  it("never comes to uvicorn's own workers: its ping is answered by a thread", () => {
    const trace = simulate({ kind: 'asgi', supervisor: 'uvicorn', workers: 2 }, [request(0, 'block 12000')]);
    expect(trace.outcomes).toEqual([{ request: 'r1', at: 12_000, kind: 'replied' }]);
    expect(kinds(trace.events, 'signal', 'exited')).toEqual([]);
  });
});

describe('shutdown', () => {
  it('waits for ever with uvicorn, unless told for how long', () => {
    const long = [request(0, 'wait 40000')];
    const patient = simulate({ kind: 'asgi', stopAt: 1000 }, long);
    expect(patient.outcomes).toEqual([{ request: 'r1', at: 40_000, kind: 'replied' }]);
    const told = simulate({ kind: 'asgi', stopAt: 1000, grace: 3000 }, long);
    expect(told.outcomes).toEqual([{ request: 'r1', at: 4000, kind: 'failed' }]);
  });

  it('kills what is left after the grace period with gunicorn', () => {
    const { outcomes } = simulate({ kind: 'gthread', stopAt: 1000, grace: 3000 }, [request(0, 'wait 60000')]);
    expect(outcomes).toEqual([{ request: 'r1', at: 4000, kind: 'lost' }]);
  });
});
