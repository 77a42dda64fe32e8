import type { Ms } from '../../model/kernel.ts';
import { grouped } from '../../model/measure.ts';
import { podOf } from '../../model/places.ts';
import type { Outcome, PlaceId, RequestId, Segment, Trace } from '../../model/trace.ts';

/** A request on a pod, from when it comes until the server has finished with it. */
export interface Visit {
  readonly request: RequestId;
  readonly probe: boolean;
  readonly from: Ms;
  readonly to: Ms;
  readonly stays: readonly Segment[];
  readonly outcome: Outcome['kind'];
  /** When a client that gave up did so. */
  readonly gaveUpAt: Ms;
}

/** A pod out of rotation: told to stop at `from`, ended at `killed`, ready again at `to`. */
export interface Outage {
  readonly from: Ms;
  readonly killed: Ms;
  readonly to: Ms;
}

/** What became of a probe, when that was known. */
export interface Asked {
  readonly at: Ms;
  readonly good: boolean;
}

/** All that happens to one replica. */
export interface Pod {
  readonly id: PlaceId;
  readonly visits: readonly Visit[];
  /** What its seats hold, in the order of time. */
  readonly seated: readonly Segment[];
  readonly outages: readonly Outage[];
  readonly probes: readonly Asked[];
  readonly hasLoop: boolean;
}

/** The replicas of a run, each with its own share of the trace. */
export function podsOf(trace: Trace): readonly Pod[] {
  const { places, requests, events, segments, outcomes, end } = trace;
  const seats = new Set(places.flatMap(({ kind, id }) => (kind === 'seat' ? [id] : [])));
  const stays = grouped(segments, ({ request }) => request);
  const outcome = new Map(outcomes.map((each) => [each.request, each]));
  const sentTo = new Map<RequestId, PlaceId>();
  for (const event of events) if (event.kind === 'sent') sentTo.set(event.request, event.place);
  const visits = grouped(
    requests.map(({ id, at, probe = false }): Visit => {
      const own = stays.get(id) ?? [];
      const { kind = 'lost', at: seen = at } = outcome.get(id) ?? {};
      const gaveUpAt = kind === 'gaveUp' ? seen : Number.POSITIVE_INFINITY;
      return { request: id, probe, from: at, to: own.at(-1)?.to ?? at, stays: own, outcome: kind, gaveUpAt };
    }),
    ({ request }) => sentTo.get(request),
  );
  const inSeats = grouped(segments, ({ place }) => (seats.has(place) ? podOf(place) : undefined));
  return places.flatMap(({ kind, id }) => {
    if (kind !== 'pod') return [];
    const own = visits.get(id) ?? [];
    return {
      id,
      visits: own,
      seated: (inSeats.get(id) ?? []).toSorted((a, b) => a.from - b.from),
      outages: outagesOf(
        events.filter(({ place }) => podOf(place) === id),
        end,
      ),
      probes: own
        .flatMap(({ probe, request }) => (probe ? [outcome.get(request)] : []))
        .flatMap((each) => (each === undefined ? [] : [{ at: each.at, good: each.kind === 'replied' }]))
        .toSorted((a, b) => a.at - b.at),
      hasLoop: places.some((place) => place.kind === 'loop' && podOf(place.id) === id),
    };
  });
}

function outagesOf(events: Trace['events'], end: Ms): readonly Outage[] {
  return events.flatMap(({ kind, at: from }) => {
    if (kind !== 'unready') return [];
    const after = (wanted: string) => events.find((each) => each.kind === wanted && each.at >= from)?.at ?? end;
    return [{ from, killed: after('exited'), to: after('ready') }];
  });
}

/** How many of its last probes in a row a pod has failed; with a new start it begins anew. */
export function failuresAt({ probes, outages }: Pod, t: Ms): number {
  const begun = outages.findLast(({ to }) => to <= t)?.to ?? Number.NEGATIVE_INFINITY;
  const asked = probes.filter(({ at }) => at > begun && at <= t);
  return asked.length - 1 - asked.findLastIndex(({ good }) => good);
}

/** The outage that a pod is in, if it is in one. */
export function outageAt({ outages }: Pod, t: Ms): Outage | undefined {
  return outages.find(({ from, to }) => from <= t && t < to);
}

/** Where a visit is at an instant: in the seat, in the pod's line, or not there. */
export function stayAt({ stays }: Visit, t: Ms): Segment | undefined {
  return stays.find(({ from, to }) => from <= t && t < to);
}
