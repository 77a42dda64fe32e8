import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { moment } from '../../src/model/trace.ts';
import { windowAt, windowLength } from '../../src/play/window.ts';
import { one, various } from './runs.ts';

const long = { min: 1, max: 1e6, noNaN: true };

it('the window of an instant has it, and a part of what was before', () => {
  fc.assert(
    fc.property(fc.double(long), fc.double(long), fc.double({ min: 0, max: 1, noNaN: true }), (length, end, share) => {
      const t = share * end;
      const { from, to } = windowAt(t, length, end);
      expect(from).toBeLessThanOrEqual(t);
      expect(to).toBeGreaterThanOrEqual(t - 1e-6 * end);
      if (from > 0) expect(t - from).toBeGreaterThanOrEqual(0.24 * length);
    }),
  );
});

it('a short run is one window, a long one has about forty requests in each', () => {
  expect(windowLength(30, 700)).toBe(700);
  expect(windowLength(10_000, 100_000)).toBe(500);
  expect(windowLength(800, 10_000)).toBe(500);
});

describe.each(various)('a window of %s with %s', (server, ...clients) => {
  const { trace, report, window } = one(server, ...clients);
  const instants = [0.1, 0.35, 0.6, 0.9].map((share) => share * trace.end);

  it('has everybody who is there at an instant, where and as they are', () => {
    for (const t of instants) {
      const part = window(windowAt(t, report.window, trace.end));
      const all = moment(trace, t).present;
      const shown = moment(part.trace, t).present;
      const others = part.others.filter(({ from, to }) => from <= t && t < to);
      expect(all).toEqual(expect.arrayContaining([...shown]));
      expect(shown.length + others.length).toBe(all.length);
    }
  });

  it('counts the answers that came before it', () => {
    for (const t of instants) {
      const part = window(windowAt(t, report.window, trace.end));
      const isGood = ({ kind }: { kind: string }) => kind === 'replied';
      expect(part.answered + moment(part.trace, t).outcomes.filter(isGood).length).toBe(
        moment(trace, t).outcomes.filter(isGood).length,
      );
      expect(part.outcomes + moment(part.trace, t).outcomes.length).toBe(moment(trace, t).outcomes.length);
    }
  });
});

it('who is far behind in a line is counted and left out', () => {
  const { trace, report, window } = one('sync', 'rate 100 for 20s: cpu 5, wait 90, cpu 5');
  const part = window(windowAt(15_000, report.window, trace.end));
  expect(part.others.length).toBeGreaterThan(500);
  expect(part.trace.requests.length).toBeLessThan(500);
});
