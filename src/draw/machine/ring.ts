import type { Tray } from '../geometry.ts';
import type { Box, Point } from '../shape.ts';
import { sizes } from '../theme.ts';

/** The ring of a loop; `seat` is the radius of the one on it or, where it is small, in it. */
export interface Ring extends Point {
  readonly r: number;
  readonly width: number;
  readonly bead: number;
  readonly seat: number;
}

/** The ring where there is one loop. */
export function big({ x, y }: Point): Ring {
  return { x, y, r: sizes.loop, width: sizes.ring, bead: sizes.bead, seat: sizes.seat };
}

/** A loop in the box of one process of several. */
export interface SmallLoop {
  readonly ring: Ring;
  readonly ready: Tray;
  /** What the tray is called, where there is room for it. */
  readonly label: string;
}

/** A taller box than this has the ready queue below the ring, and others beside it. */
const upright = 1.3;

/** The ring with the seat in it, and the ready queue, in what the name of the process leaves. */
export function smallLoop({ x, y, w, h }: Box): SmallLoop {
  const tray = { pitch: 54, columns: 1, rows: 1 } as const;
  if (h > upright * w) {
    const ring = ringOf(34, { x: x + w / 2, y: y + 74 });
    const box = { x: x + 10, y: ring.y + 68, w: w - 20, h: 56 };
    return { ring, ready: { ...tray, box, first: 'right', counter: 2 }, label: 'ready' };
  }
  const outer = Math.min(33, h / 2 - 8);
  const ring = ringOf(outer, { x: x + 8 + outer, y: y + h - 8 - outer });
  const left = ring.x + outer + 6;
  const box = { x: left, y: y + 8, w: x + w - 8 - left, h: h - 16 };
  return { ring, ready: { ...tray, box, first: 'left', counter: 1 }, label: '' };
}

function ringOf(outer: number, center: Point): Ring {
  return { ...center, r: outer - 4, width: 8, bead: 6, seat: outer - 12 };
}
