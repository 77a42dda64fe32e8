import type { Point } from './messages.ts';
import type { Deck } from './reveal.ts';

/** A red dot on the audience's window, for the mouse there and for the one in the speaker's window. */
export interface Laser {
  /** Whether the mouse in this window carries it. */
  toggle(): void;
  /** Shows it at a point of the stage, or takes it away. */
  show(at: Point | null): void;
  /** The point of the stage under the mouse; the middle before it has moved. */
  pointer(): Point;
}

export function laser(deck: Deck): Laser {
  const dot = document.createElement('div');
  dot.className = 'laser';
  dot.ariaHidden = 'true';
  dot.hidden = true;
  document.body.append(dot);
  let on = false;
  let mouse = { x: innerWidth / 2, y: innerHeight / 2 };
  const place = ({ x, y }: { x: number; y: number }) => {
    dot.hidden = false;
    dot.style.transform = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  };
  const stage = () => deck.getCurrentSlide()?.getBoundingClientRect() ?? new DOMRect(0, 0, innerWidth, innerHeight);
  document.addEventListener('pointermove', ({ clientX: x, clientY: y }) => {
    mouse = { x, y };
    if (on) place(mouse);
  });
  return {
    toggle() {
      on = !on;
      document.documentElement.classList.toggle('lasered', on);
      if (on) place(mouse);
      else dot.hidden = true;
    },
    show(at) {
      const { left, top, width, height } = stage();
      if (at !== null) place({ x: left + at.x * width, y: top + at.y * height });
      else if (on) place(mouse);
      else dot.hidden = true;
    },
    pointer() {
      const { left, top, width, height } = stage();
      const within = (share: number) => Math.min(1, Math.max(0, share));
      return { x: within((mouse.x - left) / width), y: within((mouse.y - top) / height) };
    },
  };
}
