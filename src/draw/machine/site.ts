import type { PlaceId, Trace } from '../../model/trace.ts';
import { cell, type Geometry, type Tray } from '../geometry.ts';
import type { Box, Point } from '../shape.ts';
import { sizes } from '../theme.ts';

/** The places of a run on the stage: which there are, and where each stands. */
export interface Site {
  readonly processes: readonly { readonly id: PlaceId; readonly label: string; readonly box: Box }[];
  readonly loops: ReadonlyMap<PlaceId, Point>;
  /** Seats in a process or on a loop; those of threads are there only while they are taken. */
  readonly seats: ReadonlyMap<PlaceId, Point>;
  readonly threads: ReadonlyMap<PlaceId, Point>;
  /** What has room for several: the backlog, the ready queues, the kernel's waiting room. */
  readonly trays: ReadonlyMap<PlaceId, Tray>;
  readonly backlogSize: number;
}

/** Where the places of a run stand in a geometry. */
export function siteOf(trace: Trace, geometry: Geometry): Site {
  const { places } = trace;
  const processes = places.filter(({ kind }) => kind === 'process');
  const boxes = new Map(processes.map(({ id }, i) => [id, share(geometry.process, i, processes.length)]));
  const home = new Map<PlaceId, PlaceId>();
  const loops = new Map<PlaceId, Point>();
  const seats = new Map<PlaceId, Point>();
  const threads = new Map<PlaceId, Point>();
  const trays = new Map<PlaceId, Tray>();
  let backlogSize = 0;
  for (const place of places) {
    switch (place.kind) {
      case 'backlog':
        trays.set(place.id, fitted(geometry.backlog, most(trace, place.id)));
        backlogSize = place.size;
        break;
      case 'loop':
        home.set(place.id, place.parent);
        loops.set(place.id, geometry.loop);
        break;
      case 'readyQueue':
        trays.set(place.id, fitted(geometry.ready, most(trace, place.id)));
        break;
      case 'selector':
        trays.set(place.id, fitted(geometry.kernel, most(trace, place.id)));
        break;
      case 'thread':
        if (threads.size < geometry.threads.most) {
          const { first, step } = geometry.threads;
          threads.set(place.id, { x: first.x + threads.size * step, y: first.y });
        }
        break;
      case 'seat': {
        const spot = seatAt(place.parent, loops, threads, boxes);
        if (spot !== undefined) seats.set(place.id, spot);
        break;
      }
      default:
        break;
    }
  }
  return {
    processes: processes.map(({ id, label }) => ({ id, label, box: boxes.get(id) ?? geometry.process })),
    loops,
    seats,
    threads,
    trays,
    backlogSize,
  };
}

/** A tray with no more rows than are ever wanted, around the same middle. */
function fitted(tray: Tray, wanted: number): Tray {
  const rows = Math.min(tray.rows, Math.max(1, Math.ceil(wanted / tray.columns)));
  const h = tray.box.h - (tray.rows - rows) * tray.pitch;
  return {
    ...tray,
    rows,
    crowded: wanted > rows * tray.columns,
    box: { ...tray.box, y: tray.box.y + (tray.box.h - h) / 2, h },
  };
}

/** The most requests that are ever at a place, those counted that come together and are gone in the same instant. */
function most({ segments, requests }: Trace, place: PlaceId): number {
  const stays = segments.filter((segment) => segment.place === place);
  const at = (t: number) => stays.filter(({ from, to }) => from <= t && t < to).length;
  const together = requests.map((one) => requests.filter((other) => other.at === one.at).length);
  return Math.max(...stays.map(({ from }) => at(from)), ...together, 1);
}

/** A seat stands on top of its loop, in its thread, or in the middle of its process. */
function seatAt(
  parent: PlaceId,
  loops: ReadonlyMap<PlaceId, Point>,
  threads: ReadonlyMap<PlaceId, Point>,
  boxes: ReadonlyMap<PlaceId, Box>,
): Point | undefined {
  const loop = loops.get(parent);
  if (loop !== undefined) return { x: loop.x, y: loop.y - sizes.loop };
  const box = boxes.get(parent);
  return threads.get(parent) ?? (box && { x: box.x + box.w / 2, y: box.y + box.h / 2 });
}

/** The i-th of n boxes side by side in one. */
function share(box: Box, i: number, n: number): Box {
  const gap = 16;
  const w = (box.w - gap * (n - 1)) / n;
  return { ...box, x: box.x + i * (w + gap), w };
}

/** Where the `i`-th at a place stands; undefined where it is not drawn: past a tray's end, or at no place of the stage. */
export function spot(site: Site, place: PlaceId, i: number): Point | undefined {
  const tray = site.trays.get(place);
  if (tray === undefined) return i === 0 ? site.seats.get(place) : undefined;
  return tray.crowded && i >= tray.columns * tray.rows - 1 ? undefined : cell(tray, i);
}
