import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientProblems } from '../../src/model/check.ts';
import { figures } from '../../src/model/measure.ts';
import { QUOTA_PERIOD } from '../../src/model/processor.ts';
import { type ServerSpec, serverProblems, simulate } from '../../src/model/servers/index.ts';
import { summary } from '../../src/model/summary.ts';
import type { RequestId, Trace } from '../../src/model/trace.ts';
import type { Arrival, Client, Source, Step } from '../../src/model/workload.ts';

/** The clock's grid. */
const NANOSECOND = 1e-6;

// mostly whole, so that ties abound; sometimes not, so that the grid is needed
const msUpTo = (most: number) => fc.oneof(fc.nat(most), fc.double({ min: 0, max: most, noNaN: true }));
const whole = (min: number, max: number) => fc.integer({ min, max });

const timed: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('cpu', 'native', 'wait', 'block'),
  ms: msUpTo(40),
});
const inThread = fc.array(fc.oneof({ weight: 9, arbitrary: timed }, { weight: 1, arbitrary: reply() }), {
  maxLength: 3,
});
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 12, arbitrary: timed },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('thread' as const), steps: inThread }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('thread' as const), steps: inThread, exempt: yes() }) },
  { weight: 1, arbitrary: reply() },
);
const work = fc.array(step, { maxLength: 5 });
const brief = fc.array(timed, { maxLength: 2 });

function reply(): fc.Arbitrary<Step> {
  return fc.constant({ kind: 'reply' });
}

function yes() {
  return fc.constant(true as const);
}

/** Fields that are all there or, if they are `optional`, may be missing. */
function some<Must, May>(
  must: { [K in keyof Must]: fc.Arbitrary<Must[K]> },
  may: { [K in keyof May]: fc.Arbitrary<May[K]> },
) {
  return fc.tuple(fc.record(must), fc.record(may, { requiredKeys: [] })).map(([a, b]) => ({ ...a, ...b }));
}

const path = fc.constantFrom('/', '/other', '/healthz');
const retries = some({ times: whole(1, 3), pause: msUpTo(50) }, { factor: whole(1, 3) });
const impatient = { patience: fc.oneof(fc.nat(150), fc.nat(1500)), retries };

const arrival: fc.Arbitrary<Arrival> = some({ at: msUpTo(200), path, steps: work }, impatient);
const probeOnce: fc.Arbitrary<Arrival> = fc.record({
  at: msUpTo(200),
  path,
  steps: work,
  patience: fc.nat(100),
  probe: fc.boolean(),
});

const chancy: fc.Arbitrary<Step> = fc.oneof(
  step,
  fc.record({ kind: fc.constantFrom('cpu', 'wait'), ms: msUpTo(20), exponential: yes() }),
);
const stream = { path, steps: fc.array(chancy, { minLength: 1, maxLength: 4 }) };
const times = { from: fc.nat(50), seed: fc.nat(1000) };
const to = whole(50, 400);
const perSecond = whole(1, 60);
const kind = <K extends string>(name: K): fc.Arbitrary<K> => fc.constant(name);

const source: fc.Arbitrary<Source> = fc.oneof(
  some({ kind: kind('rate'), ...stream, to, perSecond }, { ...times, ...impatient }),
  some({ kind: kind('poisson'), ...stream, to, perSecond }, { ...times, ...impatient }),
  some({ kind: kind('bursts'), ...stream, to, perSecond: whole(1, 10), size: whole(1, 6) }, { ...times, ...impatient }),
  some(
    { kind: kind('users'), ...stream, to, count: whole(1, 5) },
    {
      ...times,
      ...impatient,
      apart: msUpTo(50),
      think: msUpTo(50),
      exponential: fc.boolean(),
      keepAlive: fc.boolean(),
    },
  ),
  some(
    { kind: kind('probe'), ...stream, to: whole(50, 4000), period: whole(20, 500), patience: fc.nat(100) },
    { from: fc.nat(50), retries, failures: whole(1, 3), grace: msUpTo(100) },
  ),
);
const clients: fc.Arbitrary<readonly Client[]> = fc.array(
  fc.oneof({ weight: 5, arbitrary: arrival }, { weight: 1, arbitrary: probeOnce }, { weight: 2, arbitrary: source }),
  { maxLength: 20 },
);

const keepAlive = fc.oneof(whole(1, 100), fc.constant(2000));
const connections = whole(1, 6);
const threads = whole(1, 4);
const declared = fc.constantFrom('def', 'async def');

const machine = whole(1, 3).chain((cores) =>
  fc.oneof(
    some({}, { cores: fc.constant(cores), gil: fc.boolean() }),
    some({ cores: fc.constant(cores), quota: whole(5, cores * QUOTA_PERIOD) }, { gil: fc.boolean() }),
  ),
);
const socket = { backlog: whole(1, 8), reusePort: fc.boolean(), grace: msUpTo(200) };

