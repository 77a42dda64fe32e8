import type { Ms } from './kernel.ts';
import type { Breach, Law } from './laws.ts';
import { grouped } from './measure.ts';
import { QUOTA_PERIOD } from './processor.ts';
import type { Event, Place, PlaceId, Segment } from './trace.ts';

/** A microsecond for all that is added up in a period. */
const TOLERANCE: Ms = 1e-3;

/** What holds for each place, whoever is there. */
export const LAWS_OF_PLACES: Readonly<Record<string, Law>> = {
  'at most one request runs under a GIL': ({ segments }) =>
    shared(segments, (segment) => (segment.state === 'running' ? segment.gil : undefined)),

  'at most one request runs on a core': ({ segments }) =>
    shared(segments, (segment) => (segment.state === 'running' ? segment.core : undefined)),

  'at most one request is in a seat': ({ segments, places }) => {
    const seats = new Set(places.filter(({ kind }) => kind === 'seat').map(({ id }) => id));
    return shared(segments, ({ place }) => (seats.has(place) ? place : undefined));
  },

  'who is first in line is first out of it': ({ segments, places, outcomes }, histories) => {
    const answers = grouped(outcomes, ({ kind, request }) =>
      kind === 'replied' || kind === 'refused' ? request : undefined,
    );
    const queues = places.filter(({ kind }) => kind === 'backlog' || kind === 'readyQueue' || kind === 'pool');
    const fifo = new Set(queues.map(({ id }) => id));
    return overtaking(segments, (segment) => {
      if (segment.state !== 'inLine' || isThrownOut(segment)) return undefined;
      return segment.wants ?? (fifo.has(segment.place) ? segment.place : undefined);
    });
    /** It ended in line, unanswered: its process did, and nobody's turn had come. */
    function isThrownOut({ request, to }: Segment): boolean {
      const isLast = histories.get(request)?.at(-1)?.to === to;
      return isLast && answers.get(request)?.[0]?.at !== to;
    }
  },

  'no more tokens are held than there are': ({ events, places }) => {
    const sizes = new Map(places.flatMap((place) => (place.kind === 'pool' ? [[place.id, place.size]] : [])));
    return events.find((event) => event.kind === 'token' && !(event.held >= 0 && event.held <= sizeOf(event.place)));
    function sizeOf(place: PlaceId): number {
      return sizes.get(place) ?? 0;
    }
  },

  'nobody computes when the quota is spent, and nobody more than the quota': ({ segments, events, places }) => {
    const cores = new Map(places.flatMap((place) => (place.kind === 'core' ? [[place.id, place.parent]] : [])));
    for (const machine of places) {
      if (machine.kind !== 'machine' || machine.quota === undefined) continue;
      const { id, quota } = machine;
      const stops = events.filter((event) => event.kind === 'throttled').filter(({ place }) => place === id);
      const spent = new Map<number, Ms>();
      for (const stay of segments) {
        // a core of which nothing is said is that of the only machine
        if (stay.state !== 'running' || (cores.get(stay.core) ?? id) !== id) continue;
        const { from, to, request } = stay;
        if (stops.some(({ at, until }) => from < until && to > at)) return { at: from, request };
        for (let n = Math.floor(from / QUOTA_PERIOD); n * QUOTA_PERIOD < to; n += 1) {
          const inPeriod = Math.min(to, (n + 1) * QUOTA_PERIOD) - Math.max(from, n * QUOTA_PERIOD);
          spent.set(n, (spent.get(n) ?? 0) + inPeriod);
          if ((spent.get(n) ?? 0) > quota + TOLERANCE) return { at: to, request };
        }
      }
    }
    return undefined;
  },

  'nobody is in a process that has ended': ({ segments, events, places }) => {
    const home = homes(places);
    const lives = grouped(events, ({ kind, place }) => (kind === 'exited' || kind === 'booted' ? place : undefined));
    for (const { place, from, to, request } of segments) {
      const process = home.get(place);
      const dead = process === undefined ? undefined : deathDuring(lives.get(process) ?? [], from, to);
      if (dead !== undefined) return { at: dead, request };
    }
    return undefined;
  },
};

/** The process that each place is in. */
function homes(places: readonly Place[]): ReadonlyMap<PlaceId, PlaceId> {
  const home = new Map<PlaceId, PlaceId>();
  for (const place of places) {
    if (place.kind === 'process') home.set(place.id, place.id);
    const outer = 'parent' in place ? home.get(place.parent) : undefined;
    if (outer !== undefined) home.set(place.id, outer);
  }
  return home;
}

/** When, between two instants, a process with these ends and beginnings was not there. */
function deathDuring(life: readonly Event[], from: Ms, to: Ms): Ms | undefined {
  let diedAt: Ms | undefined;
  for (const { kind, at } of life) {
    if (kind === 'exited') diedAt = at;
    else if (diedAt !== undefined && diedAt < to && at > from) return Math.max(from, diedAt);
    else diedAt = undefined;
  }
  return diedAt !== undefined && diedAt < to ? Math.max(from, diedAt) : undefined;
}

/** The first to come while another still has what can be had by one. */
function shared(segments: readonly Segment[], had: (segment: Segment) => PlaceId | undefined): Breach | undefined {
  return firstBreach(segments, had, (before, after) => (after.from < before.to ? after.from : undefined));
}

/** The first to leave a line before another who came earlier. */
function overtaking(segments: readonly Segment[], line: (segment: Segment) => PlaceId | undefined): Breach | undefined {
  return firstBreach(segments, line, (before, after) => (after.to < before.to ? after.to : undefined));
}

/** Looks at the stays that have something in common, in the order in which they began, two by two. */
function firstBreach(
  segments: readonly Segment[],
  key: (segment: Segment) => PlaceId | undefined,
  breach: (before: Segment, after: Segment) => Ms | undefined,
): Breach | undefined {
  for (const stays of grouped(segments, key).values()) {
    let before: Segment | undefined;
    for (const after of stays.sort((a, b) => a.from - b.from || a.to - b.to)) {
      const at = before && breach(before, after);
      if (at !== undefined) return { at, request: after.request };
      before = after;
    }
  }
  return undefined;
}
