import decodeQR from 'qr/decode.js';
import { describe, expect, it } from 'vitest';
import { contents, siteIn } from '../../src/compiler/contents.ts';
import type { Section } from '../../src/compiler/section.ts';

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

/** What a camera reads of a code that is drawn as squares of one unit. */
function read(html: string): string {
  const size = Number(/viewBox="0 0 (\d+) /.exec(html)?.[1]);
  const scale = 4;
  const margin = 4;
  const width = (size + 2 * margin) * scale;
  const data = new Uint8Array(width * width * 4).fill(255);
  for (const [, x, y] of html.matchAll(/M(\d+) (\d+)h1v1h-1z/g))
    for (let dy = 0; dy < scale; dy++)
      for (let dx = 0; dx < scale; dx++) {
        const at = ((Number(y) + margin) * scale + dy) * width + (Number(x) + margin) * scale + dx;
        data.fill(0, at * 4, at * 4 + 3);
      }
  return decodeQR({ width, height: width, data });
}

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
    expect(read(html)).toBe('https://example.org/talk/');
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
