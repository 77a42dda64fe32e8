import type { Point } from './messages.ts';
import type { Deck } from './reveal.ts';

/** How much larger what is zoomed to is shown. */
const factor = 2;

/** A part of the slide, larger. */
export interface Zoom {
  on(): boolean;
  /** To `at`, or back to the whole. */
  toggle(at: Point): void;
  off(): void;
}

/** Slides are left at their whole size: whoever goes on zooms out. */
export function zoom(deck: Deck, changed: () => void): Zoom {
  const reveal = deck.getRevealElement();
  let on = false;
  const set = (transform: string, origin: string) => {
    if (!(reveal instanceof HTMLElement)) return;
    reveal.style.transformOrigin = origin;
    reveal.style.transform = transform;
    reveal.classList.toggle('zoomed', transform !== '');
  };
  const off = () => {
    if (!on) return;
    on = false;
    set('', '');
    changed();
  };
  deck.on('slidechanged', off);
  deck.on('overviewshown', off);
  return {
    on: () => on,
    off,
    toggle(at) {
      if (on) {
        off();
        return;
      }
      const stage = deck.getCurrentSlide()?.getBoundingClientRect();
      if (stage === undefined || deck.isOverview()) return;
      on = true;
      const x = stage.left + at.x * stage.width;
      const y = stage.top + at.y * stage.height;
      set(`scale(${factor})`, `${Math.round(x)}px ${Math.round(y)}px`);
      changed();
    },
  };
}
