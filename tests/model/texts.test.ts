import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientProblems } from '../../src/model/check.ts';
import { decimal, durationText } from '../../src/model/decimal.ts';
import { duration } from '../../src/model/phrases.ts';
import { clientsPhrase } from '../../src/model/phrases-of-clients.ts';
import { SERVER_FIELDS, serverPhrase } from '../../src/model/phrases-of-servers.ts';
import { type ServerSpec, serverProblems } from '../../src/model/servers/index.ts';
import { clientText, clientTexts } from '../../src/model/texts-of-clients.ts';
import { serverText } from '../../src/model/texts-of-servers.ts';
import type { Arrival, Client, Source, Step } from '../../src/model/workload.ts';
import { steps as stepsFrom } from './work.ts';

/** Times as people write them, and as they do not: the smallest has many digits. */
const ms = fc.oneof(
  fc.nat(100_000),
  fc.nat(1e9).map((n) => n / 8),
  fc.double({ min: 0, max: 1e9, noNaN: true }).map((n) => n + 0),
);
const period = ms.filter((n) => n >= 0.001);
const whole = (min: number, max: number) => fc.integer({ min, max });
const path = fc.stringMatching(/^\/[a-z0-9:._~-]{0,8}$/).filter((text) => !text.endsWith(':'));

function steps(chance: boolean): fc.Arbitrary<readonly Step[]> {
  const kind = fc.constantFrom('cpu', 'native', 'wait', 'block');
  const fixed: fc.Arbitrary<Step> = fc.record({ kind, ms });
  const drawn: fc.Arbitrary<Step> = fc.record({ kind, ms, exponential: fc.constant(true as const) });
  return fc.letrec<{ step: Step; steps: Step[] }>((tie) => ({
    step: fc.oneof(
      { maxDepth: 2 },
      chance ? fc.oneof(fixed, drawn) : fixed,
      fc.constant<Step>({ kind: 'reply' }),
      fc.record({ kind: fc.constant('thread' as const), steps: tie('steps') }),
      fc.record({ kind: fc.constant('thread' as const), steps: tie('steps'), exempt: fc.constant(true as const) }),
    ),
    steps: fc.array(tie('step'), { maxLength: 3 }),
  })).steps;
}

/** What must be there, and what may. */
function some<Must, May>(
  must: { [K in keyof Must]: fc.Arbitrary<Must[K]> },
  may: { [K in keyof May]: fc.Arbitrary<May[K]> },
) {
  return fc.tuple(fc.record(must), fc.record(may, { requiredKeys: [] })).map(([a, b]) => ({ ...a, ...b }));
}

const retries = some({ times: whole(1, 100), pause: ms }, { factor: whole(1, 10) });
const asked = { patience: ms, retries };
const isTrue = fc.constant(true as const);

const arrival: fc.Arbitrary<Arrival> = fc
  .tuple(some({ at: ms, path, steps: steps(false) }, asked), fc.boolean())
  .map(([each, asProbe]) => (asProbe && each.patience !== undefined ? { ...each, probe: true } : each));

/** From the beginning, or from an instant, to one on the clock's grid. */
const span = fc
  .tuple(fc.nat(1000), fc.option(fc.nat(1000), { nil: undefined }), fc.nat(1_000_000))
  .map(([n, from, part]) => ({
    ...(from !== undefined && { from }),
    to: Math.round(((from ?? 0) + n + part / 1e6) * 1e6) / 1e6,
  }));
const seed = whole(0, 1_000_000);

/** What a source of this kind may say; what the rules refuse is left out. */
function stream(kind: Source['kind'], must: Fields, may: Fields): fc.Arbitrary<Client> {
  return fc
    .tuple(span, some<object, object>({ path, steps: steps(true), ...must }, { ...asked, seed, ...may }))
    .map(([when, rest]): unknown => ({ kind, ...when, ...rest }))
    .filter(isClient);
}

type Fields = Readonly<Record<string, fc.Arbitrary<unknown>>>;

