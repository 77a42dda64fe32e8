import { DeckListing } from './listing.ts';
import { keepToLivePath } from './live-path.ts';
import { paperOf } from './print.ts';
import type { Deck } from './reveal.ts';

/** What reveal wants of a plugin. An `init` that fails would keep the deck from starting: these do not. */
export interface DeckPlugin {
  readonly id: string;
  init(deck: Deck): void;
}

/** Listings light the lines of their step. */
export const listings: DeckPlugin = {
  id: 'listings',
  init: () => customElements.define('deck-listing', DeckListing),
};

/** "Next" keeps to the live slides. */
export const livePath: DeckPlugin = { id: 'live-path', init: keepToLivePath };

/** Diagrams come to life; `ready` waits for that, for paper that is laid out. */
export interface Diagrams extends DeckPlugin {
  ready(): Promise<void>;
}

/** How long the first slide has the network for itself when there is nothing on it to draw, ms. */
export const firstSlidesTime = 500;

/**
 * The simulator and the drawing come when a slide has something to draw, or soon after the first slide is shown; the
 * posters stand meanwhile, and for good if they do not come.
 */
export function diagrams(): Diagrams {
  let loading: Promise<void> | undefined;
  const come = () => {
    if (document.querySelector('deck-diagram') !== null) loading ??= load();
  };
  return {
    id: 'diagrams',
    init(deck) {
      const paper = paperOf(document.documentElement);
      if (paper === 'steps') come();
      if (paper !== undefined) return;
      const look = () => {
        if (deck.getCurrentSlide()?.querySelector('deck-diagram')) come();
      };
      deck.on('ready', () => {
        look();
        setTimeout(come, firstSlidesTime);
      });
      deck.on('slidechanged', look);
      // in dev a slide that is saved may bring the first of them
      deck.on('saved', look);
    },
    ready: () => (paperOf(document.documentElement) === 'slides' ? strips() : Promise.resolve(loading)),
  };
}

/** A page that stands for the whole slide has the key still already, unless it has several keys. */
async function strips(): Promise<void> {
  if (document.querySelector('deck-diagram[data-strip]') === null) return;
  try {
    const { layStrips } = await import('./diagram-strip.ts');
    await layStrips(document);
  } catch (error) {
    console.error(`The strips did not come: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function load(): Promise<void> {
  try {
    const { DeckDiagram } = await import('./diagram.ts');
    if (paperOf(document.documentElement) !== undefined) await DeckDiagram.prepare();
    customElements.define('deck-diagram', DeckDiagram);
  } catch (error) {
    console.error(`The diagrams did not come: ${error instanceof Error ? error.message : String(error)}`);
  }
}
