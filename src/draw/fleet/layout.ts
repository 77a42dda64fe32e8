import { type Geometry, geometry } from '../geometry.ts';
import type { Box, Format, Point } from '../shape.ts';

/** A replica with room for its parts: its line outside the process, the process, and what its probes have told. */
export interface Row {
  readonly ground: Box;
  readonly label: Point;
  readonly state: Point;
  readonly tray: Box;
  readonly process: Box;
  /** The first of the marks of missed probes, and from one to the next. */
  readonly marks: Point & { readonly step: number; readonly r: number };
}

/** Replicas side by side, so many that each is only its seat and the length of its line. */
export interface Cell {
  readonly box: Box;
  readonly seat: Point;
  readonly count: Point;
  readonly mark: Point;
}

/** Where everything of a fleet stands: left (or above, in the tall format) users and the balancer, then the replicas. */
export interface Layout {
  readonly geometry: Geometry;
  readonly counters: readonly Point[];
  readonly balancer: Box;
  /** Baselines of the words above the replicas: how fast it plays, and what the probe is told. */
  readonly lens: Point & { readonly anchor?: 'end' };
  readonly settings: readonly (Point & { readonly anchor?: 'end' })[];
  readonly rows: readonly Row[];
  readonly cells: readonly Cell[];
  /** All replicas together. */
  readonly pods: Box;
}

/** More replicas than this are a grid; with a probe there is more to tell of each. */
const mostRows = { plain: 4, probed: 3 } as const;

/** Where `replicas` stand; with a probe there is room for its marks. */
export function layoutOf(format: Format, replicas: number, probed: boolean): Layout {
  const shape = geometry(format);
  const isWide = shape.width > shape.height;
  const frame = isWide ? wide : tall;
  const inRows = replicas <= mostRows[probed ? 'probed' : 'plain'];
  return {
    ...frame,
    geometry: shape,
    pods: inRows ? frame.rowsIn : frame.cellsIn,
    rows: inRows ? boxes(frame.rowsIn, 1, replicas, 14).map((box) => (isWide ? wideRow : tallRow)(box, probed)) : [],
    cells: inRows
      ? []
      : boxes(frame.cellsIn, ...gridOf(replicas, isWide), 10)
          .slice(0, replicas)
          .map((box) => cellOf(box, probed)),
  };
}

const wide = {
  counters: [0, 1, 2].map((n) => ({ x: 40, y: 146 + n * 108 })),
  balancer: { x: 204, y: 253, w: 132, h: 92 },
  lens: { x: 420, y: 134 },
  settings: [{ x: 1240, y: 134, anchor: 'end' }],
  rowsIn: { x: 420, y: 150, w: 820, h: 298 },
  cellsIn: { x: 420, y: 150, w: 820, h: 298 },
} as const;

const tall = {
  counters: [0, 1, 2].map((n) => ({ x: 40 + n * 220, y: 232 })),
  balancer: { x: 40, y: 284, w: 180, h: 66 },
  lens: { x: 680, y: 300, anchor: 'end' },
  settings: [
    { x: 680, y: 330, anchor: 'end' },
    { x: 680, y: 359, anchor: 'end' },
  ],
  rowsIn: { x: 92, y: 384, w: 588, h: 440 },
  cellsIn: { x: 40, y: 396, w: 640, h: 424 },
} as const;

/** Boxes in columns and rows, row by row, on whole pixels; one row alone has the height of two, in the middle. */
function boxes({ x, y, w, h }: Box, columns: number, rows: number, gap: number): readonly Box[] {
  const high = Math.max(rows, 2);
  const size = { w: Math.floor((w - gap * (columns - 1)) / columns), h: Math.floor((h - gap * (high - 1)) / high) };
  const left = Math.round(x + (w - columns * (size.w + gap) + gap) / 2);
  const top = rows === 1 ? Math.round(y + (h - size.h) / 2) : y;
  return Array.from({ length: columns * rows }, (_, i) => ({
    x: left + (i % columns) * (size.w + gap),
    y: top + Math.floor(i / columns) * (size.h + gap),
    ...size,
  }));
}

/** Columns and rows of a grid that has room for so many. */
function gridOf(replicas: number, isWide: boolean): [number, number] {
  const columns = Math.ceil(Math.sqrt(replicas * (isWide ? 2.5 : 1.6)));
  return [columns, Math.ceil(replicas / columns)];
}

function wideRow(ground: Box, probed: boolean): Row {
  const { x, y, w, h } = ground;
  const middle = y + h / 2;
  const margin = h > 80 ? 9 : 4;
  const inner = { y: y + margin, h: h - 2 * margin };
  const process = { x: x + (probed ? 438 : w - 194), w: 182, ...inner };
  return {
    ground,
    label: { x: x + 18, y: probed ? middle - 6 : middle + 8 },
    state: { x: x + 18, y: middle + 22 },
    tray: { x: x + 132, w: process.x - x - 132 - 18, ...inner },
    process,
    marks: { x: process.x + process.w + 52, y: middle, step: 54, r: 20 },
  };
}

/** With a probe its words and marks stand above, without one there is only the name before the line. */
function tallRow({ x, y, w, h }: Box, probed: boolean): Row {
  const inner = probed ? { y: y + 48, h: h - 58 } : { y: y + 8, h: h - 16 };
  const process = { x: x + w - 180, w: 170, ...inner };
  const left = probed ? x + 10 : x + 100;
  return {
    ground: { x, y, w, h },
    label: { x: x + 16, y: probed ? y + 34 : y + h / 2 + 8 },
    state: { x: x + 104, y: y + 34 },
    tray: { x: left, w: process.x - left - 14, ...inner },
    process,
    marks: { x: x + w - 106, y: y + 25, step: 40, r: 15 },
  };
}

/** The seat above the length of the line, and beside it what the probe has told. */
function cellOf({ x, y, w, h }: Box, probed: boolean): Cell {
  const [top, middle] = [Math.round(y + h * 0.3), Math.round(x + w / 2)];
  return {
    box: { x, y, w, h },
    seat: { x: probed ? Math.round(x + w * 0.31) : middle, y: top },
    count: { x: middle, y: y + h - 18 },
    mark: { x: Math.round(x + w * 0.72), y: top },
  };
}