const perSecond = fc.oneof(whole(1, 500), fc.double({ min: 0.001, max: 500, noNaN: true }));
/** Each kind of source, with all that may be said of it. */
const sources = {
  rate: stream('rate', { perSecond }, {}),
  poisson: stream('poisson', { perSecond }, {}),
  bursts: stream('bursts', { perSecond, size: whole(1, 100) }, {}),
  users: fc
    .tuple(stream('users', { count: whole(1, 10_000) }, { apart: ms, think: ms, keepAlive: isTrue }), fc.boolean())
    .map(([users, varies]) => ('think' in users && varies ? { ...users, exponential: true } : users)),
  probe: stream('probe', { period: fc.constant(1000), patience: ms }, { failures: whole(1, 100), grace: ms }),
} satisfies Record<Source['kind'], fc.Arbitrary<Client>>;

function isClient(value: unknown): value is Client {
  return clientProblems([value]).length === 0;
}

function read(text: string): unknown {
  const found = clientsPhrase(text);
  return found.kind === 'read' ? found.value : [text, found.faults];
}

describe('a number in the notation', () => {
  it('is the same when it is read again, however small', () => {
    const numbers = fc.oneof(
      ms,
      fc.double({ min: 0, max: 1e300, noNaN: true }),
      fc.constantFrom(5e-324, 1e-7, 1.5e-9, 1e21),
    );
    fc.assert(
      fc.property(numbers, (n) => {
        expect(decimal(n)).toMatch(/^\d+(\.\d+)?$/);
        expect(Number(decimal(n))).toBe(n);
      }),
    );
  });

  it('of milliseconds is the same when it is read again, and in seconds where these are shorter', () => {
    fc.assert(
      fc.property(ms, (n) => {
        expect(duration({ text: durationText(n), offset: 0 }, fail)).toBe(n);
      }),
    );
    expect([0, 0.5, 250, 1000, 2300, 2350].map(durationText)).toEqual(['0', '0.5ms', '250ms', '1s', '2.3s', '2350ms']);
  });
});

function fail(fault: unknown): never {
  throw new Error(JSON.stringify(fault));
}

describe('clients, written', () => {
  it.each(Object.entries(sources))('%s: are read back with all that is said of them', (_, source) => {
    fc.assert(
      fc.property(source, (client) => {
        expect(read(clientText(client))).toEqual([client]);
      }),
    );
  });

  it('who come once are read back with all that is said of them', () => {
    fc.assert(
      fc.property(arrival, (client) => {
        expect(read(clientText(client))).toEqual([client]);
      }),
    );
  });

  it('all together are read back one by one, whoever is like whom', () => {
    const few = fc.array(fc.oneof(arrival, ...Object.values(sources)), { maxLength: 4 });
    const crowd = fc
      .tuple(few, whole(1, 4), fc.nat(50))
      .map(([clients, count, apart]) =>
        clients.flatMap((client) =>
          Array.from({ length: count }, (_, n) => ('at' in client ? { ...client, at: client.at + n * apart } : client)),
        ),
      );
    fc.assert(
      fc.property(crowd, (clients) => {
        expect(clientTexts(clients).flatMap((text) => read(text))).toEqual(clients);
      }),
    );
  });

  it('are as short as people write them', () => {
    const steps = stepsFrom('cpu 5, wait 90');
    expect(clientText({ kind: 'poisson', perSecond: 80, to: 10_000, seed: 3, path: '/', steps })).toBe(
      'poisson 80 for 10s seed 3: cpu 5, wait 90',
    );
    const row = Array.from({ length: 24 }, (_, n) => ({ at: 100 + n * 10, path: '/a', steps }));
    const same = Array.from({ length: 8 }, () => ({ at: 0, path: '/', steps: [] }));
    expect(clientTexts([...row, ...same])).toEqual([
      '24 at 100ms apart 10ms path /a: cpu 5, wait 90',
      '8 at 0: nothing',
    ]);
  });
});

