import Reveal, { type RevealApi, type RevealConfig } from 'reveal.js';

/** What reveal.js 6.0.2 has at run time, without what it only declares. */
export type Deck = Omit<RevealApi, 'isPrintingPDF'>;

/** A deck over `element`, not started yet. */
export function deckOver(element: HTMLElement, config: RevealConfig): Deck {
  return new Reveal(element, config);
}

/**
 * Starts a deck. reveal.js takes every `name=value` in the address for a setting, over those it was given, and nothing
 * switches that off: while it looks, there is no query.
 */
export async function start(deck: Deck): Promise<void> {
  const { pathname, search, hash } = location;
  const { state } = history;
  if (search !== '') history.replaceState(state, '', `${pathname}${hash}`);
  const started = deck.initialize();
  if (search !== '') history.replaceState(state, '', `${pathname}${search}${hash}`);
  await started;
}
