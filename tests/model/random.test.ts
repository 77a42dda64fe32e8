import { describe, expect, it } from 'vitest';
import { mean } from '../../src/model/measure.ts';
import { exponential, random } from '../../src/model/random.ts';
import { poissonArrivals, regularArrivals } from '../../src/model/workload.ts';

const work = { path: '/', steps: [] };

describe('chance', () => {
  it('is the same for the same seed and another for another', () => {
    const draws = (seed: number) => Array.from({ length: 5 }, random(seed));
    expect(draws(7)).toEqual(draws(7));
    expect(draws(7)).not.toEqual(draws(8));
  });

  it('is the published mulberry32', () => {
    const next = random(1);
    expect([next(), next()].map((x) => x * 2 ** 32)).toEqual([2693262067, 11749833]);
  });

  it('is even from 0 to 1', () => {
    const next = random(42);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (let n = 0; n < 100_000; n += 1) {
      const tenth = Math.floor(next() * 10);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 10,000 each with a standard deviation of 95
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(380);
  });

  it('of exponential durations has the mean it is asked for, and as much deviation', () => {
    const next = random(3);
    const draws = Array.from({ length: 100_000 }, () => exponential(next, 10));
    expect(Math.abs(mean(draws) - 10)).toBeLessThan(0.13);
    expect(Math.abs(Math.sqrt(mean(draws.map((x) => (x - 10) ** 2))) - 10)).toBeLessThan(0.3);
    expect(Math.min(...draws.slice(0, 1000))).toBeGreaterThanOrEqual(0);
    // the one draw whose logarithm would be infinite
    expect(exponential(() => 0, 10)).toBeCloseTo(0);
  });
});

describe('clients', () => {
  it('at a constant rate come from the first instant on and not at the last', () => {
    expect(regularArrivals(work, 100, 50, 350).map(({ at }) => at)).toEqual([50, 150, 250]);
    expect(regularArrivals(work, 100, 50, 351).map(({ at }) => at)).toEqual([50, 150, 250, 350]);
    expect(regularArrivals(work, 100, 50, 50)).toEqual([]);
  });

  it('of a Poisson process come as often as asked for, within the time given, the same for the same seed', () => {
    const arrivals = poissonArrivals(work, 50, 11, 1000, 201_000);
    // 10,000 with a standard deviation of 100
    expect(Math.abs(arrivals.length - 10_000)).toBeLessThan(400);
    expect(arrivals.every(({ at }) => at >= 1000 && at < 201_000)).toBe(true);
    expect(poissonArrivals(work, 50, 11, 1000, 201_000)).toEqual(arrivals);
    expect(poissonArrivals(work, 50, 12, 1000, 201_000)).not.toEqual(arrivals);
  });
});
