import { describe, expect, it } from 'vitest';
import { clientProblems } from '../../src/model/check.ts';
import { message } from '../../src/model/rules.ts';
import { serverProblems } from '../../src/model/servers/index.ts';

const ofServer = (server: unknown) => serverProblems(server).map(message);
const ofClient = (client: unknown) => clientProblems([client]).map(message);

const TIME = 'expected milliseconds from 0 to 1000000000';
const PERIOD = 'expected milliseconds from 0.001 to 1000000000';
const wholes = (from: number, to: number) => `expected a whole number from ${from} to ${to}`;

describe('a field of every server', () => {
  it.each([
    [{ quota: 0 }, 'quota: 0; expected milliseconds from 1 to 6400'],
    [{ reusePort: 1 }, 'reusePort: 1; expected true or false'],
    [{ boot: -1 }, `boot: -1; ${TIME}`],
    [{ stopAt: 'soon' }, `stopAt: "soon"; ${TIME}`],
    [{ grace: null }, `grace: empty; ${TIME}`],
    [{ crashes: {} }, 'crashes: an object; expected a list'],
    [{ crashes: [{ at: 5 }] }, `crashes[0].worker: missing; ${wholes(1, 64)}`],
    [{ crashes: [{ at: 5, worker: 1, why: '' }] }, 'crashes[0]: unknown key "why"; keys are at, worker'],
  ])('%j: the place, the fault and the remedy', (change, text) => {
    for (const kind of ['sync', 'gthread', 'gevent', 'asgi', 'fastapi', 'tornado'])
      expect(ofServer({ kind, ...change })).toEqual([text]);
  });
});

describe('a field of one server', () => {
  it.each([
    [{ kind: 'sync', supervisor: 'uvicorn' }, 'supervisor: "uvicorn"; did you mean "gunicorn"?'],
    [{ kind: 'sync', supervisor: 'systemd' }, 'supervisor: "systemd"; supervisors of this server are gunicorn, none'],
    [{ kind: 'sync', timeout: 0 }, `timeout: 0; ${PERIOD}`],
    [{ kind: 'gthread', threads: 0 }, `threads: 0; ${wholes(1, 1000)}`],
    [{ kind: 'gthread', connections: 0 }, `connections: 0; ${wholes(1, 100_000)}`],
    [{ kind: 'gthread', keepAlive: 0 }, `keepAlive: 0; ${PERIOD}`],
    [{ kind: 'gevent', connections: 2.5 }, `connections: 2.5; ${wholes(1, 100_000)}`],
    [{ kind: 'gevent', keepAlive: '2 s' }, `keepAlive: "2 s"; ${PERIOD}, without a unit`],
    [
      { kind: 'asgi', supervisor: 'forkProcesses' },
      'supervisor: "forkProcesses"; supervisors of this server are none, gunicorn, uvicornWorker, uvicorn',
    ],
    [{ kind: 'asgi', concurrencyLimit: 0 }, `concurrencyLimit: 0; ${wholes(1, 100_000)}`],
    [{ kind: 'asgi', keepAlive: -1 }, `keepAlive: -1; ${PERIOD}`],
    [{ kind: 'fastapi', tokens: 0 }, `tokens: 0; ${wholes(1, 1000)}`],
    [{ kind: 'fastapi', endpoint: 'async' }, 'endpoint: "async"; declarations are def, async def'],
    [
      { kind: 'fastapi', dependencies: [{ steps: [] }] },
      'dependencies[0].declared: missing; declarations are def, async def',
    ],
    [
      { kind: 'fastapi', dependencies: [{ declared: 'def', steps: [], exit: [{ kind: 'cpu', ms: -1 }] }] },
      `dependencies[0].exit[0].ms: -1; ${TIME}`,
    ],
    [{ kind: 'fastapi', validation: 'cpu 5' }, 'validation: "cpu 5"; expected a list: [cpu 5]'],
    [
      { kind: 'fastapi', background: [{ declared: 'def', steps: [], exit: [] }] },
      'background[0]: unknown key "exit"; keys are declared, steps',
    ],
    [{ kind: 'fastapi', routes: [{ endpoint: 'def' }] }, 'routes[0].path: missing; expected text'],
    [
      { kind: 'fastapi', routes: [{ path: '/', tokens: 1 }] },
      /^routes\[0\]: unknown key "tokens"; keys are path, endpoint/,
    ],
    [{ kind: 'fastapi', threads: 4 }, /^unknown key "threads"; keys are kind, cores/],
    [{ kind: 'tornado', handler: 'coroutine' }, 'handler: "coroutine"; declarations are def, async def'],
    [{ kind: 'tornado', handlers: [{ path: '/' }] }, 'handlers[0].handler: missing; declarations are def, async def'],
    [{ kind: 'tornado', threads: 1001 }, `threads: 1001; ${wholes(1, 1000)}`],
    [{ kind: 'tornado', keepAlive: 0 }, `keepAlive: 0; ${PERIOD}`],
    [
      { kind: 'tornado', supervisor: 'gunicorn' },
      'supervisor: "gunicorn"; supervisors of this server are none, forkProcesses',
    ],
    [{ kind: 'tornado', timeout: 1000 }, /^unknown key "timeout"; keys are kind, cores/],
  ])('%j: the place, the fault and the remedy', (server, text) => {
    expect(ofServer(server)).toEqual([typeof text === 'string' ? text : expect.stringMatching(text)]);
  });
});

