import { fragmentOf } from '../play/address.ts';
import { playedOf } from '../play/preset.ts';
import { shownAddress } from './contents.ts';
import type { Figure } from './figure.ts';
import { escaped } from './html.ts';
import { qrCode } from './qr-code.ts';

/** The page, as links of the deck and of the article have it. */
export const playground = './playground.html';

const link = /<a href="\.\/playground\.html">/g;
const alone = /<p>(<a href="(\.\/playground\.html[^"]*)">[^<]*<\/a>)<\/p>/g;
/** Has the address of a page when it is known where the pages are. */
const place = /<span class="address" data-of="([^"]+)"><\/span>/g;

/** Where a figure can be played with; undefined where there is nothing to play. */
export function playAddress({ composition }: Pick<Figure, 'composition'>): string | undefined {
  const played = playedOf(composition);
  return played && `${playground}#${fragmentOf(played.experiment)}`;
}

/**
 * The links of a slide to the playground, with what the slide runs; one that has a paragraph for itself has a place for its
 * address, which is for paper.
 */
export function toPlayground(html: string, figures: readonly Figure[]): string {
  const [own] = figures.flatMap((figure) => playAddress(figure) ?? []);
  return html
    .replace(link, () => `<a href="${escaped(own ?? playground)}">`)
    .replace(
      alone,
      (_, whole: string, href: string) =>
        `<p class="to-play">${whole}<span class="address" data-of="${href}"></span></p>`,
    );
}

/** A page that knows where it is, if it does, with the addresses that are for paper. */
export function withAddresses(html: string, site: string | undefined): string {
  return html.replace(place, (_, href: string) => {
    if (site === undefined) return `<span class="address">${playground.slice(2)}</span>`;
    const page = `${site}${playground.slice(2)}`;
    // what is photographed is short: the coarser the code, the farther it is read
    return `<span class="address">${qrCode(page)}<a href="${href.replace('./', site)}">${shownAddress(page)}</a></span>`;
  });
}

/** A page that has no playground beside it: its links lead to the one on the network, if there is one, and else nowhere. */
export function withoutPlayground(html: string, site: string | undefined): string {
  return html.replace(/ (href|data-playground)="\.\/(playground\.html[^"]*)"/g, (_, name: string, page: string) =>
    site === undefined ? '' : ` ${name}="${site}${page}"`,
  );
}
