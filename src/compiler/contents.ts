import encodeQR from 'qr';
import { attributeList, escaped } from './html.ts';
import type { Columns } from './section.ts';

/**
 * The address of the deck on the network, as SITE_URL of the environment says it, with a slash at its end; undefined if
 * it says nothing. Throws if it is none.
 */
export function siteIn({ SITE_URL: asked = '' }: Readonly<Record<string, string | undefined>>): string | undefined {
  if (asked === '') return undefined;
  const url = URL.canParse(asked) ? new URL(asked) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol))
    throw new Error(`SITE_URL is "${asked}"; expected an address such as https://example.org/talk/`);
  return url.href.replace(/\/*$/, '/');
}

/** What the article has on its first page on paper: where the deck is, and every slide by chapter. */
export function contents(columns: Columns, site: string | undefined): string {
  const slides = columns.flat();
  const chapters = [...new Set(slides.map(({ chapter }) => chapter))].map((chapter) => {
    const links = slides
      .filter((slide) => slide.chapter === chapter)
      .map(
        ({ slug, number, title }) =>
          `<li><span class="number">${number}</span> <a${attributeList([['href', `#${slug}`]])}>${escaped(title)}</a></li>`,
      );
    return `<li><p>${escaped(chapter)}</p>\n<ol role="list">\n${links.join('\n')}\n</ol></li>`;
  });
  const where = site === undefined ? '' : `${address(site)}\n`;
  const title = `<p class="whole">${escaped(slides[0]?.title ?? '')}</p>\n`;
  return `<nav class="contents" aria-label="Contents">\n${title}${where}<ol role="list">\n${chapters.join('\n')}\n</ol>\n</nav>`;
}

function address(site: string): string {
  const shown = escaped(site.replace(/^https?:\/\/|\/$/g, ''));
  return `<p class="address">${code(site)}<span>The deck, alive: <a${attributeList([['href', site]])}>${shown}</a></span></p>`;
}

/** A QR code as one path, a unit a module. */
function code(text: string): string {
  const rows = encodeQR(text, 'raw');
  const size = rows.length;
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => (dark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return `<svg viewBox="0 0 ${size} ${size}" role="img" aria-label="The same address as a QR code" shape-rendering="crispEdges"><path d="${path}"/></svg>`;
}
