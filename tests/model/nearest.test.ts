import { describe, expect, it } from 'vitest';
import { expectedOneOf, nearest } from '../../src/model/nearest.ts';

describe('did you mean', () => {
  const kinds = ['title', 'claim', 'listing', 'columns', 'table'];

  it.each([
    ['tilte', 'title'],
    ['Title', 'title'],
    ['colums', 'columns'],
    ['table-', 'table'],
    ['lisitngs', 'listing'],
  ])('%s is a slip for %s', (word, meant) => {
    expect(nearest(word, kinds)).toBe(meant);
  });

  it.each(['poster', 'ab', ''])('"%s" is near to nothing', (word) => {
    expect(nearest(word, kinds)).toBeUndefined();
  });

  it('a word of two letters is not near to another without any letter in common', () => {
    expect(nearest('ab', ['cd', 'e'])).toBeUndefined();
    expect(nearest('ab', ['cd', 'ac'])).toBe('ac');
  });

  it('takes the nearest, and the first of two that are equally near', () => {
    expect(nearest('part-a', ['part-bb', 'part-b', 'part-c'])).toBe('part-b');
  });

  it('is not another number: turn 9 is no slip for turn 1', () => {
    expect(nearest('turn 9', ['turn 1', 'turn 2'])).toBeUndefined();
    expect(nearest('trun 1', ['turn 1', 'turn 2'])).toBe('turn 1');
  });

  it('is not what has only its beginning in common', () => {
    expect(nearest('waiting.gevent', ['waiting.sync', 'waiting.asgi'])).toBeUndefined();
    expect(nearest('waiting.ync', ['waiting.sync', 'waiting.asgi'])).toBe('waiting.sync');
  });
});

describe('what was expected', () => {
  it('is the near match alone', () => {
    expect(expectedOneOf('aap', ['app', 'main'], 'regions')).toBe('did you mean "app"?');
  });

  it('is all there is, when nothing is near', () => {
    expect(expectedOneOf('something', ['app', 'main'], 'regions')).toBe('regions are app, main');
  });

  it('is the news that there is nothing', () => {
    expect(expectedOneOf('app', [], 'regions')).toBe('there are no regions');
  });
});
