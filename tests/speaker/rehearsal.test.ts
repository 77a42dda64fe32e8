import { expect, it } from 'vitest';
import { planOf } from '../../src/speaker/plan.ts';
import { difference, rehearsal, table } from '../../src/speaker/rehearsal.ts';

const plan = planOf([
  {
    slug: 'a',
    number: '1',
    title: 'A "claim", two',
    chapter: 'One',
    optional: false,
    skippable: false,
    steps: 1,
    minutes: 1,
    words: 20,
  },
  {
    slug: 'b',
    number: '1.2',
    title: 'Below',
    chapter: 'One',
    optional: true,
    skippable: false,
    steps: 0,
    minutes: 1,
    words: 20,
  },
]);

it('notes the time at each beat while the watch runs, and adds what is shown twice', () => {
  const record = rehearsal();
  record.note({ slug: 'a', step: -1 }, 1000);
  record.note({ slug: 'a', step: -1 }, 4000);
  record.note({ slug: 'a', step: 0 }, 5000);
  // a watch that stands
  record.note({ slug: 'a', step: 0 }, 5000);
  record.note({ slug: 'a', step: -1 }, 7000);
  const [slide] = plan.slides;
  expect(slide && record.of(slide)).toEqual({ all: 6000, steps: [5000, 1000] });
});

it('a watch that was set back takes nothing away', () => {
  const record = rehearsal();
  record.note({ slug: 'a', step: -1 }, 9000);
  record.note({ slug: 'a', step: -1 }, 0);
  record.note({ slug: 'a', step: -1 }, 500);
  const [slide] = plan.slides;
  expect(slide && record.of(slide).all).toBe(500);
});

it('is written as a table with the plan beside it, without the optional slides that were not shown', () => {
  const record = rehearsal();
  record.note({ slug: 'a', step: -1 }, 0);
  record.note({ slug: 'a', step: -1 }, 40_000);
  record.note({ slug: 'a', step: 0 }, 75_500);
  expect(table(plan, record).split('\r\n')).toEqual([
    'number,slug,title,chapter,beat,taken s,planned s,difference s',
    '1,a,"A ""claim"", two","One",all,75.5,60.0,15.5',
    '1,a,"A ""claim"", two","One",0,40.0,30.0,10.0',
    '1,a,"A ""claim"", two","One",1,35.5,30.0,5.5',
  ]);
});

it.each([
  [65_000, '+1:05'],
  [-5000, '−0:05'],
])('%i ms more than planned are written %s', (ms, written) => {
  expect(difference(ms)).toBe(written);
});
