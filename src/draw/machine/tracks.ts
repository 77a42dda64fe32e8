import type { Ms } from '../../model/kernel.ts';
import type { PlaceId, RequestId, Segment, Trace } from '../../model/trace.ts';
import type { DiscState } from '../disc.ts';
import type { Point } from '../shape.ts';
import { durations, mostMoving } from '../theme.ts';
import { inTurns, withoutFlashes } from './flashes.ts';
import { type Site, spot } from './site.ts';
import { placed } from './spots.ts';

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

export type Keys = Map<RequestId, Key[]>;

/**
 * Where every request stands at every instant, and how it gets there. Hops happen inside the stay that they open, so
 * that scrubbing shows them too: at most half of it. What would only flash is passed over, unless the picture stands
 * still there; of more than eight moves at a time the later ones are cuts.
 */
export function tracksOf(trace: Trace, site: Site, showing: Showing): Tracks {
  const keys: Keys = new Map(trace.requests.map(({ id }) => [id, []]));
  for (const stay of trace.segments.toSorted((a, b) => a.from - b.from))
    keys.get(stay.request)?.push({ ...unmoved, at: stay.from, place: stay.place, state: stateOf(stay, site), stay });
  comeIn(trace, keys);
  leave(trace, keys, showing.ledger);
  for (const [request, own] of keys) keys.set(request, withoutFlashes(inTurns(own, showing, site), showing, site));
  return moved(fromOutside(trace, placed(keys, trace, site), site), showing);
}

const unmoved = { spot: undefined, move: 0, hops: true } as const;

function stateOf({ state, place }: Segment, { seats }: Site): DiscState {
  return state === 'away' && seats.has(place) ? 'kept' : state;
}

/** Everyone comes by the backlog, also who moves up or is taken from there in the same instant. */
function comeIn({ places, requests }: Trace, keys: Keys): void {
  const backlog = backlogOf(places);
  if (backlog === undefined) return;
  for (const { id, at } of requests) keys.get(id)?.unshift({ ...unmoved, at, place: backlog, state: 'inLine' });
}

/** Who comes stands at the end of the backlog first. */
function fromOutside(trace: Trace, keys: Keys, site: Site): Keys {
  const backlog = backlogOf(trace.places);
  if (backlog === undefined) return keys;
  const waits = trace.segments.filter(({ place }) => place === backlog);
  const came = new Map<Ms, number>();
  for (const { id, at } of trace.requests) {
    const together = came.get(at) ?? 0;
    came.set(at, together + 1);
    const [first, second, ...rest] = keys.get(id) ?? [];
    if (first === undefined || second === undefined) continue;
    const earlier = waits.filter(({ from, to }) => from < at && at < to).length;
    const where = spot(site, backlog, earlier + together);
    const stands = second.place === backlog && second.spot?.x === where?.x && second.spot?.y === where?.y;
    keys.set(id, stands ? [{ ...second, hops: true }, ...rest] : [{ ...first, spot: where }, second, ...rest]);
  }
  return keys;
}

function backlogOf(places: Trace['places']): PlaceId | undefined {
  return places.find(({ kind }) => kind === 'backlog')?.id;
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
