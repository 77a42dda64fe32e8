import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { compiled, type Deck } from './deck.ts';
import { drawing, element } from './drawing.ts';
import { columnsOf, type Draw } from './section.ts';
import { noShelf, shelfIn } from './shelf.ts';
import { hashOf } from './small-script.ts';
import { stillIn, stills } from './stills.ts';

/** What the deck's script imports once its first slide is shown: the insides of its diagrams, by their sources. */
const id = 'virtual:drawings';

/**
 * The first slide waits for nothing that it does not show. The built page has its diagrams in words only; their data
 * and their stills are a module, fetched when the first slide stands, and a picture for those who run no script. In dev
 * nothing is far away, and the page has it all, as one that is `whole` has; the article asks for one in either.
 */
export function later({ whole }: { readonly whole: boolean }): Plugin {
  let root = '';
  let near = whole;
  let deck: Deck | undefined;
  let shelf = noShelf;
  return {
    name: 'later',
    configResolved(config) {
      root = config.root;
      near ||= config.command === 'serve';
      shelf = shelfIn(root);
    },
    buildStart() {
      if (near) return;
      deck = compiled(join(root, 'slides'), root, shelf);
      this.emitFile({ type: 'asset', ...stillsFile(deck, root) });
      for (const file of listingsOf(deck))
        this.emitFile({ type: 'asset', fileName: `slides/${file}`, source: readFileSync(join(root, 'slides', file)) });
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined;
      for (const file of deck?.files ?? []) this.addWatchFile(file);
      return `export const drawings = ${JSON.stringify(drawingsOf(deck ?? compiled(join(root, 'slides'), root)))};`;
    },
  };
}

/** What the deck's page has of a figure at first. */
export function atFirst(deck: Deck, root: string): Draw {
  const [first] = columnsOf(deck).flat();
  const file = `./${stillsFile(deck, root).fileName}`;
  return (figure, slide) =>
    element(figure, slide.slug === first?.slug ? drawing(figure) : stillIn(file, figure, slide));
}

function drawingsOf(deck: Deck): Readonly<Record<string, string>> {
  const slides = columnsOf(deck).flat();
  return Object.fromEntries(slides.flatMap(({ figures }) => figures.map((each) => [each.source, drawing(each)])));
}

/** The files that trees lead to: they stand beside the pages, to be opened and to be run. */
function listingsOf(deck: Deck): ReadonlySet<string> {
  const figures = columnsOf(deck).flatMap((column) => column.flatMap((slide) => slide.figures));
  const nodes = figures.flatMap(({ composition: { data } }) => (data.kind === 'tree' ? data.nodes : []));
  return new Set(nodes.flatMap((node) => (node.kind === 'leaf' ? node.listings : [])));
}

/** All key stills, under a name that changes with them. */
function stillsFile(deck: Deck, root: string) {
  const font = (file: string) => readFileSync(join(root, 'assets/fonts', file));
  const source = stills(columnsOf(deck).flat(), [
    { family: 'Geist', woff2: font('geist.woff2') },
    { family: 'Geist Mono', woff2: font('geist-mono.woff2') },
  ]);
  return { fileName: `assets/stills-${hashOf(source)}.svg`, source };
}
