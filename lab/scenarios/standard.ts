import type { Agreement } from '../../src/model/measured/scenario.ts';
import type { ServerSpec } from '../../src/model/servers/index.ts';
import type { Program, ServerSetup } from '../setup.ts';
import { answered, MODEL, STANDARD, together, WAITS } from './work.ts';

/** A crowd of standard requests at once, on every server. */
export const standard: readonly ServerSetup[] = [
  crowd('sync-1', 'one sync worker', 4, { kind: 'sync', cores: 1 }, 'gunicorn', 'flask_predict:app'),
  crowd('sync-2', 'two sync workers', 4, { kind: 'sync', workers: 2, cores: 2 }, 'gunicorn', 'flask_predict:app'),
  crowd('sync-4', 'four sync workers', 8, { kind: 'sync', workers: 4, cores: 2 }, 'gunicorn', 'flask_predict:app'),
  crowd('gthread', 'four threads', 4, { kind: 'gthread', threads: 4, cores: 1 }, 'gunicorn', 'flask_predict:app'),
  crowd('gevent', 'gevent', 4, { kind: 'gevent', cores: 1 }, 'gunicorn', 'flask_predict:app'),
  {
    ...crowd(
      'gevent-unpatched',
      'gevent with a driver in C',
      4,
      { kind: 'gevent', cores: 1 },
      'gunicorn',
      'gevent_unpatched:app',
    ),
  },
  crowd(
    'asgi',
    'gunicorn’s ASGI worker',
    8,
    { kind: 'asgi', supervisor: 'gunicorn', cores: 1 },
    'gunicorn',
    'asgi_raw:app',
  ),
  crowd('uvicorn', 'uvicorn', 8, { kind: 'asgi', cores: 1 }, 'uvicorn', 'asgi_raw:app'),
  crowd('uvicorn-2', 'uvicorn with two workers', 8, { kind: 'asgi', workers: 2, cores: 2 }, 'uvicorn', 'asgi_raw:app'),
  crowd('hypercorn', 'hypercorn', 8, { kind: 'asgi', cores: 1 }, 'hypercorn', 'asgi_raw:app'),
  crowd('granian', 'granian', 8, { kind: 'asgi', cores: 1 }, 'granian', 'asgi_raw:app'),
  crowd('fastapi-async', 'FastAPI, async def', 8, { kind: 'fastapi', cores: 1 }, 'uvicorn', 'fastapi_async:app'),
  crowd('fastapi-def', 'FastAPI, def', 8, { kind: 'fastapi', endpoint: 'def', cores: 1 }, 'uvicorn', 'fastapi_def:app'),
  crowd('tornado', 'Tornado', 8, { kind: 'tornado', cores: 1 }, 'tornado', 'tornado_predict:app'),
  crowd('tornado-def', 'Tornado, def', 4, { kind: 'tornado', handler: 'def', cores: 1 }, 'tornado', 'tornado_def:app'),
];

function crowd(
  name: string,
  on: string,
  count: number,
  server: ServerSpec,
  program: Program,
  app: string,
  agreement: Agreement = WAITS,
): ServerSetup {
  const blocks = app.startsWith('gevent_unpatched');
  const work = blocks
    ? STANDARD.map((step) => (step.kind === 'wait' ? { ...step, kind: 'block' as const } : step))
    : STANDARD;
  return {
    kind: 'server',
    scenario: {
      name: `standard/${name}`,
      title: `${count} standard requests at once on ${on}`,
      server,
      clients: together(count, '/predict', work),
      figures: answered(agreement),
    },
    program,
    app,
    with: ['example.py', 'model_server.py'],
    model: MODEL,
  };
}
