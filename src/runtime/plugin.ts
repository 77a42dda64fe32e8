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

/** Diagrams come to life; `ready` waits for that, for paper. */
export interface Diagrams extends DeckPlugin {
  ready(): Promise<void>;
}

/**
 * The simulator and the drawing come once there is something to draw and the browser has nothing better to do; the
 * posters stand meanwhile, and for good if they do not come.
 */
export function diagrams(): Diagrams {
  let loading: Promise<void> | undefined;
  const look = () => {
    if (document.querySelector('deck-diagram') === null) return;
    loading ??= paperOf(document.documentElement) === undefined ? idle().then(load) : load();
  };
  return {
    id: 'diagrams',
    init(deck) {
      // the first slide first; but paper waits for all of them. A slide that is saved in dev may bring the first.
      if (paperOf(document.documentElement) === undefined) deck.on('ready', look);
      else look();
      deck.on('sync', () => loading ?? (deck.isReady() && look()));
    },
    ready: async () => loading,
  };
}

async function load(): Promise<void> {
  try {
    const { DeckDiagram } = await import('./diagram.ts');
    customElements.define('deck-diagram', DeckDiagram);
  } catch (error) {
    console.error(`The diagrams did not come: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** After the first slide is shown, in its fonts. */
async function idle(): Promise<void> {
  await document.fonts.ready;
  await new Promise<void>((resolve) => {
    if ('requestIdleCallback' in window) requestIdleCallback(() => resolve(), { timeout: 500 });
    else setTimeout(resolve, 50);
  });
}