const rate = { kind: 'rate', path: '/', steps: [], perSecond: 10, to: 100 };
const users = { kind: 'users', path: '/', steps: [], count: 2, to: 100 };
const probe = { kind: 'probe', path: '/', steps: [], period: 10, patience: 5, to: 100 };

describe('a field of a client', () => {
  it.each([
    [{ ...rate, kind: 'random' }, 'kind: "random"; clients are rate, poisson, bursts, users, probe'],
    [{ ...rate, perSecond: 0 }, 'perSecond: 0; expected a number a second from 0.001 to 1000000'],
    [{ ...rate, kind: 'poisson', perSecond: '9' }, 'perSecond: "9"; expected a number a second from 0.001 to 1000000'],
    [{ ...rate, kind: 'bursts' }, `size: missing; ${wholes(1, 10_000)}`],
    [{ ...rate, to: undefined }, `to: missing; ${TIME}`],
    [{ ...rate, from: 200 }, 'to: 100, before the beginning at 200; expected 200 or later'],
    [{ ...rate, seed: -1 }, `seed: -1; ${wholes(0, 1_000_000)}`],
    [
      { ...rate, steps: [{ kind: 'cpu', ms: 5, exponential: false }] },
      'steps[0].exponential: false; expected true or nothing',
    ],
    [{ ...rate, perSecond: 1_000_000, to: 2000 }, 'to: 2000000 requests; expected 1000000 or fewer'],
    [{ ...rate, kind: 'bursts', size: 10_000, to: 100_000 }, 'to: 10000000 requests; expected 1000000 or fewer'],
    [{ ...probe, period: 0.001, to: 2000 }, 'to: 2000000 requests; expected 1000000 or fewer'],
    [{ ...rate, probe: true }, 'probe: a probe that never gives up; expected patience as well'],
    [{ ...rate, retries: { pause: 5 } }, `retries.times: missing; ${wholes(1, 100)}`],
    [{ ...rate, retries: { times: 1, pause: -5 } }, `retries.pause: -5; ${TIME}`],
    [{ ...rate, retries: { times: 1, pause: 5, factor: 1.5 } }, `retries.factor: 1.5; ${wholes(1, 10)}`],
    [{ ...users, count: 0 }, `count: 0; ${wholes(1, 10_000)}`],
    [{ ...users, think: -1 }, `think: -1; ${TIME}`],
    [{ ...users, exponential: 'yes' }, 'exponential: "yes"; did you mean true?'],
    [{ ...users, keepAlive: 5000 }, 'keepAlive: 5000; expected true or false'],
    [{ ...probe, period: 0 }, `period: 0; ${PERIOD}`],
    [{ ...probe, patience: undefined }, `patience: missing; ${TIME}`],
    [{ ...probe, failures: 0 }, `failures: 0; ${wholes(1, 100)}`],
    [{ ...probe, grace: -1 }, `grace: -1; ${TIME}`],
  ])('%j: the place, the fault and the remedy', (client, text) => {
    expect(ofClient(client)).toEqual([`clients[0].${text}`]);
  });

  it('that comes once is nothing that is left to chance', () => {
    expect(ofClient({ at: 0, path: '/', steps: [{ kind: 'cpu', ms: 5, exponential: true }] })).toEqual([
      'clients[0].steps[0]: unknown key "exponential"; keys are kind, ms',
    ]);
  });

  it('is right as its type says', () => {
    expect([rate, users, probe, { ...rate, kind: 'bursts', size: 3 }].flatMap(ofClient)).toEqual([]);
  });
});
