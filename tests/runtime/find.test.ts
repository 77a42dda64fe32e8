import { describe, expect, it } from 'vitest';
import { found, type Index, searchable } from '../../src/runtime/find.ts';
import { spansOf } from '../../src/runtime/folded.ts';
import type { Entry } from '../../src/runtime/jump.ts';

const entry = (number: string, slug: string, title: string, chapter: string): Entry => ({
  number,
  slug,
  title,
  chapter,
  minutes: 3,
  optional: false,
});

const entries = [
  entry('1', 'title', 'A talk about Python', 'Opening'),
  entry('2', 'gevent', 'gevent: same code, but waiting switches', 'WSGI'),
  entry('3', 'slots', 'Throughput is slots ÷ latency', 'WSGI'),
  entry('4', 'tokens', 'A `def` endpoint takes one of forty tokens', 'FastAPI'),
  entry('5', 'cafe', 'The Café', 'FastAPI'),
];
const index: Index = {
  title: [[2, -1, '--say', 'Nobody here has to know gevent. It comes later.']],
  gevent: [
    [0, 1, '--2', 'A greenlet waits, and another runs.'],
    [1, 0, '', 'def app(environ, start_response):'],
  ],
  slots: [[0, -1, '', 'Four workers with gevent serve more.']],
  tokens: [
    [1, 2, '', 'limiter.total_tokens = 100  # gevent has no tokens'],
    [2, -1, '--if-asked', 'AnyIO counts them: forty, unless somebody says otherwise.'],
  ],
};
const search = (typed: string) => found(searchable(entries, index), typed);
const told = (typed: string) => search(typed).map(({ entry: { slug }, where }) => `${slug}: ${where}`);

describe('what is found', () => {
  it('is first in a title, then in text, then in code, then in notes, and the slides of a chapter stay together', () => {
    expect(told('gevent')).toEqual(['gevent: title', 'slots: text', 'tokens: code', 'title: notes']);
  });

  it.each([
    ['CAFE', ['cafe: title']],
    ['café', ['cafe: title']],
    ['forty token', ['tokens: title']],
    // no line has both
    ['anyio limiter', ['tokens: code']],
    ['3', ['slots: title']],
    // words are found where they begin
    ['reen', ['gevent: text']],
    ['lot', ['slots: title']],
    ['tok', ['tokens: title']],
    ['start_resp', ['gevent: code']],
    ['total_tokens', ['tokens: code']],
    ['elephant', []],
    ['gevent elephant', []],
    ['   ', []],
  ])('for "%s" is %j', (typed, slides) => {
    expect(told(typed)).toEqual(slides);
  });

  it('leads to the step that shows it, and to its place in the article', () => {
    expect(search('greenlet')).toMatchObject([{ step: 1, anchor: 'gevent--2' }]);
    expect(search('anyio')).toMatchObject([{ step: -1, anchor: 'tokens--if-asked' }]);
    expect(search('Throughput')).toMatchObject([{ step: -1, anchor: 'slots' }]);
  });

  it('is marked in its own letters', () => {
    const marks = (typed: string) => {
      const [hit] = search(typed);
      return hit?.marks.map(([from, to]) => (hit.excerpt || hit.entry.title).slice(from, to));
    };
    expect(marks('cafe')).toEqual(['Café']);
    expect(marks('waits another')).toEqual(['waits', 'another']);
  });

  it('of a long line is the part around it', () => {
    const long = `${'before '.repeat(60)}needle ${'after '.repeat(60)}`.trim();
    const [hit] = found(searchable(entries, { title: [[0, -1, '', long]] }), 'needle');
    expect(hit?.excerpt).toMatch(/^… before .*needle after .* …$/);
    expect(hit?.excerpt.length).toBeLessThan(160);
    expect(hit?.marks.map(([from, to]) => hit.excerpt.slice(from, to))).toEqual(['needle']);
  });
});

it('marks that touch are one', () => {
  expect(spansOf('tokens', ['tok', 'token'])).toEqual([[0, 5]]);
  expect(spansOf('naïve Ⅷ', ['naive', 'viii'])).toEqual([
    [0, 5],
    [6, 7],
  ]);
});
