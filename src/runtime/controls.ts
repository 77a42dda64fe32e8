/** What a reader's hand can do to a diagram. */
export interface Hand {
  /** Play on from here, or stop. */
  toggle(): void;
  /** To a place in the film, from 0 to its length. */
  scrub(position: number): void;
  event(direction: 1 | -1): void;
}

/** The bar under a diagram: play or pause, the event before and after, and the film to scrub. */
export interface Controls {
  readonly element: HTMLElement;
  show(state: { readonly position: number; readonly playing: boolean; readonly words: string }): void;
}

/** What of a diagram is a reader's own, beside the film. */
export interface Own {
  readonly words: string;
  readonly label: string;
  begin(): void;
}

/** Where it can be played with, if anywhere: beside the bar's own ways, and in a window of its own, since a talk goes on. */
function playgroundLink(href: string): HTMLAnchorElement {
  const link = document.createElement('a');
  link.href = href;
  link.target = '_blank';
  link.ariaLabel = link.title = 'Open in the playground';
  link.innerHTML =
    '<svg viewBox="0 0 24 24" aria-hidden="true"><path d="M4 7h4m6 0h6M4 17h8m6 0h2M11 4v6M15 14v6"/></svg><span>playground</span>';
  return link;
}

/** The bar of a film of that length (ms). `play` is the address of the playground, with what is shown. */
export function controls(length: number, hand: Hand, own?: Own, play?: string): Controls {
  const element = document.createElement('div');
  element.className = 'diagram-controls';
  element.dataset.preventSwipe = '';
  const toggle = button('Play', () => hand.toggle());
  toggle.className = 'toggle';
  const range = document.createElement('input');
  range.type = 'range';
  range.max = String(Math.round(length));
  range.step = 'any';
  range.ariaLabel = 'Time in this diagram';
  range.addEventListener('input', () => hand.scrub(range.valueAsNumber));
  // a hand that was on the bar leaves the keys to the deck; who came by keyboard keeps them
  element.addEventListener('pointerup', () => {
    const { activeElement } = document;
    if (activeElement instanceof HTMLElement && element.contains(activeElement)) activeElement.blur();
  });
  element.append(
    toggle,
    button('Event before', () => hand.event(-1), '‹'),
    range,
    button('Event after', () => hand.event(1), '›'),
  );
  if (own !== undefined) {
    const yours = button(own.label, () => own.begin(), own.words);
    yours.className = 'own';
    element.append(yours);
  }
  if (play !== undefined) element.append(playgroundLink(play));
  return {
    element,
    show: ({ position, playing, words }) => {
      if (document.activeElement !== range || Math.abs(range.valueAsNumber - position) > 1)
        range.value = String(position);
      range.setAttribute('aria-valuetext', words);
      if (toggle.classList.contains('playing') === playing) return;
      toggle.ariaLabel = playing ? 'Pause' : 'Play';
      toggle.classList.toggle('playing', playing);
    },
  };
}

function button(label: string, pressed: () => void, text = ''): HTMLButtonElement {
  const element = document.createElement('button');
  element.type = 'button';
  element.ariaLabel = label;
  element.textContent = text;
  element.addEventListener('click', pressed);
  return element;
}
