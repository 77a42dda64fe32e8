import { expect, it } from 'vitest';
import { minutesAndSeconds, stopwatch } from '../../src/speaker/clock.ts';

/** As much of a storage as a page has for itself. */
function memory(): Storage {
  const kept = new Map<string, string>();
  return {
    get length() {
      return kept.size;
    },
    clear: () => kept.clear(),
    getItem: (key) => kept.get(key) ?? null,
    key: (i) => [...kept.keys()][i] ?? null,
    removeItem: (key) => void kept.delete(key),
    setItem: (key, value) => void kept.set(key, value),
  };
}

it.each([
  [0, '0:00'],
  [999, '0:00'],
  [65_000, '1:05'],
  [3_599_999, '59:59'],
  [3_723_000, '1:02:03'],
])('%i ms are written %s', (elapsed, written) => {
  expect(minutesAndSeconds(elapsed)).toBe(written);
});

it('the stopwatch counts from its first start, and goes on in a page that is loaded again', () => {
  const storage = memory();
  let time = 1000;
  const watch = stopwatch(() => time, storage);
  expect(watch.elapsed()).toBe(0);
  watch.start();
  time = 4000;
  watch.start();
  expect(watch.elapsed()).toBe(3000);
  expect(stopwatch(() => time, storage).elapsed()).toBe(3000);
});

it('set back, the stopwatch stays at nothing until it is started, in every page', () => {
  const storage = memory();
  let time = 1000;
  const watch = stopwatch(() => time, storage);
  watch.start();
  time = 4000;
  watch.reset();
  expect([watch.elapsed(), stopwatch(() => time, storage).elapsed()]).toEqual([0, 0]);
  watch.start();
  time = 4500;
  expect(watch.elapsed()).toBe(500);
});

it('a clock that was set back does not show a time before the start', () => {
  let time = 5000;
  const watch = stopwatch(() => time, memory());
  watch.start();
  time = 0;
  expect(watch.elapsed()).toBe(0);
});
