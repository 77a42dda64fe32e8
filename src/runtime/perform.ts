import type { Browsing } from './browsing.ts';
import { openSpeaker } from './deck-name.ts';
import type { Action } from './keys.ts';
import type { Late } from './later.ts';
import { next, previous } from './live-path.ts';
import { diagramOn } from './place.ts';
import type { Tools } from './presenting.ts';
import type { Deck } from './reveal.ts';
import { toggleTheme } from './theme.ts';

type Deed = () => void;

/** Does what a key means. While the screen is black only what brings it back does anything. */
export function performer(deck: Deck, tools: Late<Tools>, browsing: Late<Browsing>): (action: Action) => void {
  const diagram = () => diagramOn(deck);
  const tool = (use: (tools: Tools) => void) => () => tools.soon(use);
  const deeds: Record<Action, Deed> = {
    next: () => next(deck),
    previous: () => previous(deck),
    down: () => deck.down({ skipFragments: true }),
    up: () => deck.up({ skipFragments: true }),
    first: () => deck.slide(0, 0, -1),
    last: () => deck.slide(deck.getHorizontalSlides().length - 1, 0),
    open: () => undefined,
    jump: tool((all) => all.jump()),
    search: () => browsing.soon((all) => all.contents()),
    link: () => browsing.soon((all) => all.link()),
    // who has zoomed in and looks for a way out gets the slide first
    overview: () => (tools.now()?.zoomed ? tools.now()?.zoom() : deck.toggleOverview()),
    replay: () => diagram()?.replay(),
    play: () => diagram()?.toggle(),
    eventBefore: () => diagram()?.event(-1),
    eventAfter: () => diagram()?.event(1),
    zoom: tool((all) => all.zoom()),
    laser: tool((all) => all.laser()),
    black: () => deck.togglePause(),
    freeze: tool((all) => all.freeze()),
    fullscreen: toggleFullscreen,
    speaker: () => {
      openSpeaker();
      // it is with them that the deck answers
      tools.soon(() => undefined);
    },
    watch: tool((all) => all.watch()),
    larger: () => undefined,
    smaller: () => undefined,
    check: tool((all) => all.check()),
    rehearsal: tool((all) => all.rehearsal()),
    theme: () => {
      toggleTheme();
      tools.now()?.tell();
    },
    help: tool((all) => all.help()),
  };
  // in the overview the arrows go where they point
  const inOverview: Partial<Record<Action, Deed>> = {
    next: () => deck.right(),
    previous: () => deck.left(),
    open: () => deck.toggleOverview(false),
  };
  const inBlack: readonly Action[] = ['black', 'fullscreen', 'speaker', 'watch'];
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
