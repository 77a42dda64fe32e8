import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { figures } from '../../src/model/measure.ts';
import { type ServerSpec, simulate } from '../../src/model/servers/index.ts';
import type { Arrival, Step } from '../../src/model/workload.ts';

// mostly whole, so that ties abound; sometimes not, so that the grid is needed
const ms = fc.oneof(fc.nat(40), fc.double({ min: 0, max: 40, noNaN: true }));
const timed: fc.Arbitrary<Step> = fc.record({ kind: fc.constantFrom('cpu', 'native', 'wait', 'block'), ms });
const step = fc.oneof(
  { weight: 3, arbitrary: timed },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('thread' as const), steps: fc.array(timed, { maxLength: 3 }) }),
  },
);
const arrival: fc.Arbitrary<Arrival> = fc.record(
  {
    at: fc.oneof(fc.nat(60), fc.double({ min: 0, max: 60, noNaN: true })),
    path: fc.constant('/'),
    steps: fc.array(step, { maxLength: 5 }),
    patience: fc.nat(1500),
  },
  { requiredKeys: ['at', 'path', 'steps'] },
);
const arrivals = fc.array(arrival, { maxLength: 25 });
const machine = {
  cores: fc.integer({ min: 1, max: 3 }),
  gil: fc.boolean(),
  workers: fc.integer({ min: 1, max: 3 }),
  backlog: fc.integer({ min: 1, max: 8 }),
};
const server: fc.Arbitrary<ServerSpec> = fc.oneof(
  fc.record({ kind: fc.constant('sync' as const), ...machine }, { requiredKeys: ['kind'] }),
  fc.record(
    {
      kind: fc.constant('asgi' as const),
      ...machine,
      threads: fc.integer({ min: 1, max: 3 }),
      concurrencyLimit: fc.integer({ min: 2, max: 10 }),
    },
    { requiredKeys: ['kind'] },
  ),
);

describe('any server under any workload', () => {
  it('breaks no law, loses nobody and gives nobody an answer before the work is done', () => {
    fc.assert(
      fc.property(server, arrivals, (spec, list) => {
        // simulate itself throws if a law is broken
        const lines = figures(simulate(spec, list));
        expect(lines).toHaveLength(list.length);
        for (const { outcome, latency, inLine, running, away, stuck } of lines) {
          expect(inLine + running + away + stuck).toBeCloseTo(latency, 5);
          if (outcome === 'refused') expect(running + away + stuck).toBe(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same trace for the same input, byte for byte', () => {
    fc.assert(
      fc.property(server, arrivals, (spec, list) => {
        expect(JSON.stringify(simulate(spec, list))).toBe(JSON.stringify(simulate(spec, list)));
      }),
    );
  });

  it('leaves its input as it was, and gives a trace that is plain data', () => {
    fc.assert(
      fc.property(server, arrivals, (spec, list) => {
        const before = JSON.stringify([spec, list]);
        const trace = simulate(spec, list);
        expect(JSON.stringify([spec, list])).toBe(before);
        expect(JSON.parse(JSON.stringify(trace))).toEqual(trace);
      }),
    );
  });

  it('is never faster than the work itself', () => {
    fc.assert(
      fc.property(server, fc.array(timed, { maxLength: 5 }), (spec, steps) => {
        const [alone] = figures(simulate({ ...spec, gil: true }, [{ at: 0, path: '/', steps }]));
        const work = steps.reduce((sum, one) => sum + ('ms' in one ? one.ms : 0), 0);
        expect(alone?.latency).toBeCloseTo(work, 4);
      }),
    );
  });
});
