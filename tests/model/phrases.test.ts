import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reading } from '../../src/model/phrases.ts';
import { clientsPhrase } from '../../src/model/phrases-of-clients.ts';
import { SERVER_FIELDS, serverPhrase } from '../../src/model/phrases-of-servers.ts';
import { steps } from './work.ts';

/** The faults, each with what stands at its place. */
function faultsOf<T>(read: (text: string) => Reading<T>, text: string): string[] {
  const found = read(text);
  const faults = found.kind === 'faults' ? found.faults : [];
  return faults.map(
    ({ offset, what, expected }) => `${JSON.stringify(text.slice(offset, offset + 3))} ${what}; ${expected}`,
  );
}

function server(text: string): unknown {
  const found = serverPhrase(text);
  return found.kind === 'read' ? found.value : found.faults;
}

function clients(text: string): unknown {
  const found = clientsPhrase(text);
  return found.kind === 'read' ? found.value : found.faults;
}

describe('a server as a user writes it', () => {
  it('is its kind', () => {
    expect(server(' sync ')).toEqual({ kind: 'sync' });
  });

  it('has the fields of its spec: numbers, durations, words, true and false', () => {
    expect(
      server('asgi workers=2 supervisor=gunicorn timeout=3s boot=500ms stopAt=200 reusePort=true gil=false'),
    ).toEqual({
      kind: 'asgi',
      workers: 2,
      supervisor: 'gunicorn',
      timeout: 3000,
      boot: 500,
      stopAt: 200,
      reusePort: true,
      gil: false,
    });
  });

  it('crashes, each a worker and when', () => {
    const crashes = [
      { at: 5000, worker: 1 },
      { at: 70, worker: 2 },
    ];
    expect(server('sync workers=4 crashes=1@5s,2@0.07s')).toEqual({ kind: 'sync', workers: 4, crashes });
  });

  it('says in quotes what has spaces: how functions are declared, and their steps', () => {
    const phrase = `fastapi endpoint="async def" validation='cpu 2' background="def cpu 5; async def wait 2, cpu 1"
      dependencies="def wait 5 exit cpu 1; async def cpu 1" routes="/slow def; /a async def"`;
    expect(server(phrase)).toEqual({
      kind: 'fastapi',
      endpoint: 'async def',
      validation: steps('cpu 2'),
      background: [
        { declared: 'def', steps: steps('cpu 5') },
        { declared: 'async def', steps: steps('wait 2, cpu 1') },
      ],
      dependencies: [
        { declared: 'def', steps: steps('wait 5'), exit: steps('cpu 1') },
        { declared: 'async def', steps: steps('cpu 1') },
      ],
      routes: [
        { path: '/slow', endpoint: 'def' },
        { path: '/a', endpoint: 'async def' },
      ],
    });
    expect(
      server('fastapi routes="/a def validation [cpu 2, thread [wait 1]] background [def cpu 5; def nothing]; /b"'),
    ).toEqual({
      kind: 'fastapi',
      routes: [
        {
          path: '/a',
          endpoint: 'def',
          validation: steps('cpu 2, thread [wait 1]'),
          background: [
            { declared: 'def', steps: steps('cpu 5') },
            { declared: 'def', steps: [] },
          ],
        },
        { path: '/b' },
      ],
    });
    expect(server('tornado handlers="/a def"')).toEqual({
      kind: 'tornado',
      handlers: [{ path: '/a', handler: 'def' }],
    });
  });

  it.each([
    ['', ['"" there is no server; servers are sync, gthread, gevent, asgi, fastapi, tornado']],
    ['asig', ['"asi" "asig" is not a server; did you mean "asgi"?']],
    ['sync workers=0', ['"0" workers: 0; expected a whole number from 1 to 64']],
    ['sync workers=two', ['"two" workers: "two" is not a number; expected a number, such as 4']],
    ['sync workers=', ['"" workers: missing; expected a number, such as 4']],
    [
      'sync workers',
      ['"wor" "workers" has no value; expected name=value, and quotes where there are spaces: name="a b"'],
    ],
    ['sync workers=1 workers=2', ['"wor" workers: said twice; expected one value']],
    ['sync timeout=3m', ['"3m" timeout: "3m" is not a duration; expected a duration, such as 500ms or 3s']],
    ['sync gil=no', ['"no" gil: "no" is not true or false; expected true or false']],
    ['asgi supervisor=uvicron', ['"uvi" supervisor: "uvicron"; did you mean "uvicorn"?']],
    ['asgi threds=4', ['"thr" "threds" is not a parameter of asgi; did you mean "threads"?']],
    ['sync timeout=1s boot=2s', ['"2s" boot: 2000 ms under a timeout of 1000 ms; expected less']],
    ['sync boot=40s', ['"40s" boot: 40000 ms under a timeout of 30000 ms; expected less']],
    ['sync crashes=2@1s', ['"2@1" crashes[0].worker: worker 2 of 1; expected 1 to 1']],
    ['sync crashes=1@1s,2', ['"2" crashes: "2" is not a crash; expected worker@instant, such as 1@5s']],
    ['sync crashes=1@x', ['"x" crashes: "x" is not a duration; expected a duration, such as 500ms or 3s']],
    ['fastapi validation="cpu 2, blok 1"', ['"blo" validation: "blok" is not a step; did you mean "block"?']],
    [
      'fastapi validation="cpu ~2"',
      ['"~2\\"" validation: "~2" leaves to chance what nothing repeats; expected a duration, such as 5'],
    ],
    ['fastapi validation="cpu 2', ['"\\"cp" validation: a quote that nothing ends; expected another one']],
    [
      'fastapi background="cpu 2"',
      ['"cpu" background: "cpu 2" is not a function; expected def or async def, and its steps: "def cpu 5"'],
    ],
    [
      'tornado handlers="/a"',
      ['"/a\\"" handlers: "/a" is not a path with its declaration; expected a path and def or async def: "/slow def"'],
    ],
    ['tornado handlers="a def"', ['"a d" handlers: "a" is not a path; expected a path, such as /predict']],
    [
      'fastapi routes="/a deff validation [cpu 2]"',
      [
        '"def" routes: "deff validation [cpu 2]" is not what is said of a route; expected def or async def, or a word and brackets: "validation [cpu 2]"',
      ],
    ],
    [
      'fastapi routes="/a validation [cpu 2"',
      [
        '"val" routes: "validation [cpu 2" is not what is said of a route; expected def or async def, or a word and brackets: "validation [cpu 2]"',
      ],
    ],
    [
      'fastapi routes="/a validaton [cpu 2] background [def cpu 1] background [def blok 1]"',
      [
        '"val" routes: "validaton" says nothing of a route; did you mean "validation"?',
        '"bac" routes: background: said twice; expected it once',
      ],
    ],
    ['fastapi routes="/a background [def blok 1]"', ['"blo" routes: "blok" is not a step; did you mean "block"?']],
  ])('%j: the place, the fault and the remedy', (text, faults) => {
    expect(faultsOf(serverPhrase, text)).toEqual(faults);
  });

  it('has a parameter that only other servers have: the fault lists its own', () => {
    const own = SERVER_FIELDS.get('sync')?.join(', ');
    expect(faultsOf(serverPhrase, 'sync tokens=4')).toEqual([
      `"tok" "tokens" is not a parameter of sync; parameters are ${own}`,
    ]);
  });

  it('has all its faults told in one run, in the order of the text', () => {
    const faults = faultsOf(serverPhrase, 'asgi workers=0 timeout=3m threds=4 supervisor=uvicron');
    expect(faults.map((fault) => fault.slice(0, 5))).toEqual(['"0 t"', '"3m "', '"thr"', '"uvi"']);
  });

  it('never makes the reader fail, whatever it is', () => {
    const words = fc.constantFrom(
      'asgi',
      'fastapi',
      ' ',
      '=',
      '"',
      "'",
      'workers',
      'crashes',
      '@',
      ',',
      'validation',
      'def',
      '1',
      's',
      '-',
    );
    const phrases = fc.oneof(
      fc.string(),
      fc.array(words).map((some) => some.join('')),
    );
    fc.assert(fc.property(phrases, (text) => expectReading(serverPhrase(text), text)));
  });

  it('is read back as it was written', () => {
    const specs = fc.record(
      {
        kind: fc.constantFrom('sync', 'gthread', 'gevent', 'asgi', 'fastapi', 'tornado'),
        workers: fc.integer({ min: 1, max: 64 }),
        cores: fc.integer({ min: 1, max: 64 }),
        gil: fc.boolean(),
        stopAt: fc.nat(100_000).map((n) => n / 8),
      },
      { requiredKeys: ['kind'] },
    );
    fc.assert(
      fc.property(specs, ({ kind, ...fields }) => {
        const phrase = [kind, ...Object.entries(fields).map(([name, value]) => `${name}=${value}`)].join(' ');
        expect(server(phrase)).toEqual({ kind, ...fields });
      }),
    );
  });
});

