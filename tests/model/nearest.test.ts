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
    expect(nearest('part-1', ['part-22', 'part-2', 'part-3'])).toBe('part-2');
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
