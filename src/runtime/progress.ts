import { liveProgress } from './live-path.ts';
import { onMove } from './place.ts';
import type { Deck } from './reveal.ts';

/** A bar along the lower edge that counts live slides only: at the last of them it is full, whatever lies below. */
export function showProgress(deck: Deck): void {
  const bar = document.createElement('div');
  bar.className = 'deck-progress';
  bar.ariaHidden = 'true';
  const span = bar.appendChild(document.createElement('span'));
  const update = () => {
    span.style.transform = `scaleX(${liveProgress(deck)})`;
  };
  onMove(deck, update);
  deck.on('sync', update);
  update();
  deck.getRevealElement()?.append(bar);
}
