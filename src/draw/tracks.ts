import type { Ms } from '../model/kernel.ts';
import { moment, type PlaceId, type RequestId, type Segment, type Trace } from '../model/trace.ts';
import type { DiscState } from './glyphs.ts';
import type { Point } from './shape.ts';
import { type Site, spot } from './site.ts';
import { durations, mostMoving } from './theme.ts';

/** From `at` on a request is here and looks like this, having come from the key before in `move` ms of the server's. */
export interface Key {
  readonly at: Ms;
  readonly place: PlaceId;
  /** undefined where it cannot be seen: past the end of a tray, or gone. */
  readonly spot: Point | undefined;
  readonly state: DiscState;
  /** The stay it shows; none once it is answered. */
  readonly stay?: Segment;
  readonly move: Ms;
  /** Came from another place, and did not only move up in line. */
  readonly hops: boolean;
}

export type Tracks = ReadonlyMap<RequestId, readonly Key[]>;

/** How a run is shown: where its answers go, how slowly it plays when, and at which instants it stands still. */
export interface Showing {
  readonly ledger: Point;
  readonly lens: (at: Ms) => number;
  readonly stills: readonly Ms[];
}

/** The place of a request whose answer is a line of the ledger. */
export const ledgerPlace = 'ledger';

type Keys = Map<RequestId, Key[]>;

/**
 * Where every request stands at every instant, and how it gets there. Hops happen inside the stay that they open, so
 * that scrubbing shows them too: at most half of it. What would only flash is passed over, unless the picture stands
 * still there; of more than eight moves at a time the later ones are cuts.
 */
export function tracksOf(trace: Trace, site: Site, showing: Showing): Tracks {
  const keys: Keys = new Map();
  const waitingRooms = new Map<PlaceId, (RequestId | undefined)[]>();
  for (const { id, kind } of trace.places) if (kind === 'selector') waitingRooms.set(id, []);
  for (const at of changes(trace)) {
    const here = byPlace(moment(trace, at).present);
    for (const [place, cells] of waitingRooms) vacate(cells, here.get(place) ?? []);
    for (const [place, stays] of here) {
      const cells = waitingRooms.get(place);
      for (const [i, stay] of stays.entries())
        stand(keys, stay, at, spot(site, place, cells ? cellOf(cells, stay.request) : i), site);
    }
  }
  comeIn(trace, keys, site);
  leave(trace, keys, showing.ledger);
  for (const [request, own] of keys) keys.set(request, withoutFlashes(own, showing));
  return moved(keys, showing);
}

/** Every instant at which somebody comes, goes or changes. */
function changes({ segments }: Trace): readonly Ms[] {
  return [...new Set(segments.flatMap(({ from, to }) => [from, to]))].sort((a, b) => a - b);
}

function byPlace(present: readonly Segment[]): ReadonlyMap<PlaceId, readonly Segment[]> {
  const inOrder = present.toSorted(
    (a, b) => a.from - b.from || Number(a.request.slice(1)) - Number(b.request.slice(1)),
  );
  const places = new Map<PlaceId, Segment[]>();
  for (const stay of inOrder) places.set(stay.place, [...(places.get(stay.place) ?? []), stay]);
  return places;
}

/** In the kernel's waiting room everyone keeps the cell found free on coming: nobody moves up. */
function cellOf(cells: (RequestId | undefined)[], request: RequestId): number {
  const known = cells.indexOf(request);
  if (known >= 0) return known;
  const free = cells.indexOf(undefined);
  const cell = free < 0 ? cells.length : free;
  cells[cell] = request;
  return cell;
}

function vacate(cells: (RequestId | undefined)[], stays: readonly Segment[]): void {
  for (const [i, cell] of cells.entries()) if (!stays.some(({ request }) => request === cell)) cells[i] = undefined;
}

function stand(keys: Keys, stay: Segment, at: Ms, where: Point | undefined, site: Site): void {
  const own = keys.get(stay.request) ?? [];
  keys.set(stay.request, own);
  const last = own.at(-1);
  const state = stay.state === 'away' && site.seats.has(stay.place) ? 'kept' : stay.state;
  if (last?.stay === stay && last.spot?.x === where?.x && last.spot?.y === where?.y) return;
  own.push({ at, place: stay.place, spot: where, state, stay, move: 0, hops: last?.place !== stay.place });
}

/** Everyone comes by the end of the backlog, also who moves up or is taken from there in the same instant. */
function comeIn(trace: Trace, keys: Keys, site: Site): void {
  const backlog = trace.places.find(({ kind }) => kind === 'backlog')?.id;
  if (backlog === undefined) return;
  for (const [i, { id, at }] of trace.requests.entries()) {
    const own = keys.get(id);
    const first = own?.[0];
    if (own === undefined || first === undefined) continue;
    const earlier = moment(trace, at).present.filter(({ place, from }) => place === backlog && from < at).length;
    const together = trace.requests.slice(0, i).filter((other) => other.at === at).length;
    const where = spot(site, backlog, earlier + together);
    if (first.place === backlog && first.spot?.x === where?.x && first.spot?.y === where?.y) continue;
    own[0] = { ...first, hops: first.place !== backlog };
    own.unshift({ at, place: backlog, spot: where, state: 'inLine', move: 0, hops: true });
  }
}

