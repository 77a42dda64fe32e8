import { fetchDrawings } from './drawings.ts';
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
 * The diagrams' pictures, the simulator and the drawing come when a slide has something to draw, or soon after the
 * first slide is shown; the posters stand meanwhile, and for good if the rest does not come.
 */
export function diagrams(): Diagrams {
  let fetched: Promise<() => Promise<void>> | undefined;
  let here: Promise<void> | undefined;
  const ask = () => {
    if (document.querySelector('deck-diagram') !== null) fetched ??= load();
  };
  const come = () => {
    ask();
    here ??= fetched?.then((arrive) => arrive());
    return here;
  };
  return {
    id: 'diagrams',
    init(deck) {
      const root = document.documentElement;
      if (paperOf(root) !== undefined) {
        // while reveal lays out its pages, the slides stand nowhere: `ready` puts them in
        ask();
        return;
      }
      // who asks for a slide by its address waits for its picture
      if (root.dataset.start === 'deep') come();
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
    ready: () => Promise.resolve(come()),
  };
}

/** Asks for the pictures and for what gives them life at the same time; either is told of if it does not come. */
async function load(): Promise<() => Promise<void>> {
  const life = paperOf(document.documentElement) === 'slides' ? strips() : elements();
  const [pictures, code] = await Promise.allSettled([fetchDrawings(), life]);
  for (const each of [pictures, code]) if (each.status === 'rejected') complain(each.reason);
  return async () => {
    if (pictures.status === 'rejected') return;
    try {
      pictures.value(document);
      if (code.status === 'fulfilled') await code.value();
    } catch (error) {
      complain(error);
    }
  };
}

/** A page that stands for the whole slide has the key still already, unless it has several keys. */
async function strips(): Promise<() => Promise<void>> {
  if (document.querySelector('deck-diagram[data-strip]') === null) return async () => {};
  const { layStrips } = await import('./diagram-strip.ts');
  return () => layStrips(document);
}

async function elements(): Promise<() => Promise<void>> {
  const { DeckDiagram } = await import('./diagram.ts');
  if (paperOf(document.documentElement) !== undefined) await DeckDiagram.prepare();
  return async () => {
    customElements.define('deck-diagram', DeckDiagram);
    // a talk may lose its network early; what does not come now is asked for again when it is wanted
    await DeckDiagram.prepare().catch(() => undefined);
  };
}

function complain(error: unknown): void {
  console.error(`The diagrams did not come: ${error instanceof Error ? error.message : String(error)}`);
}
