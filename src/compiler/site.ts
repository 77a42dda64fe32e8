import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HtmlTagDescriptor, Plugin } from 'vite';
import { siteIn } from './contents.ts';
import { escaped, inScript } from './html.ts';

/** What `npm run pdf` writes and the site has beside its pages. */
const papers: readonly (readonly [file: string, title: string])[] = [
  ['slides.pdf', 'Slides as PDF'],
  ['steps.pdf', 'Every step as PDF'],
  ['handout.pdf', 'Handout as PDF'],
];

/** Where a page has links to them. */
const place = '<!-- papers -->';

/** The pages that others are told of. */
const told: readonly string[] = ['index.html', 'read.html', 'playground.html'];

/** What is shown where a link to the talk is: the title slide, px. `npm run docs:pictures` draws it. */
const card = { file: 'card.png', width: 1200, height: 630 } as const;

/**
 * What others are told of the pages: search engines, and whoever shows a link to them. Most of it needs the address of the
 * deck, which SITE_URL of the environment says; a build without it is for one's own machine, and has neither PDFs beside it.
 */
export function site(env: Readonly<Record<string, string | undefined>> = process.env): Plugin {
  let root = '';
  return {
    name: 'site',
    apply: 'build',
    configResolved(config) {
      root = config.root;
    },
    buildStart() {
      const address = siteIn(env);
      const path = join(root, 'assets', card.file);
      if (existsSync(path)) this.emitFile({ type: 'asset', fileName: card.file, source: readFileSync(path) });
      if (address !== undefined) this.emitFile({ type: 'asset', fileName: 'sitemap.xml', source: sitemap(address) });
    },
    transformIndexHtml: {
      order: 'post',
      handler(html, { path }) {
        const address = siteIn(env);
        const file = path.replace(/^\//, '');
        const linked = html.replace(place, () => (address === undefined ? '' : paperLinks()));
        if (!told.includes(file)) return linked;
        return { html: linked, tags: tagsOf(linked, file, address) };
      },
    },
    generateBundle: {
      // when Vite has written the addresses of its files
      order: 'post',
      handler(_, bundle) {
        const lost = bundle['404.html'];
        if (lost?.type === 'asset') lost.source = rooted(String(lost.source), siteIn(env));
      },
    },
  };
}

/** What each is, in the words of schema.org. */
const kinds: Readonly<Record<string, string>> = {
  'index.html': 'PresentationDigitalDocument',
  'read.html': 'TechArticle',
  'playground.html': 'WebApplication',
};

function tagsOf(html: string, file: string, address: string | undefined): HtmlTagDescriptor[] {
  const title = inner(/<title>([^<]*)/, html);
  const description = inner(/<meta name="description" content="([^"]*)/, html);
  const author = inner(/<meta name="author" content="([^"]*)/, html);
  const meta = (key: 'name' | 'property', name: string, content: string): HtmlTagDescriptor => ({
    tag: 'meta',
    attrs: { [key]: name, content },
    injectTo: 'head',
  });
  const link = (attrs: Record<string, string>): HtmlTagDescriptor => ({ tag: 'link', attrs, injectTo: 'head' });
  const always = [
    meta('property', 'og:type', file === 'playground.html' ? 'website' : 'article'),
    meta('property', 'og:title', title),
    meta('property', 'og:description', description),
    meta('name', 'twitter:card', 'summary_large_image'),
  ];
  if (address === undefined) return always;
  const url = `${address}${pathOf(file)}`;
  const about = {
    '@context': 'https://schema.org',
    '@type': kinds[file] ?? 'WebPage',
    name: title,
    headline: title,
    description,
    url,
    image: `${address}${card.file}`,
    inLanguage: 'en',
    author: { '@type': 'Person', name: author },
  };
  return [
    ...always,
    link({ rel: 'canonical', href: url }),
    meta('property', 'og:url', url),
    meta('property', 'og:image', `${address}${card.file}`),
    meta('property', 'og:image:width', String(card.width)),
    meta('property', 'og:image:height', String(card.height)),
    meta('property', 'og:image:alt', `The title slide: ${title}`),
    meta('name', 'twitter:image', `${address}${card.file}`),
    ...papers.map(([href, name]) =>
      link({ rel: 'alternate', type: 'application/pdf', title: name, href: `./${href}` }),
    ),
    // data and no script: a policy for scripts has nothing to say of it
    {
      tag: 'script',
      attrs: { type: 'application/ld+json' },
      children: inScript(about),
      injectTo: 'head',
    },
  ];
}

/** A page's path below the deck's address: the deck itself needs none. */
function pathOf(file: string): string {
  return file === 'index.html' ? '' : file;
}

function paperLinks(): string {
  return papers.map(([href, title]) => `<a href="./${href}">${escaped(title)}</a>`).join('\n');
}

/** A page that is shown in the place of any address, however many folders deep: its links begin at the root of the site. */
function rooted(html: string, address: string | undefined): string {
  const base = address === undefined ? '/' : new URL(address).pathname;
  return html.replace(/ (href|src)="\.\//g, (_, attribute: string) => ` ${attribute}="${base}`);
}

function sitemap(address: string): string {
  const pages = told.map((file) => `<url><loc>${escaped(`${address}${pathOf(file)}`)}</loc></url>`);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${pages.join('')}</urlset>\n`;
}

/** What a page says of itself, in plain text. */
function inner(pattern: RegExp, html: string): string {
  const [, found = ''] = pattern.exec(html) ?? [];
  return found.replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}
