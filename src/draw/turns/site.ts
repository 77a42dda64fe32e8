import { cell, sheet, type Tray } from '../geometry.ts';
import type { Box, Format, Point } from '../shape.ts';
import { sizes } from '../theme.ts';
import { fields, type Room, type Scene, type Station } from './scene.ts';

/** Where everything stands in a format. */
export interface Site {
  readonly ring: Point & { readonly r: number };
  readonly ready: Tray;
  readonly timers: Tray;
  readonly kernel: Tray;
  /** Where a task's code is, and the task once it is done: the first, and how far the next is below it. */
  readonly home: Point & { readonly pitch: number };
  /** The words at the stations, and on which side of it they are. */
  readonly words: Readonly<Record<Station, Point & { readonly anchor?: 'end' }>>;
  /** Baselines of the words at the trays. */
  readonly labels: Readonly<Record<'ready' | 'timers' | 'kernel', Point>>;
  readonly table: Table;
}

/** A row for each turn or, in the wide picture, a column: time goes to the right there. */
export interface Table {
  readonly box: Box;
  /** Where a cell's text begins; the turns count from 1, and 0 are the names of the fields. */
  readonly at: (turn: number, field: (typeof fields)[number]) => Point;
  /** Whether a field has its name there. */
  readonly named: (field: (typeof fields)[number]) => boolean;
  /** What is behind a turn. */
  readonly band: (turn: number) => Box;
  /** The line below the names, or right of them. */
  readonly rule: string;
}

const row = 56;

/** The line of who is ready: the first stands next to the seat. */
function line(x: number, y: number): Tray {
  return { box: { x, y: y - 32, w: 190, h: 64 }, pitch: 54, columns: 3, rows: 1, first: 'left' };
}

/** A tray for those who wait, one below the other. */
function list(x: number, y: number, w: number, rows: number): Tray {
  const box = { x, y, w, h: rows * row + 12 };
  // one column, at the left: what they wait for stands beside them
  return { box, pitch: row, columns: 1, rows, first: 'left' };
}

/** Where everything of a scene stands. */
export function siteOf({ rows, turns }: Pick<Scene, 'rows' | 'turns'>, format: Format): Site {
  const { stage } = sheet(format);
  return format === 'tall' ? tall(rows, turns, stage) : wide(rows, turns, stage);
}

/** Left is what is due, right is the kernel, and the ring between them. */
function wide(rows: Scene['rows'], turns: number, stage: Box): Site {
  const ring = { x: 606, y: 294, r: 136 };
  const top = ring.y - ring.r;
  const waiting = ring.y - 34;
  return {
    ring,
    ready: line(ring.x + 118, top),
    timers: list(stage.x, waiting, 296, rows.timers),
    kernel: list(924, waiting, stage.x + stage.w - 924, rows.kernel),
    home: { x: stage.x + 22, y: 130, pitch: 46 },
    words: {
      run: { x: ring.x - 76, y: top - 12, anchor: 'end' },
      ask: { x: ring.x + ring.r + 30, y: ring.y - 10 },
      wake: { x: ring.x - ring.r - 30, y: ring.y + 8, anchor: 'end' },
    },
    labels: {
      ready: { x: ring.x + 324, y: top + 8 },
      timers: { x: stage.x, y: waiting + 34 + rows.timers * row + 12 },
      kernel: { x: 924, y: waiting + 34 + rows.kernel * row + 12 },
    },
    table: columns(turns, { x: stage.x, y: 458, w: stage.w, h: 174 }),
  };
}

/** The ring on top, and below it who waits; on a phone. */
function tall(rows: Scene['rows'], turns: number, stage: Box): Site {
  const ring = { x: 360, y: 508, r: 122 };
  const top = ring.y - ring.r;
  const waiting = 684;
  const half = stage.w / 2;
  return {
    ring,
    ready: line(ring.x + 112, top),
    timers: list(stage.x, waiting, half - 18, rows.timers),
    kernel: list(stage.x + half, waiting, half, rows.kernel),
    home: { x: stage.x + 22, y: 222, pitch: 48 },
    words: {
      run: { x: ring.x - 76, y: top - 12, anchor: 'end' },
      ask: { x: ring.x + ring.r + 28, y: ring.y - 10 },
      wake: { x: ring.x - ring.r - 28, y: ring.y + 8, anchor: 'end' },
    },
    labels: {
      ready: { x: ring.x + 112, y: top - 46 },
      timers: { x: stage.x, y: waiting - 14 },
      kernel: { x: stage.x + half, y: waiting - 14 },
    },
    table: lines(turns, { x: stage.x, y: 776, w: stage.w, h: 252 }),
  };
}

function columns(turns: number, box: Box): Table {
  const first = 150;
  const w = (box.w - first) / Math.max(turns, 6);
  const rows = fields.filter((field) => field !== 'at');
  const h = box.h / rows.length;
  return {
    box,
    at: (turn, field) => ({
      x: turn === 0 ? box.x : box.x + first + (turn - 1) * w + 14 + (field === 'at' ? 30 : 0),
      y: box.y + h * (rows.indexOf(field === 'at' ? 'turn' : field) + 0.5) + 8,
    }),
    named: (field) => field !== 'at',
    band: (turn) => ({ x: box.x + first + (turn - 1) * w, y: box.y, w: w - 8, h: box.h }),
    rule: `M${box.x} ${Math.round(box.y + h)}L${box.x + box.w} ${Math.round(box.y + h)}`,
  };
}

/** Where the columns of the tall table begin. */
const begins: Readonly<Record<(typeof fields)[number], number>> = {
  turn: 8,
  at: 40,
  ready: 140,
  select: 222,
  slept: 320,
  found: 408,
  runs: 518,
};

function lines(turns: number, box: Box): Table {
  const h = box.h / (Math.max(turns, 6) + 1);
  return {
    box,
    at: (turn, field) => ({ x: box.x + begins[field], y: box.y + h * (turn + 0.5) + 8 }),
    named: (field) => field !== 'turn',
    band: (turn) => ({ x: box.x, y: box.y + h * turn + 2, w: box.w, h: h - 4 }),
    rule: `M${box.x} ${Math.round(box.y + h)}L${box.x + box.w} ${Math.round(box.y + h)}`,
  };
}

/** The middle of a place. */
export function spot(site: Site, room: Room, i: number): Point {
  const { ring, home } = site;
  switch (room) {
    case 'seat':
      return { x: ring.x, y: ring.y - ring.r };
    case 'home':
      return { x: home.x, y: home.y + i * home.pitch };
    case 'ready':
      return cell(site.ready, i) ?? ring;
    case 'timers':
    case 'kernel': {
      const { box } = site[room];
      return { x: box.x + 16 + sizes.disc, y: box.y + 6 + row * (i + 0.5) };
    }
    default:
      return room satisfies never;
  }
}
