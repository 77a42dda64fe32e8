import { delay, instant, type Ms, type Process, type Timer } from './kernel.ts';
import { type Backlog, backlog } from './resources.ts';
import type { Outcome, PlaceId, Request, RequestId } from './trace.ts';
import type { Arrival } from './workload.ts';
import { CLIENTS, type World } from './world.ts';

/** Linux sends a lost SYN again after 1, 2, 4 s and so on: include/net/tcp.h, TCP_TIMEOUT_INIT. */
const FIRST_RETRY: Ms = 1000;

/** A listening socket. */
export interface Socket extends Backlog<Request> {
  readonly place: PlaceId;
}

/** A socket with a backlog of `size`. */
export function listen({ clock, recorder }: World, size: number): Socket {
  const place = recorder.place({ kind: 'backlog', id: 'backlog', label: 'backlog', size });
  return { ...backlog<Request>(clock, size), place };
}

/** All the clients of a run. */
export interface Clients {
  /** How many requests a client still waits for or the server still works on. */
  readonly open: number;
  /** Lets every client come at its time. */
  visit(socket: Socket): void;
  /** The server has finished with a request. A client that has given up does not see it. */
  answer(request: RequestId, kind: 'replied' | 'refused'): void;
}

/** The arrivals in the order of time and on the clock's grid, with the names they have in the trace. */
export function numbered(arrivals: readonly Arrival[]): Request[] {
  const sorted = arrivals.toSorted((a, b) => a.at - b.at);
  return sorted.map((arrival, n) => ({ ...arrival, id: `r${n + 1}`, at: instant(arrival.at) }));
}

/** Clients that send one request each and wait as long as their patience lasts. What they abandon is worked on. */
export function clients({ clock, recorder }: World, requests: readonly Request[]): Clients {
  // who waits for an answer, and the end of its patience if it has one
  const waiting = new Map<RequestId, Timer | undefined>();
  const unconnected = new Set<RequestId>();
  let open = requests.length;

  function settle(request: RequestId, kind: Outcome['kind']): void {
    clock.cancel(waiting.get(request));
    waiting.delete(request);
    recorder.outcome(request, kind);
  }

  function finish(request: RequestId): void {
    recorder.finish(request);
    open -= 1;
  }

  function giveUp({ id, probe }: Request): void {
    settle(id, 'gaveUp');
    if (probe) recorder.event({ kind: 'probeFailed', place: CLIENTS, request: id });
    if (unconnected.delete(id)) finish(id);
  }

  function* client(request: Request, socket: Socket): Process {
    const { id, at, patience } = request;
    yield* delay(clock, at);
    waiting.set(id, patience === undefined ? undefined : clock.lastly(patience, () => giveUp(request)));
    for (let pause = FIRST_RETRY; waiting.has(id); pause *= 2) {
      if (socket.offer(request)) {
        recorder.enter(id, { state: 'inLine', place: socket.place });
        unconnected.delete(id);
        return;
      }
      recorder.event({ kind: 'dropped', place: socket.place, request: id });
      recorder.enter(id, { state: 'inLine', place: CLIENTS });
      unconnected.add(id);
      yield* delay(clock, pause);
    }
  }

  return {
    get open() {
      return open;
    },
    visit(socket) {
      for (const request of requests) clock.start(client(request, socket));
    },
    answer(request, kind) {
      finish(request);
      if (waiting.has(request)) settle(request, kind);
    },
  };
}
