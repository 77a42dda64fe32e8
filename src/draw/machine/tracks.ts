import type { Ms } from '../../model/kernel.ts';
import { moment, type PlaceId, type RequestId, type Segment, type Trace } from '../../model/trace.ts';
import type { DiscState } from '../disc.ts';
import type { Point } from '../shape.ts';
import { durations, mostMoving } from '../theme.ts';
import { type Site, spot } from './site.ts';

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
  const coming = trace.segments.toSorted((a, b) => a.from - b.from);
  let present: Segment[] = [];
  let next = 0;
  for (const at of changes(trace)) {
    present = present.filter(({ to }) => to > at);
    for (let stay = coming[next]; stay !== undefined && stay.from <= at; stay = coming[++next]) {
      if (stay.to > at) present.push(stay);
    }
    const here = byPlace(present);
    for (const [place, cells] of waitingRooms) vacate(cells, here.get(place) ?? []);
    for (const [place, stays] of here) {
      const cells = waitingRooms.get(place);
      for (const [i, stay] of stays.entries())
        stand(keys, stay, at, spot(site, place, cells ? cellOf(cells, stay.request) : i), site);
    }
  }
  comeIn(trace, keys, site);
  leave(trace, keys, showing.ledger);
  for (const [request, own] of keys) keys.set(request, withoutFlashes(inTurns(own, showing, site), showing));
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
  for (const stay of inOrder) {
    const there = places.get(stay.place);
    if (there === undefined) places.set(stay.place, [stay]);
    else there.push(stay);
  }
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

/** In a seat and running or in line for the GIL in turns that are too short to see: one look for all of them. */
function inTurns(keys: readonly Key[], { lens, stills }: Showing, site: Site): readonly Key[] {
  const short = ({ stay, place, state }: Key) =>
    stay !== undefined &&
    (state === 'running' || state === 'inLine') &&
    site.seats.has(place) &&
    (stay.to - stay.from) * lens(stay.from) < durations.shortest &&
    !stills.some((still) => stay.from <= still && still < stay.to);
  return keys.flatMap((key, i): Key[] => {
    if (!short(key)) return [key];
    const before = keys[i - 1];
    const after = keys[i + 1];
    const follows = before !== undefined && short(before) && before.place === key.place;
    const goesOn = after !== undefined && short(after) && after.place === key.place;
    if (follows) return [];
    return goesOn ? [{ ...key, state: 'turns' }] : [key];
  });
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
  for (const [i, key] of keys.entries()) {
    const isLastStay = keys[i + 1]?.stay === undefined;
    if (flashes(key) && !isLastStay) {
      since ??= key.at;
      continue;
    }
    // nobody is answered before the answer: who only flashes at last is there, and looks as before
    const state = flashes(key) ? (kept.at(-1)?.state ?? key.state) : key.state;
    const at = key.stay === undefined || flashes(key) ? key.at : (since ?? key.at);
    kept.push({ ...key, at, state, hops: kept.at(-1)?.place !== key.place });
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
