import type { Deck } from './reveal.ts';

/**
 * The live path: live slides stand side by side, optional ones below them. "Next" goes through the steps of a slide
 * and then to the right, past what lies below; "back" undoes it, and from an optional slide it goes up, to where one
 * came from.
 */
export function next(deck: Deck): void {
  if (deck.nextFragment()) return;
  const { h } = deck.getIndices();
  if (h + 1 < deck.getHorizontalSlides().length) deck.slide(h + 1, 0);
}

/** The way back of `next`; a slide that one comes back to is at its last step. */
export function previous(deck: Deck): void {
  if (deck.prevFragment()) return;
  const { h, v } = deck.getIndices();
  if (v > 0) deck.slide(h, v - 1);
  else if (h > 0) deck.slide(h - 1, 0);
}

/**
 * reveal remembers how far down one was in a stack and comes back there, which would lead a speaker who goes on to
 * the right into the optional slides. Forget it.
 */
export function keepToLivePath(deck: Deck): void {
  deck.on('slidechanged', () => {
    for (const stack of deck.getRevealElement()?.querySelectorAll('[data-previous-indexv]') ?? []) {
      stack.removeAttribute('data-previous-indexv');
    }
  });
}

/** How far the deck is on the live path: 0 on the first slide, 1 on the last live one and on what lies below it. */
export function liveProgress(deck: Deck): number {
  const last = deck.getHorizontalSlides().length - 1;
  return last === 0 ? 1 : deck.getIndices().h / last;
}
