import './props.css';
import { awake } from './awake.ts';
import { toggleCheck } from './check.ts';
import { hideRestingCursor } from './cursor.ts';
import { openSpeaker } from './deck-name.ts';
import { freezer } from './freeze.ts';
import { toggleHelp } from './help.ts';
import { entriesIn, toggleJump } from './jump.ts';
import type { Action } from './keys.ts';
import { laser } from './laser.ts';
import { takeStage } from './on-stage.ts';
import { goTo, type Place, placeOf } from './place.ts';
import { presenter } from './presenter.ts';
import { fetchRest } from './rest.ts';
import type { Deck } from './reveal.ts';
import { zoom } from './zoom.ts';

/** What a speaker has on stage beside the slides: fetched soon after the first of them is shown. */
export interface Tools {
  readonly zoomed: boolean;
  /** Something that other windows know has changed, and reveal says nothing of it. */
  tell(): void;
  zoom(): void;
  laser(): void;
  freeze(): void;
  watch(): void;
  jump(): void;
  help(): void;
  check(): void;
  rehearsal(): void;
}

/** `begun` is the place that was loaded; `perform` does what a speaker's window wants done. */
export function present(deck: Deck, begun: Place, perform: (action: Action) => void): Tools {
  const zooming = zoom(deck, () => speaker.tell());
  const pointing = laser(deck);
  const speaker = presenter(
    deck,
    begun,
    { freezer: freezer(deck), zoom: zooming, laser: pointing, awake: awake() },
    perform,
  );
  hideRestingCursor();
  // the browser keeps the whole deck once this page has what it needs itself
  Promise.all([import('./offline.ts'), fetchRest()])
    .then(([{ keepOffline }]) => keepOffline())
    .catch(() => undefined);
  let leave = () => {};
  document.addEventListener('fullscreenchange', () => {
    leave();
    leave = document.fullscreenElement === null ? () => {} : takeStage();
  });
  return {
    get zoomed() {
      return zooming.on();
    },
    tell: speaker.tell,
    zoom: () => zooming.toggle(pointing.pointer()),
    laser: pointing.toggle,
    freeze: speaker.freeze,
    watch: speaker.watch,
    jump: () => {
      const slides = deck.getSlidesElement();
      if (slides !== null) toggleJump(entriesIn(slides), placeOf(deck).slug, (slug) => goTo(deck, { slug, step: -1 }));
    },
    help: toggleHelp,
    check: () => toggleCheck(speaker.findings),
    // the speaker's window knows what is said on each slide, and so what it should take
    rehearsal: () => speaker.rehearsal() || openSpeaker(),
  };
}
