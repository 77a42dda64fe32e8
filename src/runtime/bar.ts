import type { Action } from './keys.ts';
import { onMove } from './place.ts';
import type { Deck } from './reveal.ts';

/** What a hand can do with the deck: an arrow for each of its ways, and the list of all that is in it. */
interface Way {
  readonly action: Action;
  readonly name: string;
  /** On a field of 24 × 24. */
  readonly path: string;
  /** Whether there is something; where there is not, it is not there or cannot be pressed. */
  open(deck: Deck): boolean;
  readonly fixed?: true;
}

const ways: readonly Way[] = [
  { action: 'search', name: 'Contents and search', path: 'M4 6h16M4 12h16M4 18h16', open: () => true, fixed: true },
  {
    action: 'up',
    name: 'Up to the slide above',
    path: 'M5 15l7-7 7 7',
    open: (deck) => deck.getIndices().v > 0,
  },
  {
    action: 'down',
    name: 'Optional slides below',
    path: 'M5 9l7 7 7-7',
    open: (deck) => deck.availableRoutes().down,
  },
  {
    action: 'previous',
    name: 'Back',
    path: 'M15 5l-7 7 7 7',
    open: (deck) => !deck.isFirstSlide() || (deck.getIndices().f ?? -1) >= 0,
    fixed: true,
  },
  { action: 'next', name: 'Next', path: 'M9 5l7 7-7 7', open: (deck) => goesOn(deck), fixed: true },
];

/** The buttons of the deck, for hands without keys. They come with the pointer, the focus or a finger. */
export function showBar(deck: Deck, perform: (action: Action) => void): void {
  const bar = document.createElement('nav');
  bar.className = 'bar';
  bar.ariaLabel = 'Slides';
  const buttons = ways.map(({ action, name, path }) => {
    const button = document.createElement('button');
    button.type = 'button';
    button.dataset.action = action;
    button.ariaLabel = name;
    button.title = name;
    button.innerHTML = `<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${path}"/></svg>`;
    button.addEventListener('click', () => perform(action));
    return button;
  });
  // a button that was clicked does not keep the focus: Space is the next step
  bar.addEventListener('mousedown', (event) => event.preventDefault());
  bar.append(...buttons);
  const update = () => {
    for (const [i, { open, fixed }] of ways.entries()) {
      const button = buttons[i];
      if (button === undefined) continue;
      if (fixed) button.ariaDisabled = String(!open(deck));
      else button.hidden = !open(deck);
    }
  };
  onMove(deck, update);
  deck.on('sync', update);
  update();
  deck.getRevealElement()?.append(bar);
}

function goesOn(deck: Deck): boolean {
  return deck.availableFragments().next || deck.getIndices().h + 1 < deck.getHorizontalSlides().length;
}
