import type { Film } from '../runtime/messages.ts';
import { part } from './part.ts';

/** The audience's diagram in the speaker's hand. */
export interface FilmBar {
  show(film: Film | null | undefined): void;
}

/** `scrub` leads the audience's diagram to a place in its film, at most once a frame. */
export function filmBar(scrub: (slug: string, position: number) => void): FilmBar {
  const bar = part('.film', HTMLElement);
  const range = part('.film input', HTMLInputElement);
  const play = part('.film .play', HTMLButtonElement);
  let slug: string | undefined;
  let held = false;
  let frame = 0;
  range.addEventListener('input', () => {
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => slug !== undefined && scrub(slug, range.valueAsNumber));
  });
  range.addEventListener('pointerdown', () => {
    held = true;
  });
  for (const end of ['pointerup', 'pointercancel'])
    range.addEventListener(end, () => {
      held = false;
      // a hand that was on the bar leaves the keys to the deck
      range.blur();
    });
  return {
    show(film) {
      slug = film?.slug;
      bar.classList.toggle('none', !film);
      if (!film) return;
      if (range.max !== String(Math.round(film.length))) range.max = String(Math.round(film.length));
      if (!held) range.value = String(film.position);
      play.classList.toggle('playing', film.playing);
    },
  };
}
