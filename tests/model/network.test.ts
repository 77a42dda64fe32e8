import { describe, expect, it } from 'vitest';
import { Connection, type Exchange } from '../../src/model/connection.ts';
import { delay, type Process } from '../../src/model/kernel.ts';
import { figures } from '../../src/model/measure.ts';
import { doorTo, listen } from '../../src/model/network.ts';
import { simulate } from '../../src/model/servers/index.ts';
import { world } from '../../src/model/world.ts';
import { ends, request, stepsOf, together } from './work.ts';

describe('clients', () => {
  it('are named in the order in which they come, not in which they are listed', () => {
    const { requests } = simulate({ kind: 'sync' }, [
      request(30, 'cpu 1', { path: '/late' }),
      request(10, 'cpu 1', { path: '/early' }),
      request(30, 'cpu 1', { path: '/later' }),
    ]);
    expect(requests.map(({ id, path }) => `${id} ${path}`)).toEqual(['r1 /early', 'r2 /late', 'r3 /later']);
  });

  it('give up, and the server does their work all the same', () => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 100'), request(0, 'wait 100', { patience: 50 })]);
    expect(trace.outcomes).toEqual([
      { request: 'r2', at: 50, kind: 'gaveUp' },
      { request: 'r1', at: 100, kind: 'replied' },
    ]);
    expect(trace.end).toBe(200);
    expect(figures(trace).at(1)).toMatchObject({ latency: 50, inLine: 50, away: 0, finished: 200 });
    expect(trace.events.filter(({ kind }) => kind !== 'heartbeat')).toEqual([]);
  });

  it('take an answer that comes in the last instant of their patience', () => {
    const trace = simulate({ kind: 'sync' }, [request(0, 'wait 100', { patience: 100 })]);
    expect(trace.outcomes).toEqual([{ request: 'r1', at: 100, kind: 'replied' }]);
  });
});

describe('a full backlog', () => {
  const five = together(5, 'wait 2000');

  it('drops who comes, who tries again every second at first', () => {
    // one is served, two are in the queue of size 1, two are dropped; there is room at 2000 and at 4000
    const trace = simulate({ kind: 'sync', backlog: 1 }, five);
    const dropped = trace.events.flatMap((event) => (event.kind === 'dropped' ? [[event.request, event.at]] : []));
    expect(dropped).toEqual([
      ['r4', 0],
      ['r5', 0],
      ['r4', 1000],
      ['r5', 1000],
      ['r5', 2000],
      ['r5', 3000],
    ]);
    expect(figures(trace).map(({ latency }) => latency)).toEqual([2000, 4000, 6000, 8000, 10_000]);
    const outside = trace.segments.filter(({ place }) => place === 'clients');
    expect(outside.map(({ request: id, from, to }) => [id, from, to])).toEqual([
      ['r4', 0, 1000],
      ['r4', 1000, 2000],
      ['r5', 0, 1000],
      ['r5', 1000, 2000],
      ['r5', 2000, 3000],
      ['r5', 3000, 4000],
    ]);
  });

  it('loses who has no more patience, and the server never hears of them', () => {
    const impatient = five.map((arrival, n) => (n === 4 ? { ...arrival, patience: 2500 } : arrival));
    const trace = simulate({ kind: 'sync', backlog: 1 }, impatient);
    expect(trace.outcomes[1]).toEqual({ request: 'r5', at: 2500, kind: 'gaveUp' });
    expect(figures(trace).at(4)).toMatchObject({ finished: 2500, running: 0, away: 0 });
    expect(trace.end).toBe(8000);
  });
});

