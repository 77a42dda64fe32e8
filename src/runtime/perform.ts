import type { DeckDiagram } from './diagram.ts';
import { toggleHelp } from './help.ts';
import type { Action } from './keys.ts';
import { next, previous } from './live-path.ts';
import type { Deck } from './reveal.ts';
import { toggleTheme } from './theme.ts';

type Deed = () => void;

/** Does what a key means. While the screen is black only what brings it back does anything. */
export function performer(deck: Deck, openSpeaker: Deed): (action: Action) => void {
  const diagram = () => deck.getCurrentSlide()?.querySelector<DeckDiagram>('deck-diagram[data-alive]');
  const deeds: Record<Action, Deed> = {
    next: () => next(deck),
    previous: () => previous(deck),
    down: () => deck.down({ skipFragments: true }),
    up: () => deck.up({ skipFragments: true }),
    first: () => deck.slide(0, 0, -1),
    last: () => deck.slide(deck.getHorizontalSlides().length - 1, 0),
    open: () => undefined,
    jump: () => deck.toggleJumpToSlide(),
    overview: () => deck.toggleOverview(),
    replay: () => diagram()?.replay(),
    play: () => diagram()?.toggle(),
    eventBefore: () => diagram()?.event(-1),
    eventAfter: () => diagram()?.event(1),
    black: () => deck.togglePause(),
    fullscreen: toggleFullscreen,
    speaker: openSpeaker,
    theme: toggleTheme,
    help: toggleHelp,
  };
  // in the overview the arrows go where they point
  const inOverview: Partial<Record<Action, Deed>> = {
    next: () => deck.right(),
    previous: () => deck.left(),
    open: () => deck.toggleOverview(false),
  };
  const inBlack: readonly Action[] = ['black', 'fullscreen', 'speaker'];
  return (action) => {
    if (deck.isPaused() && !inBlack.includes(action)) return;
    const deed = (deck.isOverview() ? inOverview[action] : undefined) ?? deeds[action];
    deed();
  };
}

function toggleFullscreen(): void {
  // an iPhone has none
  if (!document.fullscreenEnabled) return;
  const done =
    document.fullscreenElement === null ? document.documentElement.requestFullscreen() : document.exitFullscreen();
  // a refused request leaves everything as it is
  done.catch(() => undefined);
}