const callable = fc.record({ declared: fc.constantFrom('def' as const, 'async def' as const), steps: steps(false) });
const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: 1, maxLength: 2 });
const endpoint = {
  endpoint: fc.constantFrom('def' as const, 'async def' as const),
  dependencies: list(
    some(
      { declared: fc.constantFrom('def' as const, 'async def' as const), steps: steps(false) },
      { exit: steps(false) },
    ),
  ),
  validation: steps(false),
  background: list(callable),
};

/** A value for each parameter that any server has. */
const values: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  cores: whole(1, 64),
  gil: fc.boolean(),
  quota: fc.integer({ min: 1, max: 6400 }),
  workers: whole(1, 64),
  backlog: whole(1, 65_535),
  reusePort: fc.boolean(),
  boot: ms,
  stopAt: ms,
  grace: ms,
  crashes: list(fc.record({ at: ms, worker: whole(1, 64) })),
  timeout: period,
  supervisor: fc.constantFrom('none', 'gunicorn', 'uvicornWorker', 'uvicorn', 'forkProcesses'),
  threads: whole(1, 1000),
  connections: whole(1, 100_000),
  concurrencyLimit: whole(1, 100_000),
  keepAlive: period,
  tokens: whole(1, 1000),
  ...endpoint,
  routes: list(some({ path }, endpoint)),
  handler: fc.constantFrom('def', 'async def'),
  handlers: list(fc.record({ path, handler: fc.constantFrom('def', 'async def') })),
};

function isServer(value: unknown): value is ServerSpec {
  return serverProblems(value).length === 0;
}

describe('a server, written', () => {
  it.each([...SERVER_FIELDS])('%s: is read back with each of its parameters', (kind, fields) => {
    for (const field of fields) {
      const value = values[field];
      if (value === undefined) throw new Error(`no values for ${field}`);
      let tried = 0;
      fc.assert(
        fc.property(value, (one) => {
          // alone, or with what it needs: a worker that may crash, a core that a quota is of, somebody who watches
          const needs = field === 'quota' ? { cores: 64 } : field === 'crashes' ? { workers: 64 } : {};
          const watched = field === 'timeout' || field === 'boot' ? { supervisor: 'gunicorn' } : {};
          const tries: readonly unknown[] = [{}, watched].map((more) => ({ kind, ...needs, ...more, [field]: one }));
          const server = tries.find(isServer);
          if (server === undefined) return;
          tried += 1;
          expect(serverPhrase(serverText(server))).toEqual({ kind: 'read', value: server });
        }),
        { numRuns: 40 },
      );
      expect(tried, field).toBeGreaterThan(5);
    }
  });

  it('is read back with all of them at once', () => {
    const specs = fc
      .constantFrom(...SERVER_FIELDS)
      .chain(([kind, fields]) =>
        fc
          .record(Object.fromEntries(fields.map((field) => [field, values[field] ?? fc.nat()])), { requiredKeys: [] })
          .map((rest) => ({ kind, ...rest })),
      );
    let tried = 0;
    fc.assert(
      fc.property(specs, (spec) => {
        // what goes with few others is left out where it does not
        const doubtful = ['crashes', 'quota', 'timeout', 'boot', 'concurrencyLimit'];
        const rest = Object.fromEntries(Object.entries(spec).filter(([field]) => !doubtful.includes(field)));
        const tries: readonly unknown[] = [spec, rest];
        const server = tries.find(isServer);
        if (server === undefined) return;
        tried += 1;
        expect(serverPhrase(serverText(server))).toEqual({ kind: 'read', value: server });
      }),
    );
    expect(tried).toBeGreaterThan(20);
  });

  it('says what a service is made of before its machine, and nothing of empty lists', () => {
    expect(serverText({ kind: 'asgi', cores: 4, crashes: [], timeout: 3000, supervisor: 'gunicorn', workers: 2 })).toBe(
      'asgi workers=2 supervisor=gunicorn timeout=3s cores=4',
    );
  });
});
