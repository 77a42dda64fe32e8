import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { article } from '../../src/compiler/article.ts';
import { compiled } from '../../src/compiler/deck.ts';
import { type Columns, columnsOf, slidesHtml } from '../../src/compiler/section.ts';
import { withAddresses, withoutPlayground } from '../../src/compiler/to-playground.ts';
import { transcript } from '../../src/compiler/transcript.ts';
import { qrText } from './qr.ts';

const notes = 'Note:\n\nSay: S.\n\nClick: C.\n\nNext: N.\n\nIf asked: A [link](playground.html).\n';
const run = 'arrivals: [{ count: 2, path: /a, does: cpu 5 }]\nbeats: [{ say: S., until: last done }]';

/** A slide with this link and this fence. */
function slide(slug: string, link: string, fence: string): string {
  return `<!-- .slide: id="${slug}" -->\n\n## T\n\n${link}\n\n${fence}\n\n${notes}`;
}

let folder = '';
let columns: Columns = [];
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'to-playground-'));
  const slides = [
    slide('runs', '[Open](playground.html)', `\`\`\`diagram\nserver: { kind: sync }\n${run}\n\`\`\``),
    slide('still', 'See the [playground](playground.html).', ''),
    slide('alone', '[Open](playground.html)', ''),
  ];
  writeFileSync(join(folder, '10.md'), `---\ntitle: T\nminutes: 1\n---\n\n${slides.join('\n---\n\n')}`);
  const deck = compiled(folder, folder);
  expect(deck.problems).toEqual([]);
  columns = columnsOf(deck);
});
afterAll(() => rmSync(folder, { recursive: true }));

const fragment = '#1&amp;s=sync&amp;c=2+at+0+path+/a:+cpu+5';
const site = 'https://example.org/talk/';
const linksIn = (html: string) => Array.from(html.matchAll(/<a href="([^"]*playground[^"]*)"/g), ([, href]) => href);
const sectionOf = (html: string, slug: string) => html.slice(html.indexOf(`id="${slug}"`)).split('</section>')[0] ?? '';

describe('a link of a slide to the playground', () => {
  it('leads there with what the slide runs, if it runs anything', () => {
    const html = withAddresses(slidesHtml(columns, 'audience'), undefined);
    expect(linksIn(html)).toEqual([`./playground.html${fragment}`, './playground.html', './playground.html']);
  });

  it('that has a paragraph of its own has the address for paper, to be read and to be photographed', () => {
    const html = withAddresses(slidesHtml(columns, 'audience'), site);
    const own = sectionOf(html, 'runs');
    expect(linksIn(own)).toEqual([`./playground.html${fragment}`, `${site}playground.html${fragment}`]);
    expect(own).toContain('>example.org/talk/playground.html</a>');
    expect(qrText(own)).toBe(`${site}playground.html`);
    expect(sectionOf(html, 'still')).not.toContain('address');
    expect(html).not.toContain('data-of=');
  });

  it('without an address of the deck says on paper what the page is called', () => {
    const own = sectionOf(withAddresses(slidesHtml(columns, 'audience'), undefined), 'runs');
    expect(own).toContain('<span class="address">playground.html</span>');
    expect(own).not.toContain('QR code');
  });

  it('in a page without a playground beside it leads to the one on the network, or nowhere', () => {
    const html = `<html data-playground="./playground.html">${withAddresses(slidesHtml(columns, 'speaker'), site)}`;
    expect(linksIn(withoutPlayground(html, site)).filter((href) => !href?.startsWith(site))).toEqual([]);
    expect(withoutPlayground(html, site)).toContain(`<html data-playground="${site}playground.html">`);
    const none = withoutPlayground(withAddresses(html, undefined), undefined);
    expect(none).toContain('<html>');
    expect(linksIn(none).filter((href) => href?.startsWith('./'))).toEqual([]);
  });
});

describe('a simulated diagram', () => {
  it('has in its data what it runs, for its bar', () => {
    expect(slidesHtml(columns, 'audience')).toContain(
      `<script type="application/json" data-play="${fragment.slice(1)}">`,
    );
  });

  it('has in the article a link with the name of its slide', () => {
    expect(article(columns, transcript)).toContain(
      `<p class="to-play"><a href="./playground.html${fragment}" aria-label="Open in the playground: T">Open in the playground</a></p>`,
    );
  });
});
