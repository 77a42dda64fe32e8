import type { Point } from '../runtime/messages.ts';

/** The mouse over the slide at hand, which the audience can be shown. */
export interface Pointing {
  /** Whether the audience sees it. */
  toggle(): boolean;
  /** Where it was last; the middle before it has been there. */
  last(): Point;
}

/** `point` tells the audience's window, at most once a frame. */
export function pointingOn(stage: HTMLElement, point: (at: Point | null) => void): Pointing {
  let on = false;
  let last: Point = { x: 0.5, y: 0.5 };
  let frame = 0;
  stage.addEventListener('pointermove', ({ clientX, clientY }) => {
    const { left, top, width, height } = stage.getBoundingClientRect();
    const within = (share: number) => Math.min(1, Math.max(0, share));
    last = { x: within((clientX - left) / width), y: within((clientY - top) / height) };
    if (!on) return;
    cancelAnimationFrame(frame);
    frame = requestAnimationFrame(() => point(last));
  });
  const away = () => {
    cancelAnimationFrame(frame);
    point(null);
  };
  stage.addEventListener('pointerleave', () => on && away());
  return {
    toggle() {
      on = !on;
      stage.classList.toggle('pointing', on);
      if (!on) away();
      return on;
    },
    last: () => last,
  };
}
