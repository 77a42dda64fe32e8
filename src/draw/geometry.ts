import type { Box, Format, Point } from './shape.ts';
import { sizes } from './theme.ts';

/** A tray of cells for discs: the first in line stands at `first`, the others behind it in `flow`, row by row. */
export interface Tray {
  readonly box: Box;
  /** From centre to centre. */
  readonly pitch: number;
  readonly columns: number;
  readonly rows: number;
  /** Which end the first stands at: the right one, next to who takes it, or the left one. */
  readonly first: 'right' | 'left';
  /** More come than it has cells for: the last so many have room for their number; 0 where nobody is too many. */
  readonly counter?: number;
}

/** What every picture has, whatever it shows: its size, the places of its words, and the sizes of text. */
export interface Sheet {
  readonly width: number;
  readonly height: number;
  /** What the picture itself has, between the title and the words. */
  readonly stage: Box;
  readonly sentence: {
    readonly x: number;
    readonly y: number;
    readonly width: number;
    readonly lines: number;
    readonly size: number;
  };
  readonly payoff: { readonly x: number; readonly y: number; readonly anchor: 'end' | 'start' };
  /** Labels; numbers and words in things; and the smallest, of ticks and bars. */
  readonly label: number;
  readonly text: number;
  readonly tick: number;
}

/**
 * Where everything stands, in either format. Left (or above, in the tall one) is outside, the middle is your process,
 * right (or below) is the rest of the world; a scene uses a subset, and nothing ever stands elsewhere.
 */
export interface Geometry extends Sheet {
  readonly ledger: Box;
  readonly backlog: Tray;
  readonly process: Box;
  readonly loop: Point;
  readonly ready: Tray;
  readonly kernel: Tray;
  readonly upstream: Box;
  /** A row of threads at the lower edge of the process. */
  readonly threads: { readonly first: Point; readonly step: number; readonly most: number };
  /** A loop that hands work to tokens: where its parts stand, and the first of the tokens. */
  readonly tokens: { readonly loop: Point; readonly ready: Tray; readonly line: Tray; readonly first: Point };
  readonly clock: { readonly y: number };
  readonly timeline: { readonly x0: number; readonly x1: number; readonly y: number; readonly height: number };
}

/** 1280 × 720, for rooms and screens. The title of the slide stands above, from 40 to 96. */
const wide: Geometry = {
  width: 1280,
  height: 720,
  stage: { x: 40, y: 112, w: 1200, h: 528 },
  ledger: { x: 40, y: 112, w: 150, h: 340 },
  backlog: { box: { x: 210, y: 174, w: 180, h: 234 }, pitch: 54, columns: 3, rows: 4, first: 'right' },
  process: { x: 420, y: 112, w: 540, h: 340 },
  loop: { x: 570, y: 296 },
  ready: { box: { x: 720, y: 196, w: 220, h: 64 }, pitch: 54, columns: 4, rows: 1, first: 'left' },
  kernel: { box: { x: 980, y: 168, w: 136, h: 260 }, pitch: 60, columns: 2, rows: 4, first: 'left' },
  upstream: { x: 1140, y: 236, w: 100, h: 120 },
  threads: { first: { x: 490, y: 412 }, step: 130, most: 4 },
  tokens: {
    loop: { x: 540, y: 250 },
    ready: { box: { x: 716, y: 164, w: 226, h: 60 }, pitch: 54, columns: 4, rows: 1, first: 'left' },
    line: { box: { x: 440, y: 378, w: 250, h: 58 }, pitch: 54, columns: 4, rows: 1, first: 'right' },
    first: { x: 737, y: 310 },
  },
  clock: { y: 480 },
  timeline: { x0: 200, x1: 1240, y: 492, height: 144 },
  sentence: { x: 40, y: 676, width: 1165, lines: 1, size: 28 },
  payoff: { x: 1200, y: 684, anchor: 'end' },
  label: 24,
  text: 22,
  tick: 20,
};

/** 720 × 1280, for a phone held upright, where 23 px are 12 of the screen's. */
const tall: Geometry = {
  width: 720,
  height: 1280,
  stage: { x: 40, y: 196, w: 640, h: 844 },
  ledger: { x: 470, y: 196, w: 210, h: 176 },
  backlog: { box: { x: 40, y: 232, w: 340, h: 130 }, pitch: 54, columns: 6, rows: 2, first: 'left' },
  process: { x: 40, y: 388, w: 640, h: 284 },
  loop: { x: 176, y: 520 },
  ready: { box: { x: 360, y: 470, w: 290, h: 64 }, pitch: 54, columns: 5, rows: 1, first: 'left' },
  kernel: { box: { x: 40, y: 734, w: 484, h: 76 }, pitch: 59, columns: 8, rows: 1, first: 'left' },
  upstream: { x: 556, y: 704, w: 124, h: 106 },
  threads: { first: { x: 104, y: 634 }, step: 128, most: 4 },
  tokens: {
    loop: { x: 230, y: 498 },
    ready: { box: { x: 400, y: 430, w: 262, h: 56 }, pitch: 54, columns: 4, rows: 1, first: 'left' },
    line: { box: { x: 60, y: 608, w: 300, h: 54 }, pitch: 54, columns: 5, rows: 1, first: 'right' },
    first: { x: 448, y: 540 },
  },
  clock: { y: 856 },
  timeline: { x0: 204, x1: 680, y: 868, height: 160 },
  sentence: { x: 40, y: 1076, width: 640, lines: 3, size: 30 },
  payoff: { x: 40, y: 1172, anchor: 'start' },
  label: 24,
  text: 23,
  tick: 23,
};

/** The same tray for dots, which need less room than discs. */
export function dotted(tray: Tray): Tray {
  const pitch = 2 * sizes.dot + 4;
  const fits = (length: number) => Math.floor((length - 12) / pitch);
  return { ...tray, pitch, columns: fits(tray.box.w), rows: fits(tray.box.h) };
}

/** In a column beside a listing, 440 px of the stage wide: its pixels are those of the stage. */
const half: Sheet = {
  width: 440,
  height: 500,
  stage: { x: 2, y: 0, w: 436, h: 412 },
  sentence: { x: 2, y: 448, width: 436, lines: 2, size: 28 },
  payoff: { x: 438, y: 494, anchor: 'end' },
  label: 24,
  text: 22,
  tick: 20,
};

/** Below the listing on a phone, where there is no room for a sentence of two lines. */
const low: Sheet = {
  width: 640,
  height: 372,
  stage: { x: 2, y: 0, w: 636, h: 318 },
  sentence: { x: 2, y: 358, width: 636, lines: 1, size: 26 },
  payoff: { x: 638, y: 358, anchor: 'end' },
  label: 24,
  text: 23,
  tick: 23,
};

/** The places of a machine; one in a column, which the compiler refuses, would be the stage made small. */
export function geometry(format: Format): Geometry {
  return format === 'tall' ? tall : wide;
}

/** What a picture of any kind has to keep to. */
export function sheet(format: Format): Sheet {
  return { wide, tall, half, low }[format];
}

/** The centre of cell `i` of a tray, the next to be taken first; undefined past its last cell. */
export function cell({ box, pitch, columns, rows, first }: Tray, i: number): Point | undefined {
  if (i >= columns * rows) return undefined;
  const column = i % columns;
  const row = Math.floor(i / columns);
  const margin = { x: (box.w - (columns - 1) * pitch) / 2, y: (box.h - (rows - 1) * pitch) / 2 };
  const x = margin.x + column * pitch;
  return { x: box.x + (first === 'left' ? x : box.w - x), y: box.y + margin.y + row * pitch };
}
