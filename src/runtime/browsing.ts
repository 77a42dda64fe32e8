import { type Offer, toggleContents } from './contents.ts';
import { entriesIn } from './jump.ts';
import type { Action } from './keys.ts';
import { copyLink } from './notice.ts';
import { papers } from './papers.ts';
import { goTo, hashOf, placeOf } from './place.ts';
import type { Deck } from './reveal.ts';

/** What a reader has beside the slides: fetched when it is first wanted. */
export interface Browsing {
  contents(): void;
  link(): void;
}

export function browse(deck: Deck, perform: (action: Action) => void): Browsing {
  const link = () => copyLink(new URL(hashOf(placeOf(deck)), location.href.replace(/[?#].*/, '')).href);
  return {
    link,
    contents() {
      const slides = deck.getSlidesElement();
      if (slides === null) return;
      const { slug } = placeOf(deck);
      // one file has no article beside it
      const { article } = document.documentElement.dataset;
      const offers: readonly Offer[] = [
        ...(article === undefined ? [] : [{ text: 'Read as an article', href: `${article}#${slug}` }]),
        { text: 'Copy the link', pressed: link },
        { text: 'Light or dark', pressed: () => perform('theme') },
        ...(matchMedia('(pointer: coarse)').matches ? [] : [{ text: 'Keys', pressed: () => perform('help') }]),
        ...papers(),
      ];
      toggleContents({
        entries: entriesIn(slides),
        current: slug,
        offers,
        // notes are not on the slides: whoever looks for words in them is led to these
        elsewhere: ({ where, anchor }) => (where === 'notes' && article ? `${article}#${anchor}` : undefined),
        go: ({ entry, step }) => goTo(deck, { slug: entry.slug, step }),
      });
    },
  };
}