/** Processes that nobody and nothing ends. */
const quiet = fc
  .tuple(machine, some({}, { ...socket, boot: fc.nat(1500), workers: whole(1, 3) }))
  .map(([a, b]) => ({ ...a, ...b }));

/** Processes that may be stopped, or end by themselves. */
const mortal = whole(1, 3).chain((workers) => {
  const crashes = fc.array(fc.record({ at: msUpTo(300), worker: whole(1, workers) }), { maxLength: 3 });
  return fc
    .tuple(
      machine,
      some({ workers: fc.constant(workers), crashes, boot: fc.nat(80) }, { ...socket, stopAt: msUpTo(500) }),
    )
    .map(([a, b]) => ({ ...a, ...b }));
});

/** Long enough that it watches and kills nobody here, or short. */
const patient = fc.constant(30_000);
const short = whole(100, 3000);

function gunicorn(timeout: fc.Arbitrary<number>) {
  return fc.oneof(
    some({}, { supervisor: fc.constant('gunicorn' as const), timeout }),
    fc.record({ supervisor: fc.constant('none' as const) }),
  );
}

function asgi(timeout: fc.Arbitrary<number>) {
  const limit = { concurrencyLimit: whole(2, 10) };
  return fc.oneof(
    some({}, { supervisor: fc.constantFrom('none', 'uvicorn'), ...limit }),
    some({ supervisor: fc.constant('uvicornWorker' as const) }, { timeout, ...limit }),
    some({ supervisor: fc.constant('gunicorn' as const) }, { timeout }),
  );
}

const endpoint = {
  endpoint: declared,
  dependencies: fc.array(some({ declared, steps: brief }, { exit: brief }), { maxLength: 2 }),
  validation: brief,
  background: fc.array(fc.record({ declared, steps: brief }), { maxLength: 2 }),
};
const fastapi = { ...endpoint, tokens: whole(1, 4), routes: fc.array(some({ path }, endpoint), { maxLength: 2 }) };
const tornado = {
  supervisor: fc.constantFrom('none', 'forkProcesses'),
  handler: declared,
  handlers: fc.array(fc.record({ path, handler: declared }), { maxLength: 2 }),
  threads,
  keepAlive,
};

/** Every parameter of every server. */
function servers<Processes extends object>(processes: fc.Arbitrary<Processes>, timeout: fc.Arbitrary<number>) {
  function server<Kind extends string, By extends object, May>(
    name: Kind,
    by: fc.Arbitrary<By>,
    may: { [K in keyof May]: fc.Arbitrary<May[K]> },
  ) {
    return fc.tuple(processes, by, some({ kind: kind(name) }, may)).map(([a, b, c]) => ({ ...a, ...b, ...c }));
  }
  return fc.oneof(
    server('sync', gunicorn(timeout), {}),
    server('gthread', gunicorn(timeout), { threads, connections, keepAlive }),
    server('gevent', gunicorn(timeout), { connections, keepAlive }),
    server('asgi', asgi(timeout), { threads, keepAlive }),
    server('fastapi', asgi(timeout), { ...fastapi, keepAlive }),
    server('tornado', fc.constant({}), tornado),
  );
}

/** Any server whose processes live, unless a probe has them restarted. */
const living: fc.Arbitrary<ServerSpec> = servers(quiet, patient);
/** Any server whose processes may be stopped, crash or be killed. */
const dying: fc.Arbitrary<ServerSpec> = servers(mortal, short);
const anyServer = fc.oneof(living, dying);

/** The run, or nothing if it was stopped since it took too long; whatever else goes wrong is thrown. */
function finished(server: ServerSpec, all: readonly Client[]): Trace | undefined {
  try {
    return simulate(server, all, { maxEvents: 30_000 });
  } catch (error) {
    if (error instanceof Error && error.message.startsWith('the run was stopped at')) return undefined;
    throw error;
  }
}

/** A property of every run that finishes; nearly all must, or it says nothing. */
function holds(
  spec: fc.Arbitrary<ServerSpec>,
  numRuns: number,
  property: (trace: Trace, server: ServerSpec, all: readonly Client[]) => void,
): void {
  let [ran, ended] = [0, 0];
  fc.assert(
    fc.property(spec, clients, (server, all) => {
      const trace = finished(server, all);
      ran += 1;
      if (trace === undefined) return;
      ended += 1;
      property(trace, server, all);
    }),
    { numRuns },
  );
  expect(ended / ran).toBeGreaterThan(0.85);
}

