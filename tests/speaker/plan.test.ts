import { describe, expect, it } from 'vitest';
import { behind, couldSkip, planOf, type Told, windowOf } from '../../src/speaker/plan.ts';

const told = (slug: string, chapter: string, words: number, more: Partial<Told> = {}): Told => ({
  slug,
  number: slug,
  title: slug,
  chapter,
  optional: false,
  skippable: false,
  steps: 0,
  minutes: chapter === 'one' ? 2 : 4,
  words,
  ...more,
});

/** Chapter one: a and b, 60 s each. Chapter two: c 60 s, d 120 s, e 60 s; x is optional. */
const plan = planOf([
  told('a', 'one', 70),
  told('b', 'one', 70),
  told('c', 'two', 70),
  told('x', 'two', 500, { optional: true }),
  told('d', 'two', 140),
  told('e', 'two', 70),
]);
const at = (slug: string, step = -1) => ({ slug, step });
const s = 1000;

describe('the plan', () => {
  it('shares the minutes of a chapter by what is said, and gives optional slides none', () => {
    expect(plan.slides.map(({ slug, from, has }) => [slug, from / s, has / s])).toEqual([
      ['a', 0, 60],
      ['b', 60, 60],
      ['c', 120, 60],
      ['x', 180, 0],
      ['d', 180, 120],
      ['e', 300, 60],
    ]);
    expect(plan.chapters.map(({ title, from, has }) => [title, from / s, has / s])).toEqual([
      ['one', 0, 120],
      ['two', 120, 240],
    ]);
    expect(plan.length).toBe(360 * s);
  });

  it('knows what a chapter needs as it is spoken, clicks included', () => {
    const spoken = planOf([told('a', 'one', 140, { steps: 3 })]);
    expect(spoken.chapters[0]?.needs).toBe(66 * s);
    expect(windowOf(spoken, at('a', 0))).toEqual({ from: 30 * s, to: 60 * s });
  });

  it('shares alike where nobody has written what is said', () => {
    expect(planOf([told('a', 'one', 0), told('b', 'one', 0)]).slides.map(({ has }) => has / s)).toEqual([60, 60]);
  });
});

describe('the pace', () => {
  it.each([
    ['a', 30, 0],
    ['b', 119, 0],
    ['b', 120, 0],
    ['b', 200, 80],
    ['c', 90, -30],
    ['d', 300, 0],
    ['x', 200, 20],
    ['nowhere', 500, 0],
  ])('at %s after %i s the talk is %i s behind', (slug, elapsed, expected) => {
    expect(behind(plan, at(slug), elapsed * s) / s).toBe(expected);
  });

  it('is no matter in a deck without a plan', () => {
    expect(behind(planOf([told('a', 'one', 10, { minutes: 0 })]), at('a'), 100 * s)).toBe(0);
  });
});

describe('what could be skipped', () => {
  const names = (slug: string, late: number, from = plan) =>
    couldSkip(from, at(slug), late * s).map((each) => each.slug);

  it('is the shortest slide that makes up for it, not the last of a chapter, not in the opening, not behind', () => {
    expect(names('a', 50)).toEqual(['c']);
    expect(names('a', 100)).toEqual(['d']);
    expect(names('c', 50)).toEqual(['d']);
    expect(names('d', 50)).toEqual([]);
  });

  it('is several where one is not enough, in the order in which they come', () => {
    expect(names('a', 170)).toEqual(['c', 'd']);
  });

  it('is what the author has marked, if anything is', () => {
    const marked = planOf([
      told('a', 'one', 70),
      told('b', 'two', 70),
      told('c', 'two', 70, { skippable: true }),
      told('d', 'two', 70),
    ]);
    expect(names('a', 30, marked)).toEqual(['c']);
  });
});
