import type { ServerSpec } from '../../src/model/servers/index.ts';
import type { Program, ServerSetup } from '../setup.ts';
import { answered, COMPUTES, MODEL_INSIDE, together } from './work.ts';

const FLASK = 'flask_model_inside:app';
const FASTAPI = 'fastapi_model_inside:app';

/** Four at once where the model runs inside the service: nobody waits for anything. */
export const cpu: readonly ServerSetup[] = [
  inside('sync', 'one sync worker', { kind: 'sync', cores: 1 }, 'gunicorn', FLASK),
  inside('sync-2', 'two sync workers on two cores', { kind: 'sync', workers: 2, cores: 2 }, 'gunicorn', FLASK),
  inside('gthread', 'four threads', { kind: 'gthread', threads: 4, cores: 1 }, 'gunicorn', FLASK),
  inside('gevent', 'gevent', { kind: 'gevent', cores: 1 }, 'gunicorn', FLASK),
  inside('asgi', 'gunicorn’s ASGI worker', { kind: 'fastapi', supervisor: 'gunicorn', cores: 1 }, 'gunicorn', FASTAPI),
  inside('fastapi-async', 'FastAPI, async def', { kind: 'fastapi', cores: 1 }, 'uvicorn', FASTAPI),
  inside(
    'fastapi-def',
    'FastAPI, def',
    { kind: 'fastapi', endpoint: 'def', cores: 1 },
    'uvicorn',
    FASTAPI,
    '/predict/def',
  ),
  inside('tornado', 'Tornado', { kind: 'tornado', cores: 1 }, 'tornado', 'tornado_model_inside:app'),
];

function inside(
  name: string,
  on: string,
  server: ServerSpec,
  program: Program,
  app: string,
  path = '/predict',
): ServerSetup {
  return {
    kind: 'server',
    scenario: {
      name: `cpu/${name}`,
      title: `Four requests that only compute, at once on ${on}`,
      server,
      clients: together(4, path, MODEL_INSIDE),
      figures: answered(COMPUTES),
    },
    program,
    app,
    with: ['example.py'],
  };
}