const work = { path: '/', steps: steps('cpu 5, wait 90') };

describe('clients as a user writes them', () => {
  it.each([
    ['rate 80 for 10s', { kind: 'rate', perSecond: 80, to: 10_000 }],
    ['poisson 0.5 for 500 seed 3', { kind: 'poisson', perSecond: 0.5, to: 500, seed: 3 }],
    ['bursts 2 of 10 from 5s for 10s', { kind: 'bursts', perSecond: 2, size: 10, from: 5000, to: 15_000 }],
    ['users 50 think 1s for 10s keep-alive', { kind: 'users', count: 50, think: 1000, to: 10_000, keepAlive: true }],
    ['users 50 for 10s think ~1s', { kind: 'users', count: 50, think: 1000, exponential: true, to: 10_000 }],
    [
      'probe every 1s patience 500ms failures 3 grace 5s for 30s path /healthz',
      { kind: 'probe', path: '/healthz', period: 1000, patience: 500, failures: 3, grace: 5000, to: 30_000 },
    ],
    [
      'rate 1 for 1s path /v1:predict patience 2s retry 3 pause 100ms factor 2',
      {
        kind: 'rate',
        perSecond: 1,
        to: 1000,
        path: '/v1:predict',
        patience: 2000,
        retries: { times: 3, pause: 100, factor: 2 },
      },
    ],
    ['rate 1 for 1s retry 3', { kind: 'rate', perSecond: 1, to: 1000, retries: { times: 3, pause: 0 } }],
  ])('%s', (head, client) => {
    expect(clients(`${head}: cpu 5, wait 90`)).toEqual([{ ...work, ...client }]);
  });

  it('come so many at once at an instant', () => {
    const one = { ...work, at: 1000, path: '/a', patience: 2000 };
    expect(clients('3 at 1s path /a patience 2s: cpu 5, wait 90')).toEqual([one, one, one]);
  });

  it('come one after another', () => {
    const at = (ms: number) => ({ ...work, at: ms, probe: true, patience: 500 });
    expect(clients('3 at 1s apart 10ms probe patience 500ms: cpu 5, wait 90')).toEqual([at(1000), at(1010), at(1020)]);
    expect(clients('users 50 apart 2ms for 1s: cpu 5, wait 90')).toEqual([
      { ...work, kind: 'users', count: 50, apart: 2, to: 1000 },
    ]);
  });

  it('have nothing to do, or a thread that takes no token', () => {
    expect(clients('1 at 0: nothing')).toEqual([{ at: 0, path: '/', steps: [] }]);
    expect(clients('1 at 0: thread exempt [wait 5, thread [nothing]]')).toEqual([
      {
        at: 0,
        path: '/',
        steps: [
          {
            kind: 'thread',
            exempt: true,
            steps: [
              { kind: 'wait', ms: 5 },
              { kind: 'thread', steps: [] },
            ],
          },
        ],
      },
    ]);
  });

  it('are no more than a reader wants', () => {
    expect(clientsPhrase('9 at 0: cpu 5', { most: 9 }).kind).toBe('read');
    expect(faultsOf((text) => clientsPhrase(text, { most: 9 }), '10 at 0: cpu 5')).toEqual([
      '"10 " 10 clients; expected a whole number from 1 to 9',
    ]);
  });

  it('that come again leave durations to chance; those that come once do not', () => {
    const drawn = [{ kind: 'cpu', ms: 5, exponential: true }];
    expect(clients('rate 1 for 1s: cpu ~5')).toMatchObject([{ steps: drawn }]);
    expect(faultsOf(clientsPhrase, '8 at 0: cpu ~5')).toEqual([
      '"~5" "~5" leaves to chance what nothing repeats; expected a duration, such as 5',
    ]);
  });

  it.each([
    ['', ['"" there are no clients; kinds are rate, poisson, bursts, users, probe, or a number: "8 at 0"']],
    ['rat 80 for 10s: cpu 5', ['"rat" "rat" is not a kind of clients; did you mean "rate"?']],
    ['rate 80 for 10s', ['"" there are no steps; expected a colon and steps, such as ": cpu 5, wait 90"']],
    ['rate 80 for 10s:', ['"" the end is not a step; steps are cpu, native, wait, block, thread, reply']],
    ['rate for 10s: cpu 5', ['"for" rate: missing; expected a number, such as 4']],
    ['rate 0 for 10s: cpu 5', ['"0 f" rate: 0; expected a number a second from 0.001 to 1000000']],
    ['rate 80: cpu 5', ['": c" "for" is missing; expected it, such as "for 10s"']],
    ['rate 80 for: cpu 5', ['": c" for: missing; expected a duration, such as 500ms or 3s']],
    ['rate 80 fore 10s: cpu 5', ['"for" "fore" says nothing here; did you mean "for"?']],
    ['rate 80 for 1s for 2s: cpu 5', ['"for" for: said twice; expected it once']],
    ['rate 80 for 1s from ~2: cpu 5', ['"~2:" from: "~2" is not a duration; expected a duration, such as 500ms or 3s']],
    [
      'users 8 for 1s think x: cpu 5',
      ['"x: " think: "x" is not a duration; expected a duration, such as 500ms, or a mean, such as ~1s'],
    ],
    ['rate 1000 for 2000s: cpu 5', ['"200" for: 2000000 requests; expected 1000000 or fewer']],
    ['rate 80 for 1s path a: cpu 5', ['"a: " path: "a" is not a path; expected a path, such as /predict']],
    ['rate 80 for 1s pause 5: cpu 5', ['"5: " pause: nothing is tried again; expected retry as well: "retry 3"']],
    ['rate 80 for 1s retry 0: cpu 5', ['"0: " retry: 0; expected a whole number from 1 to 100']],
    ['bursts 2 for 1s: cpu 5', ['": c" "of" is missing; expected it, such as "of 10"']],
    [
      'probe for 1s: cpu 5',
      [
        '": c" "every" is missing; expected it, such as "every 1s"',
        '": c" "patience" is missing; expected it, such as "patience 500ms"',
      ],
    ],
    ['0 at 0: cpu 5', ['"0 a" 0 clients; expected a whole number from 1 to 1000000']],
    ['8: cpu 5', ['": c" "at" is missing; expected it, such as "at 0"']],
    [
      '8 at 0 seed 3: cpu 5',
      ['"see" "seed" says nothing here; words that go on are at, apart, probe, path, patience, retry, pause, factor'],
    ],
    ['8 at 0 apart 1e3: cpu 5', ['"1e3" apart: "1e3" is not a duration; expected a duration, such as 500ms or 3s']],
    ['8 at 0 apart -5: cpu 5', ['"-5:" apart: -5; expected milliseconds from 0 to 125000000']],
    ['8 at 0 probe: cpu 5', ['"pro" probe: a probe that never gives up; expected patience as well']],
    ['8 at 0: cpu 5, nothing', ['"not" "nothing" is not a step; steps are cpu, native, wait, block, thread, reply']],
    ['8 at 0: cpu 5, blok 9', ['"blo" "blok" is not a step; did you mean "block"?']],
  ])('%j: the place, the fault and the remedy', (text, faults) => {
    expect(faultsOf(clientsPhrase, text)).toEqual(faults);
  });

  it('have all their faults told in one run, in the order of the text', () => {
    const faults = faultsOf(clientsPhrase, 'rate 0 for 10 s sede 3: cpu 5, blok 3');
    expect(faults.map((fault) => fault.slice(0, 5))).toEqual(['"0 f"', '"s s"', '"sed"', '"blo"']);
  });

  it('never make the reader fail, whatever they are', () => {
    const words = fc.constantFrom(
      'rate',
      'users',
      '8',
      '80',
      'for',
      'at',
      'think',
      '~',
      's',
      ' ',
      ' ',
      ':',
      'retry',
      '/a',
      'cpu',
      ',',
      '5',
      'constructor',
    );
    const phrases = fc.oneof(
      fc.string(),
      fc.array(words).map((some) => some.join(' ')),
    );
    fc.assert(fc.property(phrases, (text) => expectReading(clientsPhrase(text), text)));
  });
});

/** A value or at least one fault, each at a place in the text. */
function expectReading<T>(found: Reading<T>, text: string): void {
  if (found.kind === 'read') return;
  expect(found.faults.length).toBeGreaterThan(0);
  for (const { offset } of found.faults) {
    expect(offset).toBeGreaterThanOrEqual(0);
    expect(offset).toBeLessThanOrEqual(text.length);
  }
}
