import type { Repetition } from '../../src/model/measured/measurement.ts';
import type { Agreement } from '../../src/model/measured/scenario.ts';
import type { ServerSpec } from '../../src/model/servers/index.ts';
import type { Program, ServerSetup } from '../setup.ts';
import { steps } from './work.ts';

/** One handler after the other, 20 ms each: fifty a second. */
const SERVICE = 20;

const LINE: Agreement = {
  within: 0.1,
  because: 'the same arrivals at the same instants meet the same service, so that chance has no part in the difference',
};

/** The same Poisson arrivals, here and there, at a worker that is busy for so much of the time; and who of four is busy. */
export const lines: readonly ServerSetup[] = [
  ...[50, 80, 90, 95].map(sweep),
  balance('sync', { kind: 'sync', workers: 4, cores: 2 }, 'gunicorn', 'slow:wsgi'),
  balance('gthread', { kind: 'gthread', workers: 4, cores: 2 }, 'gunicorn', 'slow:wsgi'),
  balance('asgi', { kind: 'asgi', supervisor: 'gunicorn', workers: 4, cores: 2 }, 'gunicorn', 'slow:asgi'),
  balance('uvicorn', { kind: 'asgi', workers: 4, cores: 2 }, 'uvicorn', 'slow:asgi'),
];

function sweep(busy: number): ServerSetup {
  const work = steps(`wait ${SERVICE}`);
  return {
    kind: 'server',
    scenario: {
      name: `sweep/busy-${busy}`,
      title: `Poisson arrivals that keep a sync worker busy for ${busy} % of the time`,
      server: { kind: 'sync', cores: 1 },
      clients: [
        { kind: 'poisson', perSecond: (busy * 1000) / SERVICE / 100, to: 4000, seed: 1, path: '/predict', steps: work },
      ],
      figures: {
        mean: { kind: 'latency', of: 'mean', ...LINE },
        p99: { kind: 'latency', of: 'p99', ...LINE },
      },
    },
    program: 'gunicorn',
    app: 'slow:wsgi',
    env: { SLOW: String(SERVICE / 1000) },
  };
}

function balance(name: string, server: ServerSpec, program: Program, app: string): ServerSetup {
  return {
    kind: 'server',
    scenario: {
      name: `balance/${name}`,
      title: `Who of four workers on one socket is busy: ${name}`,
      server,
      clients: [{ kind: 'poisson', perSecond: 200, to: 2000, seed: 1, path: '/predict', steps: steps('wait 10') }],
      figures: { busiest: { kind: 'value', unit: '%' }, idlest: { kind: 'value', unit: '%' } },
    },
    program,
    app,
    env: { SLOW: '0.010' },
    values: shares,
  };
}

/** Per cent of the requests that the busiest of the four served, and the idlest. */
function shares({ requests }: Repetition): Readonly<Record<string, number>> {
  const counts = [1, 2, 3, 4].map((worker) => requests?.worker?.filter((each) => each === worker).length ?? 0);
  const all = Math.max(1, requests?.at.length ?? 0);
  const percent = (count: number) => Math.round((count * 1000) / all) / 10;
  return { busiest: percent(Math.max(...counts)), idlest: percent(Math.min(...counts)) };
}
