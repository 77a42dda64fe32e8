import { join } from 'node:path';
import type { Plugin } from 'vite';
import { compiled, type Deck } from './deck.ts';
import { type Line, linesOf, places } from './search-lines.ts';
import { columnsOf } from './section.ts';
import { shelfIn } from './shelf.ts';

/** What a page imports when somebody looks for words: all lines of all slides. */
const id = 'virtual:search';

/** The index of all that can be found, fetched when it is wanted. */
export function search(): Plugin {
  let root = '';
  return {
    name: 'search',
    configResolved(config) {
      root = config.root;
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined;
      const deck = compiled(join(root, 'slides'), root, shelfIn(root));
      for (const file of deck.files) this.addWatchFile(file);
      return `export const index = ${JSON.stringify(indexOf(deck))};`;
    },
  };
}

/** A line as few letters: its place, its step, where in the article, its text. */
type Packed = readonly [place: number, step: number, anchor: string, text: string];

/** All that can be found, by the slugs of the slides. An anchor is without its slug, which all of them begin with. */
export function indexOf(deck: Deck): Readonly<Record<string, readonly Packed[]>> {
  const packed = (slug: string, { place, step, anchor, text }: Line): Packed => [
    places.indexOf(place),
    step,
    anchor.slice(slug.length),
    text,
  ];
  return Object.fromEntries(
    columnsOf(deck)
      .flat()
      .map((slide) => [slide.slug, linesOf(slide).map((line) => packed(slide.slug, line))]),
  );
}
