import type { Action } from './keys.ts';

/** How far a finger moves before it means something, in CSS px. */
const threshold = 40;

/**
 * A finger goes the ways of the arrow keys. It is not a swipe when it starts on something that a finger moves itself,
 * when there are two of them, or when the page is zoomed in and the finger moves the page.
 */
export function swipes(element: HTMLElement, perform: (action: Action) => void): void {
  let from: { readonly x: number; readonly y: number } | undefined;
  element.addEventListener(
    'touchstart',
    ({ touches: [finger, another], target }) => {
      const held =
        target instanceof Element && target.closest('input, select, textarea, [data-prevent-swipe]') !== null;
      const alone = finger !== undefined && another === undefined && !held && (visualViewport?.scale ?? 1) < 1.05;
      from = alone ? { x: finger.clientX, y: finger.clientY } : undefined;
    },
    { passive: true },
  );
  element.addEventListener(
    'touchmove',
    ({ touches: [finger] }) => {
      if (from === undefined || finger === undefined) return;
      const action = swiped(finger.clientX - from.x, finger.clientY - from.y);
      if (action === undefined) return;
      // one step a touch
      from = undefined;
      perform(action);
    },
    { passive: true },
  );
}

function swiped(x: number, y: number): Action | undefined {
  if (Math.max(Math.abs(x), Math.abs(y)) < threshold) return undefined;
  if (Math.abs(x) > Math.abs(y)) return x < 0 ? 'next' : 'previous';
  return y < 0 ? 'down' : 'up';
}
