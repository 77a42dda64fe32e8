import type { State } from './messages.ts';
import { diagramOn, hashOf, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/** Stands at an instant of the film at this place, as soon as there is one; not if the deck has moved on by then. */
export async function backTo(deck: Deck, { place, film }: State): Promise<void> {
  const slide = deck.getCurrentSlide();
  const stays = () => hashOf(placeOf(deck)) === hashOf(place);
  if (film === null || !stays() || !slide?.querySelector('deck-diagram')) return;
  await new Promise<void>((done) => {
    const look = () => {
      if (deck.getCurrentSlide() === slide && diagramOn(deck) === undefined) return;
      slide.removeEventListener('film', look);
      deck.off('slidechanged', look);
      done();
    };
    slide.addEventListener('film', look);
    deck.on('slidechanged', look);
    look();
  });
  if (stays()) diagramOn(deck)?.seek(film.view, film.position);
}
