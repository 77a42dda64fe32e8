import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delay, quantileOfSum } from '../../../src/model/sizing/delay.ts';
import { stayIn } from '../../../src/model/sizing/stay.ts';
import { mm1, mmc, responseQuantile } from '../../../src/model/theory.ts';

const utilisations = [0.05, 0.3, 0.5, 0.8, 0.9, 0.97];

describe('the time that one request in a hundred exceeds', () => {
  it('is known of one exponential part, and of two as long', () => {
    const of = (delays: readonly Delay[]) => quantileOfSum([{ weight: 1, delays }], 0.99);
    expect(of([{ chance: 1, mean: 10 }])).toBeCloseTo(10 * Math.log(100), 3);
    // Erlang's distribution of two stages: exp(-x) (1 + x) is 1 % at 6.6384
    const two = { chance: 1, mean: 5 };
    expect(of([two, two])).toBeCloseTo(33.192, 3);
    // one of two, as likely: half of one tail and half of the other
    const mixed = [two, { ...two, mean: 50 }].map((delay) => ({ weight: 0.5, delays: [delay] }));
    expect(quantileOfSum(mixed, 0.99)).toBeCloseTo(50 * Math.log(50), 3);
  });

  it('is that of M/M/c, whose parts are a service and, by Erlang’s chance, a wait', () => {
    for (const cores of [1, 2, 4, 16, 64]) {
      for (const busy of utilisations) {
        const perSecond = busy * cores * 100;
        const { p99 = Number.NaN } = stayIn({ perSecond, cpu: 10, wait: 0, cores }) ?? {};
        expect(p99 / responseQuantile(perSecond, 10, cores, 0.99)).toBeCloseTo(1, 4);
      }
    }
  });

  it('is later by the wait, behind which the line is the same again if it is short, and another if it is long', () => {
    const rest = (wait: number) => (stayIn({ perSecond: 80, cpu: 10, wait, cores: 1 })?.p99 ?? Number.NaN) - wait;
    expect(rest(50_000)).toBeCloseTo(rest(100_000), 6);
    // two lines of M/M/1 that know nothing of each other: Erlang's two stages of 25 ms each
    expect(rest(100_000)).toBeCloseTo(25 * 6.6384, 1);
    expect(rest(200)).toBeGreaterThan(rest(2000));
    expect(rest(0.001)).toBeGreaterThan(rest(200));
    // and never longer than twice one of them
    expect(rest(0.001)).toBeLessThan(2 * 25 * Math.log(100));
  });
});

describe('a stay', () => {
  it('without a wait is that of M/M/c; with one, it is that and the wait, however often it computes', () => {
    for (const cores of [1, 3, 40]) {
      for (const busy of utilisations) {
        const perSecond = busy * cores * 100;
        const { response } = mmc(perSecond, 10, cores);
        expect(stayIn({ perSecond, cpu: 10, wait: 0, cores })?.mean).toBeCloseTo(response, 8);
        expect(stayIn({ perSecond, cpu: 10, wait: 90, cores })?.mean).toBeCloseTo(response + 90, 8);
      }
    }
  });

  it('in seats that each have a core is M/M/c again: who is not served is in line for a seat', () => {
    for (const seats of [1, 2, 5, 30]) {
      for (const busy of utilisations) {
        const perSecond = busy * seats * 100;
        const stay = stayIn({ perSecond, cpu: 10, wait: 0, cores: 64, seats });
        const theory = mmc(perSecond, 10, seats);
        expect(stay?.mean).toBeCloseTo(theory.response, 8);
        expect(stay?.seatLine).toBeCloseTo(theory.wait, 8);
        expect(stay?.coreLine).toBeCloseTo(0, 8);
        expect((stay?.p99 ?? 0) / responseQuantile(perSecond, 10, seats, 0.99)).toBeCloseTo(1, 4);
      }
    }
  });

  it('in more seats than anybody needs is that without seats', () => {
    const open = { perSecond: 160, cpu: 10, wait: 90, cores: 2 };
    expect(stayIn({ ...open, seats: 500 })?.mean).toBeCloseTo(stayIn(open)?.mean ?? Number.NaN, 6);
    expect(stayIn({ ...open, seats: 500 })?.p99).toBeCloseTo(stayIn(open)?.p99 ?? Number.NaN, 2);
  });

  it('of thousands who wait is as exact', () => {
    const many = { perSecond: 100, cpu: 5, wait: 60_000, cores: 1 };
    expect(stayIn({ ...many, seats: 7500 })?.mean).toBeCloseTo(60_000 + mm1(100, 5).response, 3);
  });

  it('has no end where a line grows for ever, before the cores or before the seats', () => {
    expect(stayIn({ perSecond: 100, cpu: 10, wait: 0, cores: 1 })).toBeUndefined();
    expect(stayIn({ perSecond: 100, cpu: 5, wait: 95, cores: 1, seats: 10 })).toBeUndefined();
    // ten seats would be enough for the bare time, and are not for the time with the line for the core
    expect(stayIn({ perSecond: 100, cpu: 9.9, wait: 80, cores: 1, seats: 10 })).toBeUndefined();
    expect(stayIn({ perSecond: 100, cpu: 5, wait: 90, cores: 1, seats: 10 })).toBeDefined();
  });

  it('is never longer for one seat more or one core more', () => {
    const facility = fc.record({
      busy: fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      cpu: fc.double({ min: 0.5, max: 200, noNaN: true }),
      ratio: fc.double({ min: 0, max: 30, noNaN: true }),
      cores: fc.integer({ min: 1, max: 16 }),
      spare: fc.integer({ min: 1, max: 40 }),
    });
    fc.assert(
      fc.property(facility, ({ busy, cpu, ratio, cores, spare }) => {
        const perSecond = (busy * cores * 1000) / cpu;
        const wait = ratio * cpu;
        const seats = Math.ceil((perSecond * (cpu + wait)) / 1000) + spare;
        const at = (more: { cores?: number; seats?: number }) =>
          stayIn({ perSecond, cpu, wait, cores, seats, ...more })?.mean ?? Number.POSITIVE_INFINITY;
        // the line for a seat is approximated, to some hundredths of all
        expect(at({ seats: seats + 1 })).toBeLessThanOrEqual(at({}) * 1.03);
        expect(at({ cores: cores + 1 })).toBeLessThanOrEqual(at({}) * 1.03);
        expect(at({})).toBeGreaterThanOrEqual((cpu + wait) * (1 - 1e-9));
      }),
    );
  });
});
