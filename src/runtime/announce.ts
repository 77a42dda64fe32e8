import { linesIn } from './listing.ts';
import { diagramOn, onMove, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/** What changes together is said together, ms. */
const together = 150;

/**
 * Tells ears where the deck is: a slide by its title, and with each step what has come: a diagram's sentence, the lines
 * that are lit, the words that are shown. Each is said once. reveal's own status says all that is on the slide, at each
 * slide. The document is called after the slide, too, for tabs, bookmarks and the history.
 */
export function announce(deck: Deck): void {
  const reveal = deck.getRevealElement();
  const talk = document.title;
  const status = document.createElement('p');
  status.className = 'unseen';
  status.setAttribute('aria-live', 'polite');
  // reveal goes on writing into its own, where nobody hears it
  reveal?.querySelector('.aria-status')?.remove();
  reveal?.append(status);
  let last = { ...placeOf(deck), sentence: '' };
  let waits = false;

  const titleOf = (slide: Element) => slide.querySelector('h1, h2')?.textContent?.trim() ?? '';
  const name = () => {
    const title = titleOf(deck.getCurrentSlide());
    document.title = deck.isFirstSlide() || title === '' ? talk : `${title} · ${talk}`;
  };

  function say(): void {
    waits = false;
    const slide = deck.getCurrentSlide();
    const place = placeOf(deck);
    const sentence = diagramOn(deck)?.sentence ?? '';
    const isNew = place.slug !== last.slug;
    const isForward = !isNew && place.step > last.step;
    const words = [
      isNew ? titleOf(slide) : '',
      sentence !== '' && (isNew || sentence !== last.sentence) ? sentence : '',
      isForward ? came(slide, last.step, place.step) : '',
    ].filter((part) => part !== '');
    last = { ...place, sentence: sentence === '' && !isNew ? last.sentence : sentence };
    if (words.length > 0)
      status.textContent = words.map((part) => (/[.?!:]$/.test(part) ? part : `${part}.`)).join(' ');
  }

  const soon = () => {
    if (!waits) setTimeout(say, together);
    waits = true;
  };
  onMove(deck, () => {
    name();
    soon();
  });
  // a film tells of each of its frames, and comes to life after its slide
  reveal?.addEventListener('film', ({ target }) => {
    const diagram = diagramOn(deck);
    if (target === diagram && diagram?.sentence !== last.sentence) soon();
  });
  name();
}

/** What has been shown by the steps from one to another: words, and lines of a listing. */
function came(slide: Element, from: number, to: number): string {
  const fragments = [...slide.querySelectorAll('.fragment.visible')].filter((each) => {
    const index = Number(each.getAttribute('data-fragment-index'));
    return index > from && index <= to;
  });
  return fragments.map((each) => each.textContent?.trim() || litBy(each)).join(' ');
}

/** The lines that a listing's marker has lit. */
function litBy(marker: Element): string {
  const listing = marker.closest<HTMLElement>('deck-listing');
  const steps = listing?.dataset.steps?.split('|') ?? [];
  const markers = [...(listing?.querySelectorAll(':scope > .step') ?? [])];
  const lines = [...linesIn(steps[markers.indexOf(marker) + 1] ?? '')];
  const rows = listing?.querySelectorAll('.line');
  return lines.map((line) => rows?.[line - 1]?.textContent?.trim() ?? '').join(' ');
}
