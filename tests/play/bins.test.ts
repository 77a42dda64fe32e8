import fc from 'fast-check';
import { expect, it } from 'vitest';
import { averages } from '../../src/play/bins.ts';

const span = fc
  .tuple(fc.double({ min: 0, max: 100, noNaN: true }), fc.double({ min: 0, max: 100, noNaN: true }))
  .map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }));

it('bins hold as much time as the spans last, wherever they begin and end', () => {
  fc.assert(
    fc.property(fc.array(span), fc.integer({ min: 1, max: 50 }), (spans, count) => {
      const total = averages(spans, 100, count).reduce((sum, value) => sum + (value * 100) / count, 0);
      expect(total).toBeCloseTo(
        spans.reduce((sum, { from, to }) => sum + to - from, 0),
        6,
      );
    }),
  );
});

it('a bin has the average of how many there were in it', () => {
  const spans = [
    { from: 0, to: 40 },
    { from: 10, to: 15 },
    { from: 35, to: 40 },
  ];
  expect(averages(spans, 40, 4)).toEqual([1, 1.5, 1, 1.5]);
  expect(averages([], 40, 4)).toEqual([0, 0, 0, 0]);
  expect(averages([{ from: 0, to: 0 }], 0, 2)).toEqual([0, 0]);
});
