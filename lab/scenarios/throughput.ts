import type { Agreement, Figure, Scenario } from '../../src/model/measured/scenario.ts';
import type { ServerSpec } from '../../src/model/servers/index.ts';
import type { Step } from '../../src/model/workload.ts';
import type { ServerSetup } from '../setup.ts';
import { COMPUTES, MODEL, MODEL_INSIDE, STANDARD, WAITS, YIELDING } from './work.ts';

/** As in the charts that show them: each asks again as soon as it is answered. */
const USERS = 40;
/** Enough for a server that is slower than its users anyway: what more of them ask for is a longer line, and nothing else. */
const FEW = 20;
/** When a herd has settled: each has its connection by then. */
const SETTLED = 2000;

/** Where the server has all cores that there are. */
const SHARED: Agreement = {
  within: 'not',
  because: 'the model leaves out the load generator, which has no core of its own beside two that are always busy',
};

/** The chart `slots`: its bars are named as these are. */
const slots: readonly ServerSetup[] = [
  waiting('slots', 'sync', { kind: 'sync', cores: 1 }, 'flask_predict:app', 'slow'),
  waiting('slots', 'gthread', { kind: 'gthread', threads: 4, cores: 1 }, 'flask_predict:app', 'slow', YIELDING),
  waiting('slots', 'gevent', { kind: 'gevent', cores: 1 }, 'flask_predict:app', 'fast', YIELDING),
  waiting('slots', 'asgi', { kind: 'asgi', supervisor: 'gunicorn', cores: 1 }, 'asgi_raw:app', 'fast', YIELDING),
  computing('slots', 'sync', { kind: 'sync', cores: 1 }, 'flask_model_inside:app'),
  computing('slots', 'gthread', { kind: 'gthread', threads: 4, cores: 1 }, 'flask_model_inside:app'),
  computing('slots', 'gevent', { kind: 'gevent', cores: 1 }, 'flask_model_inside:app'),
  computing('slots', 'asgi', { kind: 'fastapi', supervisor: 'gunicorn', cores: 1 }, 'fastapi_model_inside:app'),
];

/** The chart `waits-better`, on the cores that there are: two. */
const waitsBetter: readonly ServerSetup[] = [
  waiting('waits-better', 'one', { kind: 'sync', cores: 2 }, 'flask_predict:app', 'slow'),
  waiting('waits-better', 'four', { kind: 'sync', workers: 4, cores: 2 }, 'flask_predict:app', 'slow'),
  waiting('waits-better', 'loop', { kind: 'asgi', supervisor: 'gunicorn', cores: 2 }, 'asgi_raw:app', 'fast', YIELDING),
  waiting(
    'waits-better',
    'loops',
    { kind: 'asgi', supervisor: 'gunicorn', workers: 2, cores: 2 },
    'asgi_raw:app',
    'fast',
    YIELDING,
    SHARED,
  ),
  computing('waits-better', 'one', { kind: 'sync', cores: 2 }, 'flask_model_inside:app'),
  computing('waits-better', 'four', { kind: 'sync', workers: 4, cores: 2 }, 'flask_model_inside:app'),
  computing('waits-better', 'loop', { kind: 'fastapi', supervisor: 'gunicorn', cores: 2 }, 'fastapi_model_inside:app'),
  again(
    computing(
      'waits-better',
      'loops',
      { kind: 'fastapi', supervisor: 'gunicorn', workers: 2, cores: 2 },
      'fastapi_model_inside:app',
    ),
  ),
];

export const throughput: readonly ServerSetup[] = [...slots, ...waitsBetter];

/** The slow are counted until the last of the line has been served, the fast once their herd has settled. */
function waiting(
  set: string,
  name: string,
  server: ServerSpec,
  app: string,
  pace: 'slow' | 'fast',
  work: readonly Step[] = STANDARD,
  agreement = WAITS,
): ServerSetup {
  const to = pace === 'slow' ? 500 : 6000;
  const counted: Figure =
    pace === 'slow'
      ? { kind: 'perSecond', ...agreement }
      : { kind: 'perSecond', round: USERS, from: SETTLED, to, ...agreement };
  return {
    ...gunicorn(
      scenario(
        `${set}/waiting.${name}`,
        'the standard request',
        server,
        work,
        pace === 'slow' ? FEW : USERS,
        to,
        counted,
      ),
      app,
    ),
    with: ['example.py', 'model_server.py'],
    model: MODEL,
  };
}

/** A crowd, and nobody of it asks again: what only computes is as fast on the way through the line as for ever. */
function computing(set: string, name: string, server: ServerSpec, app: string): ServerSetup {
  const counted: Figure = { kind: 'perSecond', ...COMPUTES };
  return {
    ...gunicorn(
      scenario(`${set}/cpu.${name}`, 'a request that only computes', server, MODEL_INSIDE, FEW, 1, counted),
      app,
    ),
    with: ['example.py'],
  };
}

/** Of a crowd one loop takes everybody, as loops do: who asks again and again is shared out. */
function again(setup: ServerSetup): ServerSetup {
  const [client] = setup.scenario.clients ?? [];
  if (client === undefined || !('kind' in client) || client.kind !== 'users') throw new Error('no users');
  const to = 6000;
  const figures: Scenario['figures'] = { perSecond: { kind: 'perSecond', round: FEW, from: SETTLED, to, ...COMPUTES } };
  return { ...setup, scenario: { ...setup.scenario, clients: [{ ...client, to }], figures } };
}

function scenario(
  name: string,
  what: string,
  server: ServerSpec,
  steps: readonly Step[],
  users: number,
  to: number,
  perSecond: Figure,
): ServerSetup['scenario'] {
  const { workers = 1, cores = 1 } = server;
  const on = `${server.kind} × ${workers} on ${cores === 1 ? 'one core' : `${cores} cores`}`;
  return {
    name,
    title: `${users} users of ${what} on ${on}`,
    server,
    clients: [{ kind: 'users', count: users, to, path: '/predict', steps }],
    figures: { perSecond } satisfies Scenario['figures'],
  };
}

function gunicorn(of: ServerSetup['scenario'], app: string): ServerSetup {
  return { kind: 'server', scenario: of, program: 'gunicorn', app };
}
