import { attributeList, escaped } from './html.ts';
import { qrCode } from './qr-code.ts';
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

/**
 * Every slide by chapter, with the times of these and what is optional, and where the deck is: folded on a screen, and the
 * first page on paper.
 */
export function contents(columns: Columns, site: string | undefined): string {
  const slides = columns.flat();
  const chapters = [...new Set(slides.map(({ chapter }) => chapter))].map((chapter) => {
    const own = slides.filter((slide) => slide.chapter === chapter);
    const links = own.map(
      ({ slug, number, title, optional }) =>
        `<li><span class="number">${number}</span> <a${attributeList([['href', `#${slug}`]])}>${escaped(title)}</a>${optional ? ' <span class="optional">optional</span>' : ''}</li>`,
    );
    return `<li><p>${escaped(chapter)}${inMinutes(own[0]?.minutes ?? 0)}</p>\n<ol role="list">\n${links.join('\n')}\n</ol></li>`;
  });
  const where = site === undefined ? '' : `${address(site)}\n`;
  const title = `<p class="whole">${escaped(slides[0]?.title ?? '')}</p>\n`;
  const list = `<ol class="chapters" role="list">\n${chapters.join('\n')}\n</ol>`;
  return `<nav class="contents" aria-label="Contents">\n${title}${where}<details><summary>Contents</summary>\n${list}\n</details>\n</nav>`;
}

/** The time of a chapter; nothing for one that is outside the talk. */
export function inMinutes(minutes: number): string {
  return minutes === 0 ? '' : ` <span class="minutes">${minutes} min</span>`;
}

function address(site: string): string {
  return `<p class="address">${qrCode(site)}<span>The deck, alive: <a${attributeList([['href', site]])}>${shownAddress(site)}</a></span></p>`;
}

/** An address as people read it, as HTML. */
export function shownAddress(address: string): string {
  return escaped(address.replace(/^https?:\/\/|\/$/g, ''));
}
