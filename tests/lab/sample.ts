import { STANDARD, together, WAITS } from '../../lab/scenarios/work.ts';
import type { Measurement } from '../../src/model/measured/measurement.ts';

/** Two standard requests on one sync worker, as the lab would write it. */
export function sample(change: Partial<Measurement> = {}): Measurement {
  return {
    scenario: {
      name: 'standard/two',
      title: 'Two standard requests at once on one sync worker',
      server: { kind: 'sync', cores: 1 },
      clients: together(2, '/predict', STANDARD),
      figures: {
        first: { kind: 'latency', of: 'first', ...WAITS },
        last: { kind: 'latency', of: 'last', ...WAITS },
        lost: { kind: 'count', outcome: 'lost', within: 0, because: 'nobody is lost in this one' },
      },
    },
    date: '2026-11-22T18:00:00.000Z',
    machine: { system: 'Linux 6.18', processor: 'a processor', cores: 2, memory: 4096 },
    versions: { python: '3.11.7', gunicorn: '26.2.0' },
    commands: ['python -m gunicorn flask_predict:app'],
    files: { 'slides/code/flask_predict.py': 'a'.repeat(64) },
    costs: { request: 1, call: 2, way: 1 },
    repetitions: [ran([104, 207]), ran([103, 206]), ran([105, 209])],
    ...change,
  };
}

/** A run in which these were the latencies of two requests that were sent at once. */
export function ran(latency: readonly number[]) {
  return {
    others: 0,
    requests: { paths: ['/predict'], path: [0, 0], at: [0, 0], late: [0, 0], latency, answer: [200, 200] },
  };
}
