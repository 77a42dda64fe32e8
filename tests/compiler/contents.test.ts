import { describe, expect, it } from 'vitest';
import { contents, siteIn } from '../../src/compiler/contents.ts';
import type { Section } from '../../src/compiler/section.ts';
import { qrText } from './qr.ts';

const slide = (number: string, slug: string, chapter: string): Section => ({
  slug,
  number,
  chapter,
  minutes: chapter === 'First' ? 3 : 0,
  optional: number.includes('.'),
  title: `Slide ${slug} & more`,
  open: '',
  notes: '',
  parts: new Map(),
  figures: [],
});
const columns = [[slide('1', 'one', 'First'), slide('1.2', 'below', 'First')], [slide('2', 'two', 'Second')]];

describe('the contents of the article', () => {
  it('are every slide by chapter, with its number and a link', () => {
    const html = contents(columns, undefined);
    expect([...html.matchAll(/<li><p>(.*?)<\/p>/g)].map(([, chapter]) => chapter)).toEqual([
      'First <span class="minutes">3 min</span>',
      'Second',
    ]);
    expect([...html.matchAll(/number">(.*?)<.*?href="#(.*?)">(.*?)</g)].map(([, ...parts]) => parts)).toEqual([
      ['1', 'one', 'Slide one &amp; more'],
      ['1.2', 'below', 'Slide below &amp; more'],
      ['2', 'two', 'Slide two &amp; more'],
    ]);
    expect([...html.matchAll(/href="#(\w+)">[^<]*<\/a> <span class="optional">/g)].map(([, slug]) => slug)).toEqual([
      'below',
    ]);
    expect(html).not.toContain('svg');
  });

  it('say where the deck is, to people and to cameras, if it is anywhere', () => {
    const html = contents(columns, 'https://example.org/talk/');
    expect(html).toContain('href="https://example.org/talk/">example.org/talk<');
    expect(qrText(html)).toBe('https://example.org/talk/');
  });
});

describe('the address of the deck', () => {
  it.each([
    [undefined, undefined],
    ['', undefined],
    ['https://example.org', 'https://example.org/'],
    ['https://example.org/talk//', 'https://example.org/talk/'],
  ])('is what SITE_URL says: %j', (asked, address) => {
    expect(siteIn({ SITE_URL: asked })).toBe(address);
  });

  it.each(['example.org', 'ftp://example.org/', 'javascript:alert(1)'])('is not %s', (asked) => {
    expect(() => siteIn({ SITE_URL: asked })).toThrow(`SITE_URL is "${asked}"; expected an address such as `);
  });
});
