import type { DiagramSpec } from '../../src/draw/machine/spec.ts';

/** Four standard requests at once on one sync worker, and as many on one loop. */
export const four: DiagramSpec = {
  server: { kind: 'sync' },
  upstream: 'model server',
  arrivals: [{ count: 4, path: '/predict', does: 'cpu 5, wait 90, cpu 5' }],
  runs: { loop: { server: { kind: 'asgi' } } },
  beats: [
    { ask: 'When is the last one answered?', answers: ['100 ms', '{last.latency}'], until: '0 ms' },
    { say: 'It waits.', until: '50 ms' },
    { say: 'All are done.', until: 'r4 done' },
  ],
};

/** `four` with other beats. */
export function withBeats(...beats: DiagramSpec['beats']): DiagramSpec {
  return { ...four, beats };
}
