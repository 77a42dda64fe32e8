import type { Place, PlaceId, Trace } from '../../model/trace.ts';
import { cell, dotted, type Geometry, type Tray } from '../geometry.ts';
import type { Box, Point } from '../shape.ts';
import { sizes } from '../theme.ts';
import { type Crew, crewOf } from './crew.ts';
import { type Interior, interior, type TokenBlock } from './interior.ts';
import type { Ring } from './ring.ts';

/** The places of a run on the stage: which there are, and where each stands. */
export interface Site {
  readonly processes: readonly { readonly id: PlaceId; readonly label: string; readonly box: Box }[];
  readonly crew: Crew;
  readonly loops: ReadonlyMap<PlaceId, Ring>;
  /** Seats in a process or on a loop, in a thread, or where a token stands for the thread. */
  readonly seats: ReadonlyMap<PlaceId, Point>;
  readonly threads: ReadonlyMap<PlaceId, Point>;
  /** The threads that are there whether or not they are taken. */
  readonly lasting: ReadonlySet<PlaceId>;
  readonly tokens: ReadonlyMap<PlaceId, TokenBlock>;
  readonly gils: ReadonlyMap<PlaceId, Point>;
  /** What has room for several: the backlog, the ready queues, the lines before pools, the kernel's waiting room. */
  readonly trays: ReadonlyMap<PlaceId, Tray>;
  /** What the trays in a process are called. */
  readonly labels: ReadonlyMap<PlaceId, string>;
  readonly backlogSize: number;
  /** So many are there at once that each is a dot without a number. */
  readonly dots: boolean;
}

/** More at once are dots. */
const mostDiscs = 30;

/** Who only flashes elsewhere is shown for longer where it was: so many times as many may be there. */
const lingering = 1.25;

/** The most requests that are ever at these places together, or anywhere. */
export type Crowd = (at?: readonly PlaceId[]) => number;

/** The crowd of a run. */
export function crowdIn(trace: Trace): Crowd {
  return (at) => most(trace, at);
}

/** Where the places of a run stand in a geometry; `compared` with another that has several processes. */
export function siteOf(trace: Trace, geometry: Geometry, compared = false, crowd: Crowd = crowdIn(trace)): Site {
  const { places } = trace;
  const processes = places.flatMap((place, _, all) =>
    place.kind === 'process' ? [{ ...place, contents: contentsOf(place.id, all) }] : [],
  );
  const crew = crewOf(places, processes.length, geometry, compared);
  const { boxes } = crew;
  const isOnly = processes.length < 2;
  const interiors = processes.map(({ contents }, i) =>
    interior(contents, boxes[i] ?? geometry.process, geometry, isOnly),
  );
  const loops = all(interiors, (each) => each.loops);
  const dots = crowd() > mostDiscs || [...loops.values()].some(({ seat }) => seat < sizes.disc);
  const backlog = places.find((place) => place.kind === 'backlog');
  const lines = all(interiors, ({ lines: each }) => each);
  const kernels = places.flatMap(({ kind, id }) => (kind === 'selector' ? [id] : []));
  const tray = (of: Tray, ...ids: readonly PlaceId[]) =>
    fitted(dots ? dotted(of) : of, crowd(ids) * (dots ? lingering : 1), of.counter ?? (dots ? 3 : 1));
  // whose loop it is, all wait in the same kernel
  const kernel = tray(geometry.kernel, ...kernels);
  return {
    processes: processes.map(({ id, label }, i) => ({ id, label, box: boxes[i] ?? geometry.process })),
    crew,
    loops,
    seats: all(interiors, ({ seats }) => seats),
    threads: all(interiors, ({ threads }) => threads),
    lasting: new Set(interiors.flatMap(({ alwaysThere, threads }) => (alwaysThere ? [...threads.keys()] : []))),
    tokens: all(interiors, ({ tokens }) => tokens),
    gils: all(interiors, ({ gils }) => gils),
    trays: new Map([
      ...(backlog === undefined ? [] : [[backlog.id, tray(geometry.backlog, backlog.id)] as const]),
      ...kernels.map((id) => [id, kernel] as const),
      ...Array.from(lines, ([id, line]) => [id, tray(line.tray, id)] as const),
    ]),
    dots,
    labels: new Map(Array.from(lines, ([id, { label }]) => [id, label])),
    backlogSize: backlog?.size ?? 0,
  };
}

function all<T>(interiors: readonly Interior[], of: (one: Interior) => ReadonlyMap<PlaceId, T>): Map<PlaceId, T> {
  return new Map(interiors.flatMap((one) => [...of(one)]));
}

/** Everything that is in a process, however deep. */
function contentsOf(process: PlaceId, places: readonly Place[]) {
  const inside = new Set([process]);
  return places.filter((place) => {
    if (!('parent' in place) || place.kind === 'core' || !inside.has(place.parent)) return false;
    inside.add(place.id);
    return true;
  });
}

/** A tray with no more rows than are ever wanted, around the same middle. */
function fitted(tray: Tray, wanted: number, counter: number): Tray {
  const rows = Math.min(tray.rows, Math.max(1, Math.ceil(wanted / tray.columns)));
  const h = tray.box.h - (tray.rows - rows) * tray.pitch;
  return {
    ...tray,
    rows,
    counter: wanted > rows * tray.columns ? counter : 0,
    box: { ...tray.box, y: tray.box.y + (tray.box.h - h) / 2, h },
  };
}

/** The most requests that are ever at these places, or anywhere, those counted that come together and are gone in the same instant. */
function most({ segments, requests }: Trace, at?: readonly PlaceId[]): number {
  const changes = segments
    .filter(({ place }) => at === undefined || at.includes(place))
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    // who goes at an instant is gone before who comes in it
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let [here, top] = [0, 1];
  for (const { by } of changes) {
    here += by;
    top = Math.max(top, here);
  }
  const together = new Map<number, number>();
  for (const { at } of requests) together.set(at, (together.get(at) ?? 0) + 1);
  return Math.max(top, ...together.values());
}

/** Where the `i`-th at a place stands; undefined where it is not drawn: past a tray's end, or at no place of the stage. */
export function spot(site: Site, place: PlaceId, i: number): Point | undefined {
  const tray = site.trays.get(place);
  if (tray === undefined) return i === 0 ? site.seats.get(place) : undefined;
  return i >= tray.columns * tray.rows - (tray.counter ?? 0) ? undefined : cell(tray, i);
}
