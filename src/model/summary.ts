import type { Ms } from './kernel.ts';
import { figures, mean, percentile, type Times, throughput } from './measure.ts';
import { loopUtilisation, meanLevel, mostLevel, queueLength, tokensHeld, turns } from './places.ts';
import type { Outcome, Place, PlaceId, State, Trace } from './trace.ts';

/** Exact: each percentile is a value that occurred. */
export interface Distribution {
  readonly count: number;
  readonly mean: number;
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  readonly most: number;
}

/** A run in figures, all of them from its trace. Times are ms, shares are from 0 to 1. */
export interface Summary {
  readonly end: Ms;
  readonly requests: number;
  readonly outcomes: Readonly<Record<Outcome['kind'], number>>;
  /** Replies a second. */
  readonly throughput: number;
  /** Of those who were replied to; nobody was if it is missing. */
  readonly latency?: Distribution;
  /** What a request did on average, as its user saw it. */
  readonly times: Times;
  /** Of all cores together. */
  readonly cores: number;
  /** In the order of the trace: a share of the run each. */
  readonly seats: readonly Share[];
  readonly loops: readonly (Share & { readonly lag: Distribution })[];
  readonly pools: readonly (Share & { readonly size: number; readonly most: number })[];
  /** Lines in which anybody ever was: the number of those in it. */
  readonly queues: readonly { readonly place: PlaceId; readonly mean: number; readonly most: number }[];
}

interface Share {
  readonly place: PlaceId;
  readonly utilisation: number;
}

const NONE = { replied: 0, failed: 0, refused: 0, gaveUp: 0, lost: 0 };

/** The figures of a run, which may as well be a recorded one of a real server. */
export function summary(trace: Trace): Summary {
  const lines = figures(trace);
  const outcomes: Record<Outcome['kind'], number> = { ...NONE };
  for (const { outcome } of lines) outcomes[outcome] += 1;
  const latencies = lines.flatMap(({ outcome, latency }) => (outcome === 'replied' ? [latency] : []));
  const inSeats = occupied(trace);
  const share = (ms: Ms) => (trace.end === 0 ? 0 : ms / trace.end);
  const cores = trace.places.filter(({ kind }) => kind === 'core');
  return {
    end: trace.end,
    requests: trace.requests.length,
    outcomes,
    throughput: throughput(trace),
    ...(latencies.length > 0 && { latency: distribution(latencies) }),
    times: meanTimes(lines),
    cores: cores.reduce((sum, { id }) => sum + share(inSeats.get(id) ?? 0), 0) / Math.max(1, cores.length),
    seats: places(trace, 'seat').map(({ id }) => ({ place: id, utilisation: share(inSeats.get(id) ?? 0) })),
    loops: places(trace, 'loop').map(({ id }) => ({
      place: id,
      utilisation: loopUtilisation(trace, id),
      lag: distribution(turns(trace, id).map(({ from, to }) => to - from)),
    })),
    pools: places(trace, 'pool').map(({ id, size }) => {
      const held = tokensHeld(trace, id);
      return { place: id, size, utilisation: meanLevel(held) / size, most: mostLevel(held) };
    }),
    queues: queuesOf(trace),
  };
}

function distribution(values: readonly number[]): Distribution {
  return {
    count: values.length,
    mean: mean(values),
    p50: percentile(values, 50),
    p90: percentile(values, 90),
    p99: percentile(values, 99),
    most: percentile(values, 100),
  };
}

function meanTimes(lines: readonly Times[]): Times {
  const of = (state: State) => (lines.length === 0 ? 0 : mean(lines.map((line) => line[state])));
  return { inLine: of('inLine'), running: of('running'), away: of('away'), stuck: of('stuck') };
}

/** How long each seat and each core was held. */
function occupied({ segments }: Trace): ReadonlyMap<PlaceId, Ms> {
  const held = new Map<PlaceId, Ms>();
  for (const stay of segments) {
    held.set(stay.place, (held.get(stay.place) ?? 0) + stay.to - stay.from);
    if (stay.state === 'running') held.set(stay.core, (held.get(stay.core) ?? 0) + stay.to - stay.from);
  }
  return held;
}

function places<Kind extends Place['kind']>({ places: all }: Trace, kind: Kind): Extract<Place, { kind: Kind }>[] {
  return all.filter((place): place is Extract<Place, { kind: Kind }> => place.kind === kind);
}

function queuesOf(trace: Trace): Summary['queues'] {
  const lines = new Set(trace.segments.flatMap((stay) => (stay.state === 'inLine' ? [stay.wants ?? stay.place] : [])));
  return Array.from(lines, (place) => {
    const lengths = queueLength(trace, place);
    return { place, mean: meanLevel(lengths), most: mostLevel(lengths) };
  });
}
