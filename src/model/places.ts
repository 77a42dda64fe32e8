import { instant, type Ms } from './kernel.ts';
import { sum, type Times, times } from './measure.ts';
import type { PlaceId, Segment, Trace } from './trace.ts';

/** How long a place was used in each state: a seat by who sat in it, a core or a GIL by who ran with it. */
export function use({ segments }: Trace, place: PlaceId): Times {
  return times(segments.filter((segment) => isAt(segment, place)));
}

function isAt(segment: Segment, place: PlaceId): boolean {
  return segment.place === place || (segment.state === 'running' && (segment.core === place || segment.gil === place));
}

/** The share of the run, from 0 to 1, in which a place that holds one request, such as a seat or a core, held one. */
export function utilisation(trace: Trace, place: PlaceId): number {
  return share(sum(Object.values(use(trace, place))), trace);
}

/** The first part of a place's name: in a fleet the replica that the place is in. */
export function podOf(place: PlaceId): PlaceId {
  return place.split('/')[0] ?? place;
}

/** A stretch of a run in which something had a value; `to` is where the next begins. */
export interface Level {
  readonly from: Ms;
  readonly to: Ms;
  readonly value: number;
}

/** How many are in line at a place or, as a core or a GIL has its line in the seats, for it; from 0 ms to the end. */
export function queueLength({ segments, end }: Trace, place: PlaceId): readonly Level[] {
  const line = segments.filter((stay) => stay.state === 'inLine' && (stay.wants ?? stay.place) === place);
  const changes = line.flatMap(({ from, to }) => [
    { at: from, by: 1 },
    { at: to, by: -1 },
  ]);
  return levels(changes, end);
}

/** How many of a pool's tokens are held; from 0 ms to the end. */
export function tokensHeld({ events, end }: Trace, pool: PlaceId): readonly Level[] {
  let before = 0;
  const changes = events.flatMap((event) => {
    if (event.kind !== 'token' || event.place !== pool) return [];
    const by = event.held - before;
    before = event.held;
    return [{ at: event.at, by }];
  });
  return levels(changes, end);
}

function levels(changes: readonly { readonly at: Ms; readonly by: number }[], end: Ms): readonly Level[] {
  const all: Level[] = [];
  let [from, value] = [0, 0];
  for (const { at, by } of changes.toSorted((a, b) => a.at - b.at)) {
    if (at > from) all.push({ from, to: at, value });
    [from, value] = [at, value + by];
  }
  // a change in the last instant is there as well, although it lasts no time
  const before = all.at(-1)?.value ?? 0;
  return end > from || value !== before ? [...all, { from, to: end, value }] : all;
}

/** The mean over time; 0 of a run without duration. */
export function meanLevel(all: readonly Level[]): number {
  const duration = all.reduce((total, { from, to }) => total + (to - from), 0);
  return duration === 0 ? 0 : all.reduce((total, { from, to, value }) => total + value * (to - from), 0) / duration;
}

/** The highest; 0 of none. */
export function mostLevel(all: readonly Level[]): number {
  return all.reduce((most, { value }) => Math.max(most, value), 0);
}

/** A loop's turn: from when it was due to look at what is ready until it asks its selector again. */
export interface Turn {
  readonly from: Ms;
  readonly to: Ms;
}

/**
 * All turns of a loop. Their length is its lag: so long does whoever becomes ready at the beginning of one wait for the
 * next. A turn is due when the loop's sleep is over, which is before it begins if the loop has to wait for the GIL.
 */
export function turns({ events, end }: Trace, loop: PlaceId): readonly Turn[] {
  const all: Turn[] = [];
  let due = 0;
  let from: Ms | undefined;
  for (const event of events) {
    if (event.place === loop && event.kind === 'turn') from = Math.min(event.at, due);
    const isOver = event.place === loop ? event.kind === 'select' : event.kind === 'exited' && isIn(loop, event.place);
    if (isOver && from !== undefined) {
      all.push({ from, to: event.at });
      from = undefined;
    }
    if (event.place === loop && event.kind === 'select') due = event.at + (event.timeout ?? Number.POSITIVE_INFINITY);
  }
  return from === undefined ? all : [...all, { from, to: end }];
}

function isIn(place: PlaceId, process: PlaceId): boolean {
  return place.startsWith(`${process}/`);
}

/** The share of the run, from 0 to 1, in which a loop was in a turn and asked nobody. */
export function loopUtilisation(trace: Trace, loop: PlaceId): number {
  return share(sum(turns(trace, loop).map(({ from, to }) => instant(to - from))), trace);
}

function share(ms: Ms, { end }: Trace): number {
  return end === 0 ? 0 : ms / end;
}
