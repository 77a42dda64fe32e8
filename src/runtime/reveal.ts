import Reveal, { type RevealApi, type RevealConfig } from 'reveal.js';

/** What reveal.js 6.0.2 has at run time, without what it only declares. */
export type Deck = Omit<RevealApi, 'isPrintingPDF'>;

/** A deck over `element`, not started yet. */
export function deckOver(element: HTMLElement, config: RevealConfig): Deck {
  return new Reveal(element, config);
}
