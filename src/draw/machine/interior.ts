import type { Place, PlaceId } from '../../model/trace.ts';
import type { Geometry, Tray } from '../geometry.ts';
import type { Box, Point } from '../shape.ts';
import { sizes } from '../theme.ts';
import { big, type Ring, smallLoop } from './ring.ts';

/** A row of squares, one a token of a pool. */
export interface TokenBlock {
  /** The middle of the first. */
  readonly first: Point;
  readonly columns: number;
  readonly pitch: number;
  /** Of a square. */
  readonly edge: number;
  /** How many there are. */
  readonly size: number;
}

/** Where the things of one process stand in its box. */
export interface Interior {
  readonly seats: ReadonlyMap<PlaceId, Point>;
  readonly loops: ReadonlyMap<PlaceId, Ring>;
  /** Pills around seats; those of a loop's helpers are there only while they are taken. */
  readonly threads: ReadonlyMap<PlaceId, Point>;
  readonly alwaysThere: boolean;
  /** Ready queues, and lines before pools of threads or tokens; without a label where there is no room for it. */
  readonly lines: ReadonlyMap<PlaceId, { readonly tray: Tray; readonly label: string }>;
  readonly tokens: ReadonlyMap<PlaceId, TokenBlock>;
  readonly gils: ReadonlyMap<PlaceId, Point>;
}

type Contents = readonly Place[];

/** As many as are usual; more are smaller, and as much room together. */
const usual = { columns: 8, pitch: 27, edge: sizes.token };
const mostUsual = 40;
const small = { columns: 13, pitch: 16, edge: 13 };

/**
 * Lays out a process: by what is in it, it is one seat, threads before a queue of their own, or a loop, which is small where
 * there are several.
 */
export function interior(contents: Contents, box: Box, geometry: Geometry, isOnly: boolean): Interior {
  if (contents.some(({ kind }) => kind === 'loop')) {
    if (!isOnly) return loopAmongOthers(contents, box);
    return contents.some(({ id, kind }) => kind === 'pool' && id.endsWith('/tokens'))
      ? loopWithTokens(contents, box, geometry)
      : loopAlone(contents, geometry);
  }
  return contents.some(({ kind }) => kind === 'pool') ? threadPool(contents, box) : oneSeat(contents, box);
}

const nothing: Interior = {
  seats: new Map(),
  loops: new Map(),
  threads: new Map(),
  alwaysThere: false,
  lines: new Map(),
  tokens: new Map(),
  gils: new Map(),
};

/** In the middle, a little lower beside a name, or to the right of a short one. */
function oneSeat(contents: Contents, { x, y, w, h }: Box): Interior {
  const spot = { x: x + w / 2 + (h < 140 ? 14 : 0), y: y + h / 2 + (h >= 140 && h < 220 ? 4 : 0) };
  return { ...nothing, seats: idsOf(contents, 'seat', () => spot) };
}

function loopAlone(contents: Contents, { loop, ready, threads: row }: Geometry): Interior {
  const threads = new Map(
    contents
      .filter(({ kind }) => kind === 'thread')
      .slice(0, row.most)
      .map(({ id }, n) => [id, { x: row.first.x + n * row.step, y: row.first.y }]),
  );
  const seats = new Map([...seatOnLoop(contents, loop), ...seatsInThreads(contents, threads)]);
  return {
    ...nothing,
    seats,
    threads,
    loops: idsOf(contents, 'loop', () => big(loop)),
    lines: idsOf(contents, 'readyQueue', () => ({ tray: ready, label: 'ready' })),
  };
}

function loopAmongOthers(contents: Contents, box: Box): Interior {
  const { ring, ready, label } = smallLoop(box);
  return {
    ...nothing,
    loops: idsOf(contents, 'loop', () => ring),
    seats: new Map(onLoop(contents).map(({ id }) => [id, ring])),
    lines: idsOf(contents, 'readyQueue', () => ({ tray: ready, label })),
  };
}

