import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { compiled, type Deck } from './deck.ts';
import { drawing, element } from './drawing.ts';
import { columnsOf, type Draw } from './section.ts';
import { stillIn, stills } from './stills.ts';

/** What the deck's script imports once its first slide is shown: the insides of its diagrams, by their sources. */
const id = 'virtual:drawings';

/**
 * The first slide waits for nothing that it does not show. The built page has its diagrams in words only; their data
 * and their stills are a module, fetched when the first slide stands, and a picture for those who run no script. In dev
 * nothing is far away, and the page has it all; the article asks for one in either.
 */
export function later(): Plugin {
  let root = '';
  let serving = false;
  let deck: Deck | undefined;
  return {
    name: 'later',
    configResolved(config) {
      root = config.root;
      serving = config.command === 'serve';
    },
    buildStart() {
      if (serving) return;
      deck = compiled(join(root, 'slides'), root);
      this.emitFile({ type: 'asset', ...stillsFile(deck, root) });
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

/** All key stills, under a name that changes with them. */
function stillsFile(deck: Deck, root: string) {
  const font = (file: string) => readFileSync(join(root, 'assets/fonts', file));
  const source = stills(columnsOf(deck).flat(), [
    { family: 'Geist', woff2: font('geist.woff2') },
    { family: 'Geist Mono', woff2: font('geist-mono.woff2') },
  ]);
  const hash = createHash('sha256').update(source).digest('base64url').slice(0, 8);
  return { fileName: `assets/stills-${hash}.svg`, source };
}
