import { closeDialog } from './close.ts';
import { goTo, hashOf, onMove, placeIn, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/** Whoever goes through slides faster than this leaves no trace of them, ms: browsers refuse a hundred in half a minute. */
const glance = 250;
/** A step is written into the address no more often, ms, for the same reason. */
const pace = 400;

/** Whose an entry of the history is: a slide's, or that of what lies over it. Links, and the ways in, have none. */
type Owner = 'slide' | 'over';
const isOf = (owner: Owner) => history.state === owner;

/**
 * Keeps the address up with the deck. The back button goes from slide to slide, at the step at which each was left; from a
 * dialog or the overview it goes back to the slide. reveal would either make an entry of each step or of none.
 *
 * A dialog has an entry of its own on top of its slide's, with the same address. Closed by hand it takes its entry with it;
 * a slide that is chosen in it takes over the entry.
 */
export function keepAddress(deck: Deck): void {
  let pushed = Number.NEGATIVE_INFINITY;
  /** What the address is to become. */
  let due: string | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** The browser is on its way back from the entry of a dialog. */
  let leaving = false;

  const here = () => hashOf(placeOf(deck));
  // who comes to the talk comes to its first slide
  const slugHere = () => slugIn(location.hash) || deck.getSlides()[0]?.id;
  const isOver = () => isOf('over');

  /** The entry at hand gets an address, if it has another. */
  function replace(hash: string): void {
    settle(true);
    if (hash !== location.hash || !isOf('slide')) write('replaceState', hash);
  }

  /** What was put off is done, or with `drop` is not to be done any more. */
  function settle(drop = false): void {
    const hash = due;
    clearTimeout(timer);
    due = timer = undefined;
    if (!drop && hash !== undefined && hash !== location.hash) write('replaceState', hash);
  }

  function moved(): void {
    if (leaving || deck.isOverview()) return;
    const place = placeOf(deck);
    if (place.slug === slugHere()) {
      // an entry of a dialog has the address of the one below it, or the browser would go to that slide again
      if (isOver()) return;
      due = hashOf(place);
      timer ??= setTimeout(() => settle(), pace);
      return;
    }
    const isGlance = performance.now() - pushed < glance;
    pushed = performance.now();
    if (isOver() || isGlance) {
      replace(hashOf(place));
    } else {
      settle();
      write('pushState', hashOf(place));
    }
  }

  function opened(): void {
    if (isOver()) return;
    settle();
    write('pushState', location.href, 'over');
  }

  /** What was chosen in it may move the deck right after. */
  function closed(): void {
    setTimeout(() => {
      if (!isOver() || isCovered()) return;
      if (placeOf(deck).slug !== slugHere()) replace(here());
      else {
        leaving = true;
        history.back();
      }
    });
  }

  const isCovered = () => deck.isOverview() || document.querySelector('dialog.tool[open]') !== null;

  addEventListener('popstate', () => {
    settle(true);
    if (leaving) {
      leaving = false;
      moved();
    } else if (isOver()) {
      // forward, to a dialog that is no more
      leaving = true;
      history.back();
    } else {
      for (const dialog of document.querySelectorAll<HTMLDialogElement>('dialog.tool[open]')) closeDialog(dialog);
      const before = { ...placeIn(location.hash), slug: slugHere() ?? '' };
      if (deck.isOverview()) deck.toggleOverview(false);
      // reveal, which hears of it after this, would show a slide without a step at its last one
      else if (!isOf('slide')) return;
      goTo(deck, before);
    }
  });
  onMove(deck, moved);
  document.addEventListener('opened', opened);
  document.addEventListener('closed', closed);
  deck.on('overviewshown', opened);
  deck.on('overviewhidden', closed);
  addEventListener('pagehide', () => settle());
  if (location.hash !== '') replace(here());
}

function slugIn(hash: string): string {
  return placeIn(hash.replace(/^#\/?/, '#/')).slug;
}

/** A browser that has had enough of it throws; the deck goes on, and its address is a little behind. */
function write(how: 'pushState' | 'replaceState', address: string, owner: Owner = 'slide'): void {
  try {
    history[how](owner, '', address);
  } catch {
    // it may be written again soon
  }
}
