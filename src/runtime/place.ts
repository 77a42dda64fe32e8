import type { Deck } from './reveal.ts';

/** Where the deck stands: a slide by its slug, and its step, -1 before the first click. */
export interface Place {
  readonly slug: string;
  readonly step: number;
}

export function placeOf(deck: Deck): Place {
  return { slug: deck.getCurrentSlide()?.id ?? '', step: deck.getIndices().f ?? -1 };
}

/** Goes to a place; an unknown slug leaves the deck where it is. */
export function goTo(deck: Deck, { slug, step }: Place): void {
  const slide = deck.getSlides().find(({ id }) => id === slug);
  if (slide === undefined) return;
  const { h, v } = deck.getIndices(slide);
  deck.slide(h, v, step);
}

/** Calls `moved` after every change of slide or step, and in dev when the slide at hand may have become another. */
export function onMove(deck: Deck, moved: () => void): void {
  for (const event of ['slidechanged', 'fragmentshown', 'fragmenthidden', 'saved']) deck.on(event, moved);
}

const key = 'place';

/**
 * reveal writes the address at most once a second, so a reload right after a click would come back a step early.
 * Remembers every step, and puts it into the address when the page is loaded again. Call before reveal starts.
 */
export function restorePlace(): void {
  const [navigation] = performance.getEntriesByType('navigation');
  if (!(navigation instanceof PerformanceNavigationTiming) || navigation.type !== 'reload') return;
  const hash = stored();
  if (hash?.startsWith('#/')) history.replaceState(history.state, '', hash);
}

/** See `restorePlace`. */
export function rememberPlace(deck: Deck): void {
  const remember = () => {
    const { slug, step } = placeOf(deck);
    try {
      sessionStorage.setItem(key, `#/${slug}${step >= 0 ? `/${step}` : ''}`);
    } catch {
      // without storage the address has to do
    }
  };
  onMove(deck, remember);
  remember();
}

function stored(): string | null {
  try {
    return sessionStorage.getItem(key);
  } catch {
    return null;
  }
}
