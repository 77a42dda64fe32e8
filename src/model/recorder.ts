import type { Kernel, Ms } from './kernel.ts';
import type { Event, Outcome, Place, PlaceId, Request, RequestId, Segment, Stay, Trace } from './trace.ts';

type Unstamped<T> = T extends unknown ? Omit<T, 'at'> : never;
type Open = Stay & { readonly from: Ms };

/** Writes the trace of a run while it runs; it alone stamps times. */
export interface Recorder {
  place(place: Place): PlaceId;
  /** The request is now here, like this, and no longer where it was. */
  enter(request: RequestId, stay: Stay): void;
  /** The server has finished with the request. */
  finish(request: RequestId): void;
  event(event: Unstamped<Event>): void;
  outcome(request: RequestId, kind: Outcome['kind']): void;
  trace(requests: readonly Request[]): Trace;
}

/** A recorder with an empty trace. Stays of no duration leave no segment. */
export function recorder(clock: Kernel): Recorder {
  const places: Place[] = [];
  const events: Event[] = [];
  const outcomes: Outcome[] = [];
  const open = new Map<RequestId, Open>();
  const closed = new Map<RequestId, Segment[]>();

  function finish(request: RequestId): void {
    const stay = open.get(request);
    open.delete(request);
    if (stay === undefined || stay.from === clock.now) return;
    const segment = { ...stay, request, to: clock.now };
    const before = closed.get(request);
    if (before === undefined) closed.set(request, [segment]);
    else before.push(segment);
  }

  return {
    place(place) {
      places.push(place);
      return place.id;
    },
    enter(request, stay) {
      finish(request);
      open.set(request, { ...stay, from: clock.now });
    },
    finish,
    event(event) {
      events.push({ ...event, at: clock.now });
    },
    outcome(request, kind) {
      outcomes.push({ request, at: clock.now, kind });
    },
    trace: (requests) => ({
      places,
      requests,
      segments: requests.flatMap(({ id }) => closed.get(id) ?? []),
      events,
      outcomes,
      end: clock.now,
    }),
  };
}
