import { expect, it } from 'vitest';
import { type Entry, matching } from '../../src/runtime/jump.ts';

const entry = (number: string, slug: string, title: string): Entry => ({
  number,
  slug,
  title,
  chapter: 'One',
  minutes: 3,
  optional: number.includes('.'),
});

const entries = [
  entry('1', 'title', 'Navigating the limitations of Python’s concurrency model'),
  entry('2', 'twenty-waiting', 'Twenty users wait, and the processor is idle'),
  entry('10', 'no-key', 'Waiting needs no key'),
  entry('12', 'cafe', 'A Café for two'),
  entry('12.2', 'threads', 'Threads add seats, not keys'),
];

it.each([
  ['', ['1', '2', '10', '12', '12.2']],
  ['2', ['2']],
  ['12', ['12', '12.2']],
  ['12.2', ['12.2']],
  ['1', ['1', '10', '12', '12.2']],
  ['wait', ['10', '2']],
  ['no-key', ['10']],
  ['  KEY   no ', ['10', '12.2']],
  ["python's", ['1']],
  ['cafe', ['12']],
  ['twenty-w', ['2']],
  ['elephant', []],
])('"%s" means %j', (typed, numbers) => {
  expect(matching(entries, typed).map(({ number }) => number)).toEqual(numbers);
});
