import type { ServerSpec } from '../../src/model/servers/index.ts';
import type { Step } from '../../src/model/workload.ts';
import type { Program, ServerSetup } from '../setup.ts';
import {
  answered,
  BLOCKING,
  HANDED_ROUND,
  MODEL,
  ONE_TAKES_MOST,
  STANDARD,
  together,
  WAITS,
  YIELDING,
} from './work.ts';

const BY_THREADS = answered(WAITS, HANDED_ROUND);

/** A crowd of standard requests at once, on every server. */
export const standard: readonly ServerSetup[] = [
  crowd('sync-1', 'one sync worker', 4, { kind: 'sync', cores: 1 }, 'flask_predict:app'),
  crowd('sync-2', 'two sync workers', 4, { kind: 'sync', workers: 2, cores: 2 }, 'flask_predict:app'),
  crowd('sync-4', 'four sync workers', 8, { kind: 'sync', workers: 4, cores: 2 }, 'flask_predict:app'),
  crowd(
    'gthread',
    'four threads',
    4,
    { kind: 'gthread', threads: 4, cores: 1 },
    'flask_predict:app',
    YIELDING,
    'gunicorn',
    BY_THREADS,
  ),
  crowd('gevent', 'gevent', 4, { kind: 'gevent', cores: 1 }, 'flask_predict:app', YIELDING),
  crowd(
    'gevent-unpatched',
    'gevent with a driver in C',
    4,
    { kind: 'gevent', cores: 1 },
    'gevent_unpatched:app',
    BLOCKING,
  ),
  crowd(
    'asgi',
    'gunicorn’s ASGI worker',
    8,
    { kind: 'asgi', supervisor: 'gunicorn', cores: 1 },
    'asgi_raw:app',
    YIELDING,
  ),
  crowd('uvicorn', 'uvicorn', 8, { kind: 'asgi', cores: 1 }, 'asgi_raw:app', YIELDING, 'uvicorn'),
  crowd(
    'uvicorn-2',
    'two workers of uvicorn',
    8,
    { kind: 'asgi', workers: 2, cores: 2 },
    'asgi_raw:app',
    YIELDING,
    'uvicorn',
    answered(ONE_TAKES_MOST),
  ),
  crowd('hypercorn', 'hypercorn', 8, { kind: 'asgi', cores: 1 }, 'starlette_predict:app', YIELDING, 'hypercorn'),
  // which refuses the answer of asgi_raw.py, as it has no headers; ASGI lets them be missing
  crowd('granian', 'granian', 8, { kind: 'asgi', cores: 1 }, 'starlette_predict:app', YIELDING, 'granian'),
  crowd(
    'fastapi-async',
    'FastAPI, async def',
    8,
    { kind: 'fastapi', cores: 1 },
    'fastapi_async:app',
    YIELDING,
    'uvicorn',
  ),
  crowd(
    'fastapi-def',
    'FastAPI, def',
    8,
    { kind: 'fastapi', endpoint: 'def', cores: 1 },
    'fastapi_def:app',
    STANDARD,
    'uvicorn',
    BY_THREADS,
  ),
  crowd('tornado', 'Tornado', 8, { kind: 'tornado', cores: 1 }, 'tornado_predict:app', YIELDING, 'tornado'),
  crowd(
    'tornado-def',
    'Tornado, def',
    4,
    { kind: 'tornado', handler: 'def', cores: 1 },
    'tornado_def:app',
    STANDARD,
    'tornado',
  ),
];

function crowd(
  name: string,
  on: string,
  count: number,
  server: ServerSpec,
  app: string,
  work: readonly Step[] = STANDARD,
  program: Program = 'gunicorn',
  figures = answered(WAITS),
): ServerSetup {
  return {
    kind: 'server',
    scenario: {
      name: `standard/${name}`,
      title: `${count} standard requests at once on ${on}`,
      server,
      clients: together(count, '/predict', work),
      figures,
    },
    program,
    app,
    with: ['example.py', 'model_server.py'],
    model: MODEL,
  };
}