/** The last of each: to the ledger with its answer, or out of the picture. */
function leave({ outcomes, requests }: Trace, keys: Keys, ledger: Point): void {
  const answered = new Map(outcomes.filter(({ kind }) => kind !== 'gaveUp').map(({ request, at }) => [request, at]));
  for (const { id } of requests) {
    const own = keys.get(id);
    const at = answered.get(id);
    if (own === undefined) continue;
    const end = own.at(-1)?.stay?.to ?? 0;
    own.push(
      at === undefined
        ? { at: end, place: 'gone', spot: undefined, state: 'done', move: 0, hops: false }
        : { at, place: ledgerPlace, spot: ledger, state: 'done', move: 0, hops: true },
    );
  }
}

/** Stays in a seat or the ready queue that are too short to see give way to the stay after them. */
function withoutFlashes(keys: readonly Key[], { lens, stills }: Showing): Key[] {
  const flashes = ({ stay, state, place }: Key) =>
    stay !== undefined &&
    (state === 'running' || place.endsWith('ready')) &&
    (stay.to - stay.from) * lens(stay.from) < durations.shortest &&
    !stills.some((still) => stay.from <= still && still < stay.to);
  const kept: Key[] = [];
  let since: Ms | undefined;
  for (const key of keys) {
    if (flashes(key)) {
      since ??= key.at;
      continue;
    }
    // nobody is answered before the answer
    const at = key.place === ledgerPlace ? key.at : (since ?? key.at);
    kept.push({ ...key, at, hops: kept.at(-1)?.place !== key.place });
    since = undefined;
  }
  return kept;
}

/** Gives each key the duration of its move. */
function moved(keys: Keys, { lens }: Showing): Tracks {
  const all = [...keys].flatMap(([request, own]) =>
    own.map((key, i) => ({
      request,
      key,
      before: own[i - 1],
      stay: (own[i + 1]?.at ?? Number.POSITIVE_INFINITY) - key.at,
    })),
  );
  const result: Keys = new Map([...keys.keys()].map((request) => [request, []]));
  let ends: Ms[] = [];
  for (const { request, key, before, stay } of all.toSorted(
    (a, b) => a.key.at - b.key.at || Number(b.key.hops) - Number(a.key.hops),
  )) {
    const wall = key.hops ? durations.hop : durations.closeUp;
    const stands = before !== undefined && before.spot?.x === key.spot?.x && before.spot?.y === key.spot?.y;
    const canMove = key.spot !== undefined && !stands && (before === undefined || before.spot !== undefined);
    ends = ends.filter((end) => end > key.at);
    const move = canMove && ends.length < mostMoving ? Math.min(wall / lens(key.at), stay / 2) : 0;
    if (move > 0) ends.push(key.at + move);
    result.get(request)?.push({ ...key, move });
  }
  return result;
}

/** A request on the stage at an instant. */
export interface Standing {
  readonly key: Key;
  /** Its look: on its way to a seat it does not run yet. */
  readonly state: DiscState;
  readonly spot: Point;
  readonly moving: boolean;
}

/** An instant: of what is on its way, `settled` from 0 to 1 comes to its end; with `before`, who comes at `t` is still in line. */
export interface Instant {
  readonly t: Ms;
  readonly settled: number;
  readonly before?: boolean;
  /** Playing began here: what had begun to move by then has arrived. */
  readonly since?: Ms;
}

/**
 * Where a request is at an instant, on its way if it moves; undefined if it cannot be seen. Who comes from outside comes
 * from the left, at `entry`.
 */
export function standing(
  keys: readonly Key[],
  { t, settled, before: early = false, since = Number.NEGATIVE_INFINITY }: Instant,
  entry: number,
): Standing | undefined {
  const i = early && keys[0]?.at === t ? 0 : keys.findLastIndex(({ at }) => at <= t);
  const key = keys[i];
  if (key?.spot === undefined) return undefined;
  const before = i === 0 ? { x: entry, y: key.spot.y } : keys[i - 1]?.spot;
  const way = key.move === 0 ? 1 : Math.min(1, Math.max((t - key.at) / key.move, settled));
  if (before === undefined || way >= 1 || key.at <= since)
    return { key, state: key.state, spot: key.spot, moving: false };
  const eased = way < 0.5 ? 4 * way ** 3 : 1 - (-2 * way + 2) ** 3 / 2;
  const spot = { x: before.x + (key.spot.x - before.x) * eased, y: before.y + (key.spot.y - before.y) * eased };
  const working = key.state === 'running' || key.state === 'stuck';
  const state = working ? (keys[i - 1]?.state ?? key.state) : key.state;
  return { key, state, spot, moving: true };
}
