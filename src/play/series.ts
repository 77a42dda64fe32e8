import { instant, type Ms } from '../model/kernel.ts';
import { grouped } from '../model/measure.ts';
import type { Outcome, Place, PlaceId, Segment, Trace } from '../model/trace.ts';
import { averages, binCount } from './bins.ts';

/** What a request in the system is in; "kept" is away in a seat that nobody else can have meanwhile. */
export const conditions = ['running', 'stuck', 'inLine', 'kept', 'away'] as const;

export type Condition = (typeof conditions)[number];

/** Something of which there are `size`, and the share of it that was taken, from 0 to 1, bin by bin. */
export interface Usage {
  readonly name: string;
  readonly size: number;
  readonly shares: readonly number[];
}

/** When somebody asked, and how long it took; `good` unless what came was no answer. */
export interface Wait {
  readonly at: Ms;
  readonly latency: Ms;
  readonly good: boolean;
}

/** A run from 0 ms to its end in equal bins. */
export interface Series {
  readonly end: Ms;
  /** How many were in the system, by what they were in, on average in each bin. */
  readonly present: Readonly<Record<Condition, readonly number[]>>;
  /** The most that were in the system at once, and when that was first. */
  readonly most: { readonly count: number; readonly at: Ms };
  /** When half as many were still there at last: much has happened by then, and much is to come. */
  readonly telling: Ms;
  readonly usages: readonly Usage[];
}

export function seriesOf(trace: Trace): Series {
  const { segments, end } = trace;
  const seats = seatsIn(trace);
  const by = grouped(segments, (stay) => conditionOf(stay, seats));
  const of = (condition: Condition) => averages(by.get(condition) ?? [], end);
  const levels = levelsOf(segments);
  const most = levels.reduce((top, each) => (each.count > top.count ? each : top), { count: 0, at: 0 });
  return {
    end,
    present: {
      ...{ running: of('running'), stuck: of('stuck'), inLine: of('inLine') },
      ...{ kept: of('kept'), away: of('away') },
    },
    most,
    telling: levels.findLast(({ count }) => count >= most.count / 2)?.at ?? 0,
    usages: usagesOf(trace, seats),
  };
}

/** The places where Python can run, and what each is in. */
type Seats = ReadonlyMap<PlaceId, Place['kind']>;

export function seatsIn({ places }: Trace): Seats {
  const kinds = new Map(places.map(({ id, kind }) => [id, kind]));
  return new Map(
    places.flatMap((place) => (place.kind === 'seat' ? [[place.id, kinds.get(place.parent) ?? 'process']] : [])),
  );
}

export function conditionOf({ state, place }: Segment, seats: Seats): Condition {
  return state === 'away' && seats.has(place) ? 'kept' : state;
}

/** How many are there from each instant on at which that changes. */
function levelsOf(segments: readonly Segment[]): readonly { readonly count: number; readonly at: Ms }[] {
  const changes = segments
    .flatMap(({ from, to }) => [
      { at: from, by: 1 },
      { at: to, by: -1 },
    ])
    // who goes at an instant is gone before who comes in it
    .sort((a, b) => a.at - b.at || a.by - b.by);
  let count = 0;
  return changes.flatMap(({ at, by }, i) => {
    count += by;
    return changes[i + 1]?.at === at ? [] : [{ count, at }];
  });
}

const nameOf: Partial<Record<Place['kind'], string>> = { process: 'seat', loop: 'loop', thread: 'thread' };

/** How many seats there are in places of a kind; of threads, which come when they are wanted, as many as may come. */
export function seatCount(places: readonly Place[], seats: Seats, kind: string): number {
  const pools = places.flatMap((place) => (place.kind === 'pool' ? [place.size] : []));
  if (kind === 'thread' && pools.length > 0) return pools.reduce((sum, size) => sum + size, 0);
  return [...seats].filter(([id, each]) => each === kind && !id.endsWith('/main/seat')).length;
}

/** Of so few requests each is seen; of more a bin has several, or it would come and go with each of them. */
const few = 60;
const coarse = 60;

/** The cores, and what Python can run in, by what that is; threads that never ran are no news. */
function usagesOf({ places, segments, requests, end }: Trace, seats: Seats): readonly Usage[] {
  const bins =
    requests.length <= few ? binCount : Math.min(binCount, Math.max(coarse, Math.round(requests.length / 2)));
  const cores = places.filter(({ kind }) => kind === 'core').length;
  const running = segments.filter(({ state }) => state === 'running');
  const usages: Usage[] = [
    { name: cores === 1 ? 'core' : 'cores', size: cores, shares: shared(running, cores, end, bins) },
  ];
  const inSeats = grouped(segments, ({ place }) => seats.get(place));
  for (const [kind, name] of Object.entries(nameOf)) {
    const taken = [...inSeats].find(([each]) => each === kind)?.[1] ?? [];
    if (taken.length === 0) continue;
    const size = seatCount(places, seats, kind);
    usages.push({ name: size === 1 ? name : `${name}s`, size, shares: shared(taken, size, end, bins) });
  }
  return usages;
}

function shared(spans: readonly Segment[], size: number, end: Ms, bins: number): readonly number[] {
  return averages(spans, end, bins).map((taken) => Math.min(1, taken / Math.max(1, size)));
}

/** Every request that has an outcome, in the order of arrival. */
export function waitsOf({ requests, outcomes }: Trace): readonly Wait[] {
  const ends = new Map<string, Outcome>(outcomes.map((outcome) => [outcome.request, outcome]));
  return requests.flatMap(({ id, at }) => {
    const outcome = ends.get(id);
    return outcome === undefined ? [] : [{ at, latency: instant(outcome.at - at), good: outcome.kind === 'replied' }];
  });
}
