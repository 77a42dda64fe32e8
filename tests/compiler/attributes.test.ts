import { describe, expect, it } from 'vitest';
import { attributes } from '../../src/compiler/attributes.ts';
import { directive } from '../../src/compiler/directive.ts';

function pairs(text: string) {
  return Object.fromEntries(attributes(text).found);
}

describe('attributes', () => {
  it('have values in either kind of quotes, without quotes, or none', () => {
    expect(pairs(`a="1 2" b='"' c=3 optional data-x-y=""`)).toEqual({
      a: '1 2',
      b: '"',
      c: '3',
      optional: '',
      'data-x-y': '',
    });
  });

  it('may stand on several lines', () => {
    expect(pairs('\n  a="1"\n\tb="2\n3"\n')).toEqual({ a: '1', b: '2\n3' });
  });

  it('know where their keys stand', () => {
    expect([...attributes(' a="b" b=a').places]).toEqual([
      ['a', 1],
      ['b', 7],
    ]);
  });

  it('may be none at all', () => {
    expect(attributes(' \n')).toEqual({ found: new Map(), places: new Map(), faults: [] });
  });

  it.each([
    ['a="1', 0, '"a="1" is no key="value"'],
    ['a="1"b="2"', 0, '"a="1"b="2"" is no key="value"'],
    ['a ="1"', 2, '"="1"" is no key="value"'],
    ['a 5', 2, '"5" is no key="value"'],
    ['a="1" a="2"', 6, '"a" stands twice'],
  ])('%s has a fault at its offset %i', (text, at, what) => {
    expect(attributes(text).faults).toMatchObject([{ at, what }]);
  });

  it('do not take typographic quotes for quotes', () => {
    expect(attributes('a=“1”').faults).toMatchObject([{ at: 0, expected: 'expected straight quotes' }]);
  });
});

describe('a comment', () => {
  it.each([
    ['<!-- .slide: id="a" -->', 'slide', { id: 'a' }],
    ['<!--.element:class="fragment"-->', 'element', { class: 'fragment' }],
    ['<!-- .slide optional -->', 'slide', { optional: '' }],
    ['<!-- .slide: -->', 'slide', {}],
    ['<!-- remember the milk -->', undefined, {}],
    ['<!-- slide with a picture -->', undefined, {}],
    ['<!-- … .slide: id="a" -->', undefined, {}],
    ['<!---->', undefined, {}],
  ])('%s is for %s', (comment, kind, found) => {
    const read = directive(comment);
    expect([read.kind, Object.fromEntries(read.found), read.faults]).toEqual([kind, found, []]);
  });

  it('has its faults where they stand', () => {
    expect(directive('<!-- .slide: id="a" 5 -->').faults).toMatchObject([{ at: 20, what: '"5" is no key="value"' }]);
  });

  it.each([
    ['<!-- .slides: id="a" -->', 5, 'did you mean ".slide"?'],
    ['<!-- .elements -->', 5, 'did you mean ".element"?'],
    ['<!-- slide: id="a" -->', 5, 'did you mean ".slide:"?'],
    ['<!-- one <!-- two -->', 0, 'expected "-->"'],
  ])('%s is a slip', (comment, at, expected) => {
    expect(directive(comment)).toMatchObject({ faults: [{ at, expected }] });
  });

  it.each([
    ['<!-- .slides: id="a" kind="b" -->', 'slide', 14],
    ['<!-- slide: id="a" -->', 'slide', 12],
    ['<!-- .slide: id="lost" <!-- .slide: id="a" -->', 'slide', 36],
  ])('%s is read as it was meant', (comment, kind, at) => {
    const { found, places, kind: read } = directive(comment);
    expect([read, found.get('id'), places.get('id')]).toEqual([kind, 'a', at]);
  });
});
