import type { Breach, Law } from './laws.ts';
import { podOf } from './places.ts';
import type { Event, PlaceId, RequestId, Trace } from './trace.ts';

/** What holds of replicas behind a balancer. A run of one server alone has none. */
export const LAWS_OF_FLEETS: Readonly<Record<string, Law>> = {
  'the balancer sends nobody to a replica that is not ready': (trace) => {
    const out = new Set<PlaceId>();
    return alongRotation(trace, {
      change: ({ kind, place }) => void (kind === 'unready' ? out.add(place) : out.delete(place)),
      send: ({ place }) => !out.has(place),
    });
  },

  'while the same replicas are ready, none is sent two requests more than another': (trace) => {
    const ready = new Set(podsOf(trace));
    let counts = new Map<PlaceId, number>();
    return alongRotation(trace, {
      change({ kind, place }) {
        if (kind === 'ready') ready.add(place);
        else ready.delete(place);
        counts = new Map();
      },
      send({ place }) {
        counts.set(place, (counts.get(place) ?? 0) + 1);
        const all = Array.from(ready, (pod) => counts.get(pod) ?? 0);
        return Math.max(...all) - Math.min(...all) <= 1;
      },
    });
  },

  'a request stays on the replica that it was sent to': (trace) => {
    const pods = new Set(podsOf(trace));
    const home = new Map<RequestId, PlaceId>();
    for (const event of trace.events) if (event.kind === 'sent') home.set(event.request, event.place);
    for (const { request, place, from } of trace.segments) {
      const pod = podOf(place);
      if (!pods.has(pod)) continue;
      // on a connection that is kept nobody is sent anew
      const own = home.get(request) ?? pod;
      home.set(request, own);
      if (pod !== own) return { at: from, request };
    }
    return undefined;
  },
};

interface Rotation {
  change(event: Extract<Event, { kind: 'ready' | 'unready' }>): void;
  /** Whether the balancer may send this there. */
  send(event: Extract<Event, { kind: 'sent' }>): boolean;
}

/** Goes through what a balancer does; a probe, which goes to its own replica whatever its state, is none of its business. */
function alongRotation({ events, requests }: Trace, { change, send }: Rotation): Breach | undefined {
  const probes = new Set(requests.flatMap(({ id, probe }) => (probe ? [id] : [])));
  for (const event of events) {
    if (event.kind === 'ready' || event.kind === 'unready') change(event);
    else if (event.kind === 'sent' && !probes.has(event.request) && !send(event))
      return { at: event.at, request: event.request };
  }
  return undefined;
}

function podsOf({ places }: Trace): readonly PlaceId[] {
  return places.flatMap(({ kind, id }) => (kind === 'pod' ? [id] : []));
}
