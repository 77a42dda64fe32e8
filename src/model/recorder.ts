import type { Kernel, Ms } from './kernel.ts';
import type { Event, Outcome, Place, PlaceId, Request, RequestId, Segment, Stay, Trace } from './trace.ts';

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;

/** Writes the trace of a run while it runs; it alone stamps times. */
export interface Recorder {
  /** Says what there is; again for the same place, as a worker that is started anew does, changes nothing. */
  place(place: Place): PlaceId;
  /** The request is now here, like this, and no longer where it was. */
  enter(request: RequestId, stay: Stay): void;
  /** The server has finished with the request. */
  finish(request: RequestId): void;
  event(event: Unstamped<Event>): void;
  outcome(request: RequestId, kind: Outcome['kind']): void;
  trace(requests: readonly Request[]): Trace;
}

/** What a request has done so far, and what it does now. */
interface History {
  readonly segments: Segment[];
  stay: Stay | undefined;
  since: Ms;
}

/** A recorder with an empty trace. Stays of no duration leave no segment. */
export function recorder(clock: Kernel): Recorder {
  const places = new Map<PlaceId, Place>();
  const events: Event[] = [];
  const outcomes: Outcome[] = [];
  const histories = new Map<RequestId, History>();

  function change(request: RequestId, next: Stay | undefined): void {
    const { now } = clock;
    const history = histories.get(request);
    if (history === undefined) {
      if (next !== undefined) histories.set(request, { segments: [], stay: next, since: now });
      return;
    }
    const { stay, since } = history;
    if (stay !== undefined && since < now) {
      // the spread comes last: what follows one makes V8 keep the object slow, and these are many
      history.segments.push({ request, from: since, to: now, ...stay });
    }
    history.stay = next;
    history.since = now;
  }

  return {
    place(place) {
      places.set(place.id, place);
      return place.id;
    },
    enter: change,
    finish(request) {
      change(request, undefined);
    },
    event(event) {
      events.push({ at: clock.now, ...event });
    },
    outcome(request, kind) {
      outcomes.push({ request, at: clock.now, kind });
    },
    trace: (requests) => ({
      places: [...places.values()],
      requests,
      segments: requests.flatMap(({ id }) => histories.get(id)?.segments ?? []),
      events,
      outcomes,
      end: clock.now,
    }),
  };
}
