import { expect, it } from 'vitest';
import { elapsed, isStarted, isWatch, ofToday, paused, running, unstarted } from '../../src/runtime/watch.ts';

it('a watch counts from its start on, and goes on in a window that reads it later', () => {
  const watch = running(unstarted, 1000);
  expect([elapsed(unstarted, 9000), elapsed(watch, 1000), elapsed(watch, 4000)]).toEqual([0, 0, 3000]);
  expect(elapsed(JSON.parse(JSON.stringify(watch)), 61_000)).toBe(60_000);
});

it('a watch that runs is not started again', () => {
  const watch = running(unstarted, 1000);
  expect(elapsed(running(watch, 5000), 6000)).toBe(5000);
});

it('paused it stands, and goes on from there', () => {
  const watch = paused(running(unstarted, 1000), 4000);
  expect([elapsed(watch, 100_000), isStarted(watch)]).toEqual([3000, true]);
  expect(elapsed(running(watch, 50_000), 52_000)).toBe(5000);
  expect(isStarted(unstarted)).toBe(false);
});

it('the watch of a talk goes on after a reload, and that of yesterday’s begins anew', () => {
  const hour = 3_600_000;
  const watch = running(unstarted, 1000);
  expect(ofToday(watch, hour)).toBe(watch);
  expect(ofToday(watch, 24 * hour)).toBe(unstarted);
});

it('a clock that was set back does not show a time before the start', () => {
  expect(elapsed(running(unstarted, 5000), 0)).toBe(0);
});

it.each([
  null,
  17,
  {},
  { before: 0 },
  { before: -1, since: null },
  { before: 0, since: 'now' },
  { before: Number.NaN, since: null },
])('%j is no watch', (value) => {
  expect(isWatch(value)).toBe(false);
});
