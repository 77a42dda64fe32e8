import { type Place, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/** The audience's picture, which can be made to stand while the deck moves on behind it. */
export interface Freezer {
  /** What stands in front; undefined while the deck itself is seen. */
  place(): Place | undefined;
  freeze(): void;
  thaw(): void;
}

/**
 * A copy of what is on screen is laid over the deck, which goes on behind it as ever: every key, every jump and the
 * speaker's window work as they do without it. Diagrams in the copy stay as they were (`deck-diagram` asks for it).
 */
export function freezer(deck: Deck): Freezer {
  let copy: HTMLElement | undefined;
  let place: Place | undefined;
  // a window of another size lays out the slides anew
  deck.on('resize', () => {
    const style = deck.getSlidesElement()?.getAttribute('style');
    if (style) copy?.querySelector('.slides')?.setAttribute('style', style);
  });
  return {
    place: () => place,
    freeze() {
      const reveal = deck.getRevealElement();
      if (copy !== undefined || !(reveal instanceof HTMLElement)) return;
      copy = pictureOf(reveal);
      place = placeOf(deck);
      reveal.after(copy);
    },
    thaw() {
      copy?.remove();
      copy = place = undefined;
    },
  };
}

/** What of the deck is on screen, and no more: a copy of it all would take its time. */
function pictureOf(reveal: HTMLElement): HTMLElement {
  const copy = bare(reveal);
  copy.classList.add('frozen');
  copy.ariaHidden = 'true';
  copy.inert = true;
  for (const child of reveal.children) {
    if (!child.classList.contains('slides')) {
      copy.append(child.cloneNode(true));
      continue;
    }
    const slides = bare(child);
    const [outer] = child.querySelectorAll<HTMLElement>(':scope > section.present');
    const inner = outer?.querySelector<HTMLElement>(':scope > section.present');
    if (outer !== undefined && inner) {
      const stack = bare(outer);
      stack.append(inner.cloneNode(true));
      slides.append(stack);
    } else if (outer !== undefined) {
      slides.append(outer.cloneNode(true));
    }
    copy.append(slides);
  }
  // pictures refer to their own parts by id, and what they refer to is the same in the original
  for (const named of copy.querySelectorAll('[id]:not(svg *)')) named.removeAttribute('id');
  for (const live of copy.querySelectorAll('[aria-live], [role="status"], .pause-overlay')) live.remove();
  return copy;
}

/** An element with its attributes, without its children. */
function bare(element: Element): HTMLElement {
  const copy = element.cloneNode(false);
  if (!(copy instanceof HTMLElement)) throw new Error('no element of HTML');
  copy.removeAttribute('id');
  return copy;
}