function loopWithTokens(contents: Contents, box: Box, { process, tokens: usualPlaces }: Geometry): Interior {
  const { loop, ready, line, first } = box.h < process.h ? raised(usualPlaces, process.h - box.h) : usualPlaces;
  const tokens = new Map<PlaceId, TokenBlock>();
  const seats = new Map(seatOnLoop(contents, loop));
  for (const place of contents) {
    if (place.kind !== 'pool') continue;
    const look = place.size > mostUsual ? small : usual;
    const corner = (look.edge - usual.edge) / 2;
    const block = { ...look, first: { x: first.x + corner, y: first.y + corner }, size: place.size };
    tokens.set(place.id, block);
    const threads = contents.filter((each) => each.kind === 'thread' && each.parent === place.id);
    for (const [n, { id }] of threads.slice(0, block.size).entries()) seats.set(`${id}/seat`, tokenAt(block, n));
  }
  return {
    ...nothing,
    seats,
    tokens,
    loops: idsOf(contents, 'loop', () => big(loop)),
    lines: new Map([
      ...idsOf(contents, 'readyQueue', () => ({ tray: ready, label: 'ready' })),
      ...idsOf(contents, 'pool', () => ({ tray: line, label: 'in line for a token' })),
    ]),
  };
}

/** What is below moves up where the box is lower, and the loop out of the way of the name of its process. */
function raised({ loop, ready, line, first }: Geometry['tokens'], by: number): Geometry['tokens'] {
  return {
    loop: { x: loop.x + by, y: loop.y - 0.55 * by },
    ready,
    line: { ...line, box: { ...line.box, y: line.box.y - by + 8 } },
    first: { x: first.x, y: first.y - by + 14 },
  };
}

/** The middle of the n-th token. */
export function tokenAt({ first, columns, pitch }: TokenBlock, n: number): Point {
  return { x: first.x + (n % columns) * pitch, y: first.y + Math.floor(n / columns) * pitch };
}

/** The pool's own queue on the left, the GIL in the middle, the threads on the right. */
function threadPool(contents: Contents, box: Box): Interior {
  const all = contents.filter((place) => place.kind === 'thread' && place.parent.endsWith('/pool'));
  const columns = all.length > 4 ? 2 : 1;
  const rows = Math.min(4, Math.ceil(all.length / columns));
  const labelled = columns === 1 && box.w > 400;
  const right = box.x + box.w - sizes.pill.w / 2 - (labelled ? 112 : 18);
  const step = (box.h - 30) / Math.max(rows, 1);
  const threads = new Map(
    all.slice(0, rows * columns).map(({ id }, n) => {
      const column = Math.floor(n / rows);
      const y = box.y + 15 + step * ((n % rows) + 0.5);
      return [id, { x: right - (columns - 1 - column) * (sizes.pill.w + 16), y }];
    }),
  );
  const queueColumns = box.w > 400 ? 2 : 1;
  const queue: Box = { x: box.x + 18, y: box.y + 92, w: queueColumns * 54 + 16, h: box.h - 112 };
  const tray: Tray = {
    box: queue,
    pitch: 54,
    columns: queueColumns,
    rows: Math.floor((queue.h - 8) / 54),
    first: 'right',
  };
  const left = right - (columns - 1) * (sizes.pill.w + 16) - sizes.pill.w / 2;
  const gil = { x: (queue.x + queue.w + left) / 2, y: box.y + box.h / 2 };
  const hasRoom = left - queue.x - queue.w > 120;
  return {
    ...nothing,
    seats: seatsInThreads(contents, threads),
    threads,
    alwaysThere: true,
    lines: idsOf(contents, 'pool', () => ({ tray, label: 'own queue' })),
    gils: hasRoom ? idsOf(contents, 'gil', () => gil) : nothing.gils,
  };
}

function seatOnLoop(contents: Contents, loop: Point): ReadonlyMap<PlaceId, Point> {
  return new Map(onLoop(contents).map(({ id }) => [id, { x: loop.x, y: loop.y - sizes.loop }]));
}

function onLoop(contents: Contents): Contents {
  const loops = new Set(contents.filter(({ kind }) => kind === 'loop').map(({ id }) => id));
  return contents.filter((place) => place.kind === 'seat' && loops.has(place.parent));
}

function seatsInThreads(contents: Contents, threads: ReadonlyMap<PlaceId, Point>): ReadonlyMap<PlaceId, Point> {
  return new Map(
    contents.flatMap((place) => {
      const spot = place.kind === 'seat' ? threads.get(place.parent) : undefined;
      return spot === undefined ? [] : [[place.id, spot]];
    }),
  );
}

function idsOf<T>(contents: Contents, kind: Place['kind'], value: () => T): ReadonlyMap<PlaceId, T> {
  return new Map(contents.filter((place) => place.kind === kind).map(({ id }) => [id, value()]));
}
