import { describe, expect, it } from 'vitest';
import { type Choice, chosen } from '../../../src/export/pdf/contents.ts';

const slides = [
  { slug: 'title', number: '1', chapter: 'Opening', live: true },
  { slug: 'second-user', number: '2', chapter: 'Opening', live: true },
  { slug: 'below', number: '2.2', chapter: 'Opening', live: false },
  { slug: 'gevent', number: '3', chapter: 'WSGI', live: true },
  { slug: 'threads', number: '3.2', chapter: 'WSGI', live: false },
  { slug: 'probe', number: '4', chapter: 'Safety', live: true },
];
const all: Choice = { only: [], range: undefined, live: false };
const range = (which: string) => chosen(slides, { ...all, range: which });

describe('the slides that are printed', () => {
  it('are all of them unless it is said', () => {
    expect(chosen(slides, all)).toBeUndefined();
    expect(range('1-4')).toBeUndefined();
  });

  it.each([
    ['2-3', ['second-user', 'below', 'gevent', 'threads']],
    ['3-', ['gevent', 'threads', 'probe']],
    ['-2', ['title', 'second-user', 'below']],
    ['2', ['second-user', 'below']],
    ['2.2', ['below']],
    ['2.2-3', ['below', 'gevent', 'threads']],
    ['below..threads', ['below', 'gevent', 'threads']],
    ['gevent', ['gevent']],
    ['wsgi', ['gevent', 'threads']],
  ])('are of the range %s, optional ones between them included', (which, slugs) => {
    expect(range(which)).toEqual(slugs);
  });

  it('are those that are named, in the order of the deck, and the live ones, and all of it at once', () => {
    expect(chosen(slides, { ...all, only: ['probe', 'below'] })).toEqual(['below', 'probe']);
    expect(chosen(slides, { ...all, live: true })).toEqual(['title', 'second-user', 'gevent', 'probe']);
    expect(chosen(slides, { only: ['gevent', 'threads'], range: '3', live: true })).toEqual(['gevent']);
  });

  it.each([
    ['7-9', 'no slide 7 for --range 7-9; slides are 1 to 4'],
    ['2-9', 'no slide 9 for --range 2-9; slides are 1 to 4'],
    ['-', '--range - names no slide; 12-, -20 and 12-20 do'],
    ['4-2', '--range 4-2 ends before it begins'],
    ['probe..title', '--range probe..title ends before it begins'],
    ['gevnt..prob', 'no slide "gevnt"; did you mean "gevent"?\nno slide "prob"; did you mean "probe"?'],
    ['WSIG', 'no chapter or slide "WSIG"; did you mean "WSGI"?'],
    ['nothing like it', 'no chapter or slide "nothing like it"; chapters are Opening, WSGI, Safety'],
  ])('cannot be of the range %s', (which, fault) => {
    expect(() => range(which)).toThrow(new Error(fault));
  });

  it('cannot be none', () => {
    expect(() => chosen(slides, { only: ['probe'], range: '1-2', live: false })).toThrow('no slide is left');
    expect(() => chosen(slides, { only: ['prob'], range: undefined, live: false })).toThrow(
      'no slide "prob"; did you mean "probe"?',
    );
  });
});
