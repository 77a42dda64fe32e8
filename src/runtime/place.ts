import type { DeckDiagram } from './diagram.ts';
import type { Deck } from './reveal.ts';
import { keep, kept } from './storage.ts';

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

/** The diagram of the current slide, once it lives. */
export function diagramOn(deck: Deck): DeckDiagram | undefined {
  return deck.getCurrentSlide()?.querySelector<DeckDiagram>('deck-diagram[data-alive]') ?? undefined;
}

/** Whether this page was loaded again. */
export function isReload(): boolean {
  const [navigation] = performance.getEntriesByType('navigation');
  return navigation instanceof PerformanceNavigationTiming && navigation.type === 'reload';
}

/**
 * The address is written a little later than a step is made, so a reload right after a click would come back a step early.
 * Remembers every step, and puts it into the address when the page is loaded again: that of the picture which the
 * audience saw, if it was frozen. Call before reveal starts.
 */
export function restorePlace(): void {
  if (!isReload()) return;
  const hash = kept('frozen') ?? kept('place');
  if (hash?.startsWith('#/')) history.replaceState(history.state, '', hash);
}

/** See `restorePlace`. */
export function rememberPlace(deck: Deck): void {
  const remember = () => keep('place', hashOf(placeOf(deck)));
  onMove(deck, remember);
  // before it goes on to where it was behind a frozen picture, nothing is to be remembered
  if (kept('frozen') === undefined || !isReload()) remember();
}

/** The address of a place within the page. */
export function hashOf({ slug, step }: Place): string {
  return `#/${slug}${step >= 0 ? `/${step}` : ''}`;
}

/** The place that `hashOf` has made a hash of. */
export function placeIn(hash: string): Place {
  const [, slug = '', step = '-1'] = hash.split('/');
  return { slug, step: Number(step) };
}
