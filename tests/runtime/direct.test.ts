import { expect, it } from 'vitest';
import { together, type Wire } from '../../src/runtime/direct.ts';

/** Two ends of a wire, whose data is delivered when it is `let` through. */
function wire() {
  const waiting: (() => void)[] = [];
  const ends = [0, 1].map((): { heard: ((data: unknown) => void)[] } => ({ heard: [] }));
  const end = (own: number): Wire => ({
    post: (data) => {
      waiting.push(() => {
        for (const heard of ends[1 - own]?.heard ?? []) heard(data);
      });
    },
    listen: (heard) => {
      ends[own]?.heard.push(heard);
    },
  });
  return { left: end(0), right: end(1), let: () => waiting.shift()?.() };
}

const said = (data: unknown) => (typeof data === 'object' && data !== null && 'word' in data ? data.word : undefined);

function joined() {
  const [one, other] = [wire(), wire()];
  const heard: unknown[] = [];
  const speaker = together([one.left, other.left]);
  together([one.right, other.right]).listen((data) => heard.push(said(data)));
  return { one, other, heard, speaker };
}

it('what is said on two wires is heard once, whichever is faster', () => {
  const { one, other, heard, speaker } = joined();
  for (const word of ['a', 'b', 'c']) speaker.post({ word });
  one.let();
  other.let();
  other.let();
  other.let();
  one.let();
  one.let();
  expect(heard).toEqual(['a', 'b', 'c']);
});

it('one wire is enough', () => {
  const { other, heard, speaker } = joined();
  for (const word of ['a', 'b']) speaker.post({ word });
  other.let();
  other.let();
  expect(heard).toEqual(['a', 'b']);
});

it('two windows that say the same are both heard', () => {
  const [one, other] = [wire(), wire()];
  const heard: unknown[] = [];
  together([one.right, other.right]).listen((data) => heard.push(said(data)));
  together([one.left]).post({ word: 'a' });
  together([other.left]).post({ word: 'a' });
  one.let();
  other.let();
  expect(heard).toEqual(['a', 'a']);
});

it('what nobody has counted is somebody else’s', () => {
  const one = wire();
  const heard: unknown[] = [];
  together([one.right]).listen((data) => heard.push(data));
  for (const data of [null, 'a', {}, { from: 'a' }, { from: 1, count: 1 }, { from: 'a', count: '1' }])
    one.left.post(data);
  for (let i = 0; i < 6; i++) one.let();
  expect(heard).toEqual([]);
});
