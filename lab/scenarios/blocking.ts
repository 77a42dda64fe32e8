import type { Client, Step } from '../../src/model/workload.ts';
import type { ServerSetup } from '../setup.ts';
import { steps, WAITS } from './work.ts';

const LIGHT = '/healthz?light';
const PROBE = '/healthz?probe';

function clients(work: readonly Step[]): readonly Client[] {
  return [
    { at: 255, path: '/predict', steps: work },
    { kind: 'rate', perSecond: 10, to: 2800, path: LIGHT, steps: [] },
    { kind: 'probe', from: 1000, to: 1500, period: 1000, patience: 1000, path: PROBE, steps: [] },
  ];
}

const exact = { within: 0, because: 'how many gave up is no matter of milliseconds' } as const;

/** One call of almost two seconds, after which the listing would give up, among requests that cost nothing, and a probe that waits one second. */
export const blocking: readonly ServerSetup[] = [
  {
    ...uvicorn('fastapi_blocking:app'),
    scenario: {
      name: 'blocking/loop',
      title: 'A blocking call of 1.9 seconds in async def',
      server: { kind: 'fastapi', cores: 1 },
      clients: clients(steps('cpu 5, block 1900, cpu 5')),
      figures: {
        worst: { kind: 'latency', of: 'last', path: LIGHT, ...WAITS },
        mean: { kind: 'latency', of: 'mean', path: LIGHT, from: 255, to: 2100, ...WAITS },
        gaveUp: { kind: 'count', outcome: 'gaveUp', path: PROBE, ...exact },
        replied: { kind: 'count', outcome: 'replied', path: LIGHT, ...exact },
        lag: {
          kind: 'lag',
          of: 'last',
          within: 0.1,
          because: 'the watch asks to be woken every 100 ms, and so misses up to the first 100 ms of the block',
        },
      },
    },
  },
  {
    ...uvicorn('fastapi_to_thread:app'),
    scenario: {
      name: 'blocking/thread',
      title: 'The same call, handed to a thread',
      server: { kind: 'fastapi', cores: 1 },
      clients: clients(steps('cpu 5, thread [wait 1900], cpu 5')),
      figures: {
        call: { kind: 'latency', of: 'last', path: '/predict', ...WAITS },
        gaveUp: { kind: 'count', outcome: 'gaveUp', path: PROBE, ...exact },
        replied: { kind: 'count', outcome: 'replied', path: LIGHT, ...exact },
      },
    },
  },
];

function uvicorn(app: string): Omit<ServerSetup, 'scenario'> {
  return {
    kind: 'server',
    program: 'uvicorn',
    app,
    with: ['example.py', 'model_server.py', 'loop_lag.py'],
    model: 1900,
    lag: true,
  };
}
