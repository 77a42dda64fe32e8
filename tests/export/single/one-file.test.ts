import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { oneFile, type Page } from '../../../src/export/single/one-file.ts';

/** A page as Vite writes it. */
function page(parts: { head?: string; body?: string; script?: string; style?: string } = {}): Page {
  const { head = '', body = '<main>Words</main>', script = 'go()', style = 'p{color:red}' } = parts;
  return {
    html: `<!doctype html>
<html lang="en" data-theme="dark">
  <head>
    <script src="./assets/head-1.js"></script>
    <title>A page</title>
    ${head}
    <script type="module" crossorigin src="./assets/index-1.js"></script>
    <link rel="stylesheet" crossorigin href="./assets/style-1.css">
  </head>
  <body>
    ${body}
  </body>
</html>`,
    files: new Map([
      ['assets/head-1.js', 'first()'],
      ['assets/index-1.js', script],
      ['assets/style-1.css', style],
    ]),
  };
}

const hash = (code: string) => `'sha256-${createHash('sha256').update(code).digest('base64')}'`;
const policyOf = (html: string) => /script-src ([^;]*);/.exec(html)?.[1]?.split(' ').toSorted();

describe('a page with all that it needs', () => {
  it('has its own style and scripts, each allowed by its hash', () => {
    const html = oneFile(page(), {});
    expect(html).toContain('<style>p{color:red}</style>');
    expect(html).toContain('<script>first()</script>');
    expect(html).toContain('<template data-window="deck"><script type="module">go()</script></template>');
    expect(policyOf(html)).toEqual([hash('first()'), hash('go()')].toSorted());
    expect(html.indexOf('Content-Security-Policy')).toBeLessThan(html.indexOf('<script'));
  });

  it('tells of no page beside it, and of those that are elsewhere', () => {
    const { html, files } = page();
    const told = html.replace(
      '<html ',
      '<html data-article="./read.html" data-playground="https://a.org/playground.html" ',
    );
    const written = oneFile({ html: told, files }, {});
    expect(written).toContain('<html data-playground="https://a.org/playground.html" lang="en"');
  });

  it('has its other windows as templates, and says what they are called', () => {
    const html = oneFile(page(), { speaker: page({ body: '<p>Notes</p>', script: 'speak()' }) });
    expect(html).toContain('<html data-speaker="?speaker" ');
    const [, template = ''] =
      /<template data-window="speaker" data-theme="dark">([\s\S]*)<\/template>/.exec(html) ?? [];
    for (const part of ['<title>A page</title>', '<style>', '<p>Notes</p>', '<script type="module">speak()</script>'])
      expect(template).toContain(part);
    expect(policyOf(html)).toContain(hash('speak()'));
  });

  it('has scripts that end where they should, with the same words in them', () => {
    const script = 'document.write("</script><!-- <script>")';
    const html = oneFile(page({ script }), {});
    const [, code = ''] = /<script type="module">([\s\S]*?)<\/script>/.exec(html) ?? [];
    expect(code).not.toMatch(/<!--|<script/);
    let written = '';
    new Function('document', code)({ write: (text: string) => (written = text) });
    expect(written).toBe('</script><!-- <script>');
  });

  it.each([
    ['a picture', page({ body: '<img alt="A" src="./assets/a-1.png">' }), 'src="./assets/a-1.png"'],
    ['a font ahead', page({ head: '<link rel="preload" as="font" href="./a.woff2">' }), 'href="./a.woff2"'],
    ['a script of another host', page({ head: '<script async src="https://a.example/a.js"></script>' }), 'a.example'],
    ['a font of its style', page({ style: '@font-face{src:url(./a.woff2)}' }), 'url(./a.woff2)'],
  ])('is refused if it would still fetch %s', (_, deck, left) => {
    expect(() => oneFile(deck, {})).toThrow(left);
  });

  it('tells of no page that is not in it', () => {
    const { html, files } = page();
    const deck = { html: html.replace('<html ', '<html data-article="./read.html" '), files };
    expect(oneFile(deck, {})).toContain('<html lang="en" data-theme="dark">');
  });

  it('may have links to anywhere', () => {
    const body = '<a href="https://example.org/">out</a><a href="#claim">in</a>';
    expect(oneFile(page({ body }), {})).toContain(body);
  });

  it('is refused if the build lacks what the page names', () => {
    const { html } = page();
    expect(() => oneFile({ html, files: new Map() }, {})).toThrow('the build has no assets/style-1.css');
  });
});