describe('a listening socket', () => {
  const site = () => world({}, 1000);
  const caller = () => new Connection('backlog', false);

  it('holds one more than its size, as Linux does, and drops the next without a word', () => {
    const socket = listen(site(), 2);
    expect(Array.from({ length: 4 }, () => socket.connect(caller()))).toEqual([
      'queued',
      'queued',
      'queued',
      'dropped',
    ]);
    expect(socket.waiting).toBe(3);
    socket.poll();
    expect(socket.connect(caller())).toBe('queued');
  });

  it('hands connections to those who accept in the order in which they began to, first come, first served', () => {
    const here = site();
    const socket = listen(here, 10);
    const log: string[] = [];
    function* worker(name: string, from: number): Process {
      yield* delay(here.clock, from);
      for (;;) {
        if ((yield* socket.accept()) === undefined) return;
        log.push(`${here.clock.now} ${name}`);
        yield* delay(here.clock, 10);
      }
    }
    here.clock.start(worker('a', 2));
    here.clock.start(worker('b', 1));
    for (const at of [5, 5, 5, 30]) here.clock.later(at, () => socket.connect(caller()));
    here.clock.run(() => true);
    // b began first; at 15 it is the first to be back, takes the third, and a waits from then on
    expect(log).toEqual(['5 b', '5 a', '15 b', '30 a']);
  });

  it('lets who accepts wait for a while only', () => {
    const here = site();
    const socket = listen(here, 10);
    const log: string[] = [];
    function* worker(): Process {
      const found = yield* socket.accept(7);
      log.push(`${here.clock.now} ${found === undefined ? 'nobody' : 'somebody'}`);
    }
    here.clock.start(worker());
    here.clock.later(8, () => log.push(socket.connect(caller())));
    here.clock.run(() => true);
    expect(log).toEqual(['7 nobody', 'queued']);
    expect(socket.waiting).toBe(1);
  });

  it('that is closed throws out who is in line, and refuses who comes until it is opened again', () => {
    const socket = listen(site(), 10);
    const inLine = [caller(), caller()];
    for (const each of inLine) socket.connect(each);
    socket.close();
    expect(inLine.map(({ isOpen }) => isOpen)).toEqual([false, false]);
    expect([socket.waiting, socket.connect(caller())]).toEqual([0, 'refused']);
    socket.open();
    expect(socket.connect(caller())).toBe('queued');
  });

  it('tells all who watch it, until they look away', () => {
    const socket = listen(site(), 10);
    const log: string[] = [];
    const lookAway = socket.watch(() => log.push('a'));
    socket.watch(() => log.push('b'));
    socket.connect(caller());
    expect(log.toSorted()).toEqual(['a', 'b']);
    lookAway();
    socket.connect(caller());
    expect(log.slice(2)).toEqual(['b']);
  });

  it('wakes each of those who watch it once, in an order left to chance, and the first of them more often first', () => {
    const socket = listen(site(), 4000);
    const log: number[] = [];
    for (let n = 0; n < 4; n += 1) socket.watch(() => log.push(n));
    const orders = Array.from({ length: 4000 }, () => {
      socket.connect(caller());
      return log.splice(0);
    });
    expect(orders.every((order) => new Set(order).size === 4 && order.length === 4)).toBe(true);
    // 1, 0.87, 0.757 and 0.659 of 3.285
    const firsts = [0, 1, 2, 3].map((n) => orders.filter(([first]) => first === n).length / 4000);
    for (const [n, share] of [0.304, 0.265, 0.23, 0.2].entries()) expect(firsts[n]).toBeCloseTo(share, 1);
  });
});

describe('a connection that a server waits on', () => {
  const exchange: Exchange = { request: 'r1', steps: [], answer: () => undefined, finish: () => undefined };

  function watched(connection: Connection): string[] {
    const log: string[] = [];
    connection.whenReadable(
      (id) => log.push(`${id} came`),
      () => log.push('ended'),
    );
    return log;
  }

  it('tells once what becomes of it: that something came, or that its client has hung up', () => {
    const asked = new Connection('backlog', true);
    const log = watched(asked);
    asked.send(exchange);
    asked.hangUp();
    expect(log).toEqual(['r1 came']);
    const left = new Connection('backlog', true);
    const other = watched(left);
    left.hangUp();
    left.hangUp();
    expect(other).toEqual(['ended']);
  });

  it('tells it at once if it is so already; what was sent before the client hung up is read first', () => {
    const left = new Connection('backlog', true);
    left.hangUp();
    expect(watched(left)).toEqual(['ended']);
    const asked = new Connection('backlog', true);
    asked.send(exchange);
    asked.hangUp();
    expect(watched(asked)).toEqual(['r1 came']);
  });
});

describe('sockets of their own', () => {
  it('have clients spread over them by chance, the same each time, and never over a closed one', () => {
    const here = world({}, 1000);
    const [one, two] = [listen(here, 10, 1), listen(here, 10, 2)];
    const doors = () => {
      const door = doorTo([one, two]);
      return Array.from({ length: 100 }, () => (door() === one ? 1 : 0)).reduce<number>((a, b) => a + b, 0);
    };
    expect(doors()).toBeGreaterThan(35);
    expect(doors()).toBeLessThan(65);
    expect(doors()).toBe(doors());
    one.close();
    expect(doors()).toBe(0);
  });

  it('have queues of their own: one waits while the other worker is idle', () => {
    const arrivals = stepsOf(0, 1, 3).map((at) => request(at, 'wait 100'));
    const shared = simulate({ kind: 'sync', workers: 4 }, arrivals);
    expect(ends(shared).at(-1)).toBe('r4 replied at 103');
    const own = simulate({ kind: 'sync', workers: 4, reusePort: true }, arrivals);
    expect(own.segments.filter(({ state }) => state === 'inLine').length).toBeGreaterThan(0);
  });
});
