import { toggleContents } from './contents.ts';
import { entriesIn } from './jump.ts';
import { copyLink } from './notice.ts';
import { papers } from './papers.ts';
import { toggleTheme } from './theme.ts';

/** The contents of the article and the search in it, in a dialog; or closes it. */
export function search(): void {
  const current = slideAtHand();
  const link = new URL(`#${current}`, location.href.replace(/[?#].*/, '')).href;
  toggleContents({
    entries: entriesIn(document),
    current,
    offers: [
      { text: 'As slides', href: `./index.html#/${current}` },
      { text: 'Copy the link', pressed: () => copyLink(link) },
      { text: 'Light or dark', pressed: toggleTheme },
      ...papers(),
    ],
    elsewhere: () => undefined,
    go: ({ anchor }) => {
      // what is folded unfolds for whoever comes to it
      document.getElementById(anchor)?.closest('details')?.setAttribute('open', '');
      location.hash = anchor;
    },
  });
}

/** The slide that is being read: the last that begins in the upper half of the window, or above it. */
function slideAtHand(): string {
  const slides = [...document.querySelectorAll('.slides section[id]')];
  return slides.findLast((slide) => slide.getBoundingClientRect().top < innerHeight / 2)?.id ?? slides[0]?.id ?? '';
}
