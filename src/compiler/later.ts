import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { compiled, type Deck } from './deck.ts';
import { drawing, element } from './drawing.ts';
import { columnsOf, type Draw } from './section.ts';
import { hashOf } from './small-script.ts';
import { stillIn, stills } from './stills.ts';

/** What the deck's script imports once its first slide is shown: the insides of its diagrams, by their sources. */
const id = 'virtual:drawings';

/**
 * The first slide waits for nothing that it does not show. The built page has its diagrams in words only; their data
 * and their stills are a module, fetched when the first slide stands, and a picture for those who run no script. In dev
 * nothing is far away, and the page has it all, as one that is `whole` has.
 */
export function later({ whole }: { readonly whole: boolean }): Plugin {
  let root = '';
  let near = whole;
  let deck: Deck | undefined;
  return {
    name: 'later',
    configResolved(config) {
      root = config.root;
      near ||= config.command === 'serve';
    },
    buildStart() {
      if (near) return;
      deck = compiled(join(root, 'slides'), root);
      this.emitFile({ type: 'asset', ...stillsFile(deck, root) });
    },
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(source) {
      if (source !== `\0${id}`) return undefined;
      for (const file of deck?.files ?? []) this.addWatchFile(file);
      return `export const drawings = ${JSON.stringify(deck === undefined ? {} : drawingsOf(deck))};`;
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
  const others = columnsOf(deck).flat().slice(1);
  return Object.fromEntries(others.flatMap(({ figures }) => figures.map((each) => [each.source, drawing(each)])));
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
