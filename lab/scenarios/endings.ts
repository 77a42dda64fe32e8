import type { Agreement, Scenario } from '../../src/model/measured/scenario.ts';
import type { ServerSpec } from '../../src/model/servers/index.ts';
import type { Client } from '../../src/model/workload.ts';
import type { Program, ServerSetup } from '../setup.ts';
import { steps, together } from './work.ts';

const exact = { within: 0, because: 'how a request ends is no matter of milliseconds' } as const;

function outcomes(path: string): Scenario['figures'] {
  return {
    replied: { kind: 'count', outcome: 'replied', path, ...exact },
    failed: { kind: 'count', outcome: 'failed', path, ...exact },
    lost: { kind: 'count', outcome: 'lost', path, ...exact },
  };
}

const TIMEOUT = 1000;
const BOOT = 500;

/** Who is killed for a handler of three seconds under a timeout of one, and what its client sees. */
const killed: readonly ServerSetup[] = [
  handler(
    'sync',
    { kind: 'sync', timeout: TIMEOUT, boot: BOOT, cores: 1 },
    'gunicorn',
    'slow:wsgi',
    '/predict',
    'wait 3000',
  ),
  handler(
    'gthread',
    { kind: 'gthread', timeout: TIMEOUT, boot: BOOT, cores: 1 },
    'gunicorn',
    'slow:wsgi',
    '/predict',
    'wait 3000',
  ),
  handler(
    'asgi',
    { kind: 'asgi', supervisor: 'gunicorn', timeout: TIMEOUT, boot: BOOT, cores: 1 },
    'gunicorn',
    'slow:asgi',
    '/predict/blocking',
    'block 3000',
  ),
  handler(
    'asgi-awaiting',
    { kind: 'asgi', supervisor: 'gunicorn', timeout: TIMEOUT, boot: BOOT, cores: 1 },
    'gunicorn',
    'slow:asgi',
    '/predict',
    'wait 3000',
  ),
  handler(
    'uvicorn',
    { kind: 'asgi', workers: 2, cores: 2 },
    'uvicorn',
    'slow:asgi',
    '/predict/blocking',
    'block 3000',
    ['--timeout-worker-healthcheck', '1'],
  ),
];

/** SIGTERM among requests of half a second, thirty a second. */
const sigterm: readonly ServerSetup[] = [
  stopped('sync', { kind: 'sync', workers: 2, cores: 2 }, 'gunicorn', 'slow:wsgi', 3),
  stopped('gthread', { kind: 'gthread', threads: 8, cores: 1 }, 'gunicorn', 'slow:wsgi', 10),
  stopped('gevent', { kind: 'gevent', cores: 1 }, 'gunicorn', 'slow:wsgi', 30),
  stopped('asgi', { kind: 'asgi', supervisor: 'gunicorn', cores: 1 }, 'gunicorn', 'slow:asgi', 30),
  stopped('uvicorn', { kind: 'asgi', cores: 1 }, 'uvicorn', 'slow:asgi', 30),
];

export const endings: readonly ServerSetup[] = [...killed, ...sigterm];

function handler(
  name: string,
  server: ServerSpec,
  program: Program,
  app: string,
  path: string,
  work: string,
  options: readonly string[] = [],
): ServerSetup {
  const clients: readonly Client[] = together(1, path, steps(work), 100);
  return {
    kind: 'server',
    scenario: {
      name: `killed/${name}`,
      title: `A handler of three seconds under a timeout of one: ${name}`,
      server,
      clients,
      figures: outcomes(path),
    },
    program,
    app,
    options,
    env: { SLOW: '3' },
    restart: true,
  };
}

/** Who closes the socket at once refuses everybody; who looks for the signal from time to time lets some in until then. */
function lateness(looks: boolean): Agreement {
  return looks
    ? {
        within: 'not',
        because: 'the model leaves out at which point between two looks for a signal the worker is when it comes',
      }
    : { within: 0.1, because: 'whoever comes after the signal is refused, or waits for nobody' };
}

function stopped(name: string, server: ServerSpec, program: Program, app: string, perSecond: number): ServerSetup {
  const path = '/predict';
  const looks = server.kind === 'gevent' || server.kind === 'asgi';
  return {
    kind: 'server',
    scenario: {
      name: `sigterm/${name}`,
      title: `SIGTERM under load: ${name}`,
      server: { ...server, stopAt: 1000 },
      clients: [{ kind: 'rate', perSecond, from: 100, to: 1700, path, steps: steps('wait 500') }],
      figures: {
        replied: { kind: 'count', outcome: 'replied', path, to: 950, ...exact },
        lost: { kind: 'count', outcome: 'lost', path, to: 950, ...exact },
        late: { kind: 'count', outcome: 'lost', path, from: 1050, ...lateness(looks) },
      },
    },
    program,
    app,
    env: { SLOW: '0.5' },
    restart: true,
  };
}
