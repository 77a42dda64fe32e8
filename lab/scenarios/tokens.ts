import type { ServerSpec } from '../../src/model/servers/index.ts';
import type { ServerSetup } from '../setup.ts';
import { answered, HANDED_ROUND, MODEL, STANDARD, steps, together, WAITS } from './work.ts';

const second = steps('cpu 5, wait 1000, cpu 5');
const PROBE = '/healthz?probe';
const def: ServerSpec = {
  kind: 'fastapi',
  endpoint: 'def',
  cores: 1,
  routes: [{ path: PROBE, endpoint: 'async def' }],
};
const nothing = steps('cpu 0');

/** Fifty a second into forty tokens, a second each; and the trips of one request. */
export const tokens: readonly ServerSetup[] = [
  {
    kind: 'server',
    scenario: {
      name: 'tokens/overload',
      title: 'Fifty requests a second for forty tokens, a second each',
      server: def,
      clients: [
        { kind: 'rate', perSecond: 50, to: 5000, path: '/predict', steps: second },
        { at: 4990, path: PROBE, steps: [] },
        { at: 4990, path: '/readyz', steps: [] },
      ],
      figures: {
        first: { kind: 'latency', of: 'mean', path: '/predict', to: 500, ...WAITS },
        middle: { kind: 'latency', of: 'mean', path: '/predict', from: 2500, to: 3000, ...WAITS },
        last: { kind: 'latency', of: 'mean', path: '/predict', from: 4500, ...WAITS },
        probe: { kind: 'latency', of: 'mean', path: '/readyz', ...WAITS },
      },
    },
    program: 'uvicorn',
    app: 'fastapi_def:app',
    with: ['example.py', 'model_server.py'],
    model: 1000,
  },
  {
    kind: 'server',
    scenario: {
      name: 'tokens/dependencies',
      title: 'Eight requests at once with dependencies, a response model and a background task',
      server: {
        kind: 'fastapi',
        endpoint: 'def',
        cores: 1,
        dependencies: [
          { declared: 'def', steps: nothing, exit: nothing },
          { declared: 'def', steps: nothing },
        ],
        validation: nothing,
        background: [{ declared: 'def', steps: nothing }],
      },
      clients: together(8, '/predict', STANDARD),
      figures: answered(WAITS, HANDED_ROUND),
    },
    program: 'uvicorn',
    app: 'fastapi_request:app',
    with: ['example.py', 'model_server.py'],
    model: MODEL,
  },
];
