import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { built } from '../../src/export/site.ts';
import { projectWith } from '../browser/project.ts';

/** What a page says of itself in its head. */
function told(html: string): Readonly<Record<string, string>> {
  const metas = html.matchAll(/<meta (?:name|property)="([^"]*)" content="([^"]*)"/g);
  const links = html.matchAll(/<link rel="(canonical)" href="([^"]*)"/g);
  return Object.fromEntries([...metas, ...links].map(([, name = '', content = '']) => [name, content]));
}

describe('a site', () => {
  let folder = '';
  let root = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'site-'));
    root = projectWith('tests/fixtures/kinds', join(folder, 'project'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const build = async (name: string, address: string) => {
    const before = process.env.SITE_URL;
    process.env.SITE_URL = address;
    try {
      await built(root, join(folder, name));
    } finally {
      if (before === undefined) delete process.env.SITE_URL;
      else process.env.SITE_URL = before;
    }
    return (file: string) => readFileSync(join(folder, name, file), 'utf8');
  };

  it('with an address tells it to who shows a link, to search engines, and on its 404 page', async () => {
    const page = await build('at', 'https://example.org/talk');
    const deck = told(page('index.html'));
    expect(deck).toMatchObject({
      canonical: 'https://example.org/talk/',
      'og:url': 'https://example.org/talk/',
      'og:image': 'https://example.org/talk/card.png',
      'og:image:width': '1200',
      'og:image:height': '630',
      'twitter:card': 'summary_large_image',
    });
    expect(deck['og:title']).toBe(/<title>([^<]*)/.exec(page('index.html'))?.[1]);
    expect(deck['og:description']).toBe(deck.description);
    expect(told(page('read.html')).canonical).toBe('https://example.org/talk/read.html');
    const data: unknown = JSON.parse(/application\/ld\+json">([^<]*)</.exec(page('index.html'))?.[1] ?? '');
    expect(data).toMatchObject({ '@type': 'PresentationDigitalDocument', url: 'https://example.org/talk/' });
    expect([...page('sitemap.xml').matchAll(/<loc>([^<]*)/g)].map(([, url]) => url)).toEqual([
      'https://example.org/talk/',
      'https://example.org/talk/read.html',
      'https://example.org/talk/playground.html',
    ]);
    expect(told(page('playground.html'))).toMatchObject({
      canonical: 'https://example.org/talk/playground.html',
      'og:type': 'website',
    });
    // a PNG says its size in its header
    const card = readFileSync(join(folder, 'at', 'card.png'));
    expect([card.readUInt32BE(16), card.readUInt32BE(20)]).toEqual([1200, 630]);
    const links = Array.from(page('404.html').matchAll(/ (?:href|src)="([^"]*)"/g), ([, link]) => link);
    expect(links.length).toBeGreaterThan(3);
    expect(links.filter((link) => !link?.startsWith('/talk/'))).toEqual([]);
    for (const pdf of ['slides', 'steps', 'handout']) expect(page('read.html')).toContain(`<a href="./${pdf}.pdf">`);
  }, 60_000);

  it('without one has no address in it, and no links to what is not there', async () => {
    const page = await build('nowhere', '');
    expect(told(page('index.html'))).not.toHaveProperty('canonical');
    for (const file of ['index.html', 'read.html'])
      expect(page(file)).not.toMatch(/\.pdf|og:image|ld\+json|<!-- papers/);
    expect(existsSync(join(folder, 'nowhere', 'sitemap.xml'))).toBe(false);
  }, 60_000);
});