/** Whether something may end a worker while it works, or all of them. */
function mayEnd(server: ServerSpec, all: readonly Client[]): boolean {
  const { crashes = [], stopAt } = server;
  const isWatched = 'timeout' in server && server.timeout !== undefined && server.timeout < 30_000;
  const isProbed = all.some((client) => 'kind' in client && client.kind === 'probe' && client.failures !== undefined);
  return crashes.length > 0 || stopAt !== undefined || isWatched || isProbed;
}

const asksForRetries = (all: readonly Client[]) => all.some(({ retries: wanted }) => wanted !== undefined);

describe('any server under any clients', () => {
  it('is found to be well formed, and so are they', () => {
    fc.assert(
      fc.property(anyServer, clients, (spec, list) => {
        expect(serverProblems(spec)).toEqual([]);
        expect(clientProblems(list)).toEqual([]);
      }),
      { numRuns: 2000 },
    );
  });

  it('breaks no law and loses sight of nobody: every request has one outcome, and its time is all accounted for', () => {
    // simulate itself throws if a law is broken
    holds(anyServer, 800, (trace) => {
      const lines = figures(trace);
      expect(lines).toHaveLength(trace.requests.length);
      for (const { outcome, latency, finished: whole, inLine, running, away, stuck } of lines) {
        expect(inLine + running + away + stuck).toBeCloseTo(latency, 5);
        expect(whole).toBeGreaterThanOrEqual(latency);
        if (outcome === 'refused') expect(running + away + stuck).toBe(0);
      }
    });
  });

  it('fails or loses nobody unless a process may end, and refuses nobody without a limit', () => {
    holds(anyServer, 250, ({ outcomes }, server, all) => {
      const seen = new Set(outcomes.map(({ kind: outcome }) => outcome));
      if (!mayEnd(server, all)) expect(seen.has('failed') || seen.has('lost')).toBe(false);
      const isLimited = 'concurrencyLimit' in server && server.concurrencyLimit !== undefined;
      if (!isLimited) expect(seen.has('refused')).toBe(false);
    });
  });

  it('keeps nobody waiting beyond their patience, and nobody gives up before it ends', () => {
    holds(anyServer, 250, (trace) => {
      const sent = new Map(trace.requests.map((each) => [each.id, each]));
      for (const { request: id, outcome, latency } of figures(trace)) {
        const { patience } = sent.get(id) ?? {};
        if (patience !== undefined) expect(latency).toBeLessThanOrEqual(patience + NANOSECOND);
        // who has none gives up as well if the kernel says, after two minutes, that nobody takes the connection
        if (outcome === 'gaveUp') expect(Math.abs(latency - (patience ?? 131_000))).toBeLessThanOrEqual(NANOSECOND);
      }
    });
  });

  it('is asked again only by who got no good answer, after the pause, and as often as they try', () => {
    holds(anyServer, 250, ({ requests, outcomes }, _, all) => {
      if (!asksForRetries(all)) expect(requests.every(({ retryOf }) => retryOf === undefined)).toBe(true);
      const ends = new Map(outcomes.map((outcome) => [outcome.request, outcome]));
      const depth = new Map<RequestId, number>();
      for (const { id, at, retryOf, retries: wanted } of requests) {
        if (retryOf === undefined) {
          depth.set(id, 0);
          continue;
        }
        const before = ends.get(retryOf);
        const tries = depth.get(retryOf) ?? Number.NaN;
        depth.set(id, tries + 1);
        expect(before?.kind).not.toBe('replied');
        expect(tries + 1).toBeLessThanOrEqual(wanted?.times ?? 0);
        const pause = (wanted?.pause ?? 0) * (wanted?.factor ?? 1) ** tries;
        expect(Math.abs(at - (before?.at ?? Number.NaN) - pause)).toBeLessThan(2 * NANOSECOND);
      }
    });
  });

  it('has processes that end, are forked and boot in this order, and no heartbeat between the end and the fork', () => {
    holds(dying, 250, ({ events, places }) => {
      for (const place of places) {
        if (place.kind !== 'process') continue;
        let life: 'serves' | 'gone' | 'boots' = 'serves';
        for (const event of events) {
          if (event.place !== place.id) continue;
          if (event.kind === 'exited') {
            expect(life).not.toBe('gone');
            life = 'gone';
          } else if (event.kind === 'fork') {
            expect(life).toBe('gone');
            life = 'boots';
          } else if (event.kind === 'booted') {
            expect(life).toBe('boots');
            life = 'serves';
          } else if (event.kind === 'heartbeat') {
            expect(life).toBe('serves');
          }
        }
      }
    });
  });

  it('is never busier than it is: every share is from 0 to 1, and every pool has what it has', () => {
    holds(anyServer, 200, (trace) => {
      const { cores, seats, loops, pools, outcomes } = summary(trace);
      for (const share of [cores, ...[...seats, ...loops, ...pools].map(({ utilisation }) => utilisation)]) {
        expect(share).toBeGreaterThanOrEqual(0);
        expect(share).toBeLessThanOrEqual(1 + 1e-9);
      }
      for (const { size, most } of pools) expect(most).toBeLessThanOrEqual(size);
      expect(Object.values(outcomes).reduce((sum, count) => sum + count, 0)).toBe(trace.requests.length);
    });
  });

  it('gives the same trace for the same input, byte for byte, leaves its input as it was, and is plain data', () => {
    holds(anyServer, 150, (trace, server, all) => {
      const before = JSON.stringify([server, all]);
      const text = JSON.stringify(trace);
      expect(JSON.stringify(finished(server, all))).toBe(text);
      expect(JSON.stringify([server, all])).toBe(before);
      expect(JSON.parse(text)).toEqual(trace);
    });
  });

  it('that takes too long is stopped and says where it was', () => {
    fc.assert(
      fc.property(
        anyServer,
        fc.array(arrival, { minLength: 1, maxLength: 5 }),
        whole(1, 30),
        (server, all, maxEvents) => {
          try {
            simulate(server, all, { maxEvents });
          } catch (error) {
            expect(String(error)).toMatch(
              `after ${maxEvents} kernel events; expected fewer or shorter requests, or a higher maxEvents`,
            );
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('what chance has found', () => {
  it('a loop that closes an idle connection just as a thread has the GIL first reads what has come on it', () => {
    // r6 comes while the loop, which has looked already, waits for the thread's GIL, and the keep-alive ends meanwhile
    const { outcomes } = simulate({ kind: 'asgi', keepAlive: 1 }, [
      { at: 0, path: '/', steps: [{ kind: 'thread', steps: [{ kind: 'cpu', ms: 1 }] }] },
      {
        kind: 'users',
        path: '/',
        count: 2,
        to: 50,
        keepAlive: true,
        steps: [{ kind: 'cpu', ms: 1, exponential: true }],
      },
    ]);
    expect(new Set(outcomes.map(({ kind: outcome }) => outcome))).toEqual(new Set(['replied']));
  });

  it('a loop that is killed in line for a core leaves the line', () => {
    const { outcomes } = simulate(
      { kind: 'tornado', cores: 1, quota: 5, boot: 0, supervisor: 'forkProcesses', crashes: [{ at: 50, worker: 1 }] },
      [
        { at: 0, path: '/', steps: [{ kind: 'cpu', ms: 6 }] },
        { at: 60, path: '/', steps: [{ kind: 'cpu', ms: 1 }] },
      ],
    );
    expect(outcomes).toEqual([
      { request: 'r1', at: 50, kind: 'lost' },
      { request: 'r2', at: 101, kind: 'replied' },
    ]);
  });
});

describe('a request alone', () => {
  it('takes as long as its work, on any server without a quota whose processes live', () => {
    const free = living.filter(({ quota }) => quota === undefined);
    fc.assert(
      fc.property(free, fc.array(timed, { maxLength: 5 }), (spec, own) => {
        const [alone] = figures(simulate(spec, [{ at: 0, path: '/alone', steps: own }]));
        const [sent] = simulate(spec, [{ at: 0, path: '/alone', steps: own }]).requests;
        expect(alone?.latency).toBeCloseTo(durationOf(untilAnswer(sent?.steps ?? [])), 4);
      }),
      { numRuns: 500 },
    );
  });

  it('under a quota takes as long as its work and the rest of each period in which the quota is spent', () => {
    fc.assert(
      fc.property(whole(1, 100), whole(0, 500), (quota, ms) => {
        const [alone] = figures(
          simulate({ kind: 'sync', cores: 1, quota, supervisor: 'none' }, [
            { at: 0, path: '/', steps: [{ kind: 'cpu', ms }] },
          ]),
        );
        const periods = Math.max(0, Math.ceil(ms / quota) - 1);
        expect(alone?.latency).toBeCloseTo(periods * QUOTA_PERIOD + ms - periods * quota, 5);
      }),
      { numRuns: 300 },
    );
  });
});

function untilAnswer(all: readonly Step[]): readonly Step[] {
  const at = all.findIndex(({ kind: name }) => name === 'reply');
  return at === -1 ? all : all.slice(0, at);
}

function durationOf(all: readonly Step[]): number {
  return all.reduce((sum, one) => {
    if (one.kind === 'thread') return sum + durationOf(one.steps);
    return one.kind === 'reply' ? sum : sum + one.ms;
  }, 0);
}
