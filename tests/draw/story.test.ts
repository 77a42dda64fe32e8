import { expect, it } from 'vitest';
import { still } from '../../src/draw/draw.ts';
import { composed } from '../../src/draw/machine/compose.ts';
import { sceneOf } from '../../src/draw/scene.ts';
import { filmLength, frameAt, neighbour, positionOf } from '../../src/draw/story.ts';
import { four } from './specs.ts';

const made = sceneOf(composed(four).data);

it('the film is as long as its beats: a still for a moment, the others as slowly as their lens', () => {
  expect(filmLength(made)).toBe(600 + 50 * 20 + 350 * 20);
});

it('a hand on the bar finds every instant of every beat, and the bar finds the hand', () => {
  for (const position of [0, 600, 700, 1600, 2000, 8600]) {
    const frame = frameAt(made, position);
    expect(positionOf(made, frame)).toBeCloseTo(frame.beat === 0 ? 600 : position, 6);
  }
  expect(frameAt(made, 1100)).toMatchObject({ beat: 1, t: 25 });
  expect(frameAt(made, 1e9)).toMatchObject({ beat: 2, t: 400 });
  expect(frameAt(made, -5)).toMatchObject({ beat: 0, t: 0 });
});

it('a beat that stands still has one picture, from wherever on the bar', () => {
  expect(frameAt(made, 0)).toEqual(still(made, 0));
  expect(frameAt(made, 300)).toEqual(still(made, 0));
});

it('the next event is the next thing that happens in the run, and back again', () => {
  const start = { beat: 1, t: 50, settled: 1 };
  const next = neighbour(made, start, 1);
  expect(next).toEqual({ beat: 2, t: 95, settled: 1 });
  expect(neighbour(made, next, -1)).toEqual({ beat: 1, t: 5, settled: 1 });
});

it('at the ends of a run there is nowhere further to go', () => {
  const end = { beat: 2, t: 400, settled: 1 };
  expect(neighbour(made, end, 1)).toEqual(end);
  const begin = { beat: 0, t: 0, settled: 1 };
  expect(neighbour(made, begin, -1)).toEqual(begin);
});
