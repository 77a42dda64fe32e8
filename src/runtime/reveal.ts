import Reveal, { type RevealApi, type RevealConfig } from 'reveal.js';

/** What reveal.js 6.0.2 has at run time, without what it only declares and with what it does not. */
export type Deck = Omit<RevealApi, 'isPrintingPDF'> & {
  toggleJumpToSlide(override?: boolean): void;
};

/** The methods of `Deck` that reveal's types do not know; a test holds reveal to them. */
const undeclared = ['toggleJumpToSlide'] as const;

function isDeck(api: RevealApi): api is RevealApi & Deck {
  return undeclared.every((name) => typeof Reflect.get(api, name) === 'function');
}

/** A deck over `element`, not started yet. Throws if this reveal.js is not the one we know. */
export function deckOver(element: HTMLElement, config: RevealConfig): Deck {
  const deck = new Reveal(element, config);
  if (!isDeck(deck)) throw new Error(`reveal.js lacks one of ${undeclared.join(', ')}`);
  return deck;
}
