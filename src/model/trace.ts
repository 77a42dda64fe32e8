import type { Ms } from './kernel.ts';
import type { Arrival } from './workload.ts';

/** "r1" is the first to arrive. */
export type RequestId = `r${number}`;

/** A readable path: "backlog", "core 2", "worker 1", "worker 1/loop", "worker 1/thread 3/seat", "pod 2/worker 1/loop". */
export type PlaceId = string;

interface Named {
  readonly id: PlaceId;
  readonly label: string;
}

interface Inside extends Named {
  /** The place it is drawn in: a process, a loop, a thread or, for a core, the machine. */
  readonly parent: PlaceId;
}

/** Where something can be. Places stand still: they are all there from the beginning of the run. */
export type Place =
  /** Outside, on the left: who has not got a connection is here. */
  | (Named & { readonly kind: 'clients' })
  /** Outside, on the right: what a request that is away waits for. */
  | (Named & { readonly kind: 'upstream' })
  | (Named & { readonly kind: 'machine'; readonly cores: number; readonly quota?: Ms })
  | (Inside & { readonly kind: 'core' })
  /** The kernel's queue of the listening socket; `size` is its parameter. */
  | (Named & { readonly kind: 'backlog'; readonly size: number })
  /** Forks the workers and watches them: gunicorn's arbiter, uvicorn's supervisor. */
  | (Named & { readonly kind: 'arbiter' })
  | (Named & { readonly kind: 'process' })
  /** One of several replicas of a server, each on a machine of its own; the places in it begin with its id: "pod 2/backlog". */
  | (Named & { readonly kind: 'pod' })
  | (Inside & { readonly kind: 'gil' })
  /** Where Python can run; its parent is a process, a loop or a thread. */
  | (Inside & { readonly kind: 'seat' })
  | (Inside & { readonly kind: 'loop' })
  | (Inside & { readonly kind: 'readyQueue' })
  /** Waiting, in the kernel. */
  | (Inside & { readonly kind: 'selector' })
  | (Inside & { readonly kind: 'timers' })
  /** The queue before a pool of `size` threads, or before as many tokens. */
  | (Inside & { readonly kind: 'pool'; readonly size: number })
  | (Inside & { readonly kind: 'thread' });

export type State = 'inLine' | 'running' | 'away' | 'stuck';

/** How and where a request is. */
export type Stay =
  /** Could go on and may not. In a seat, `wants` is what it lacks there: the GIL or, by the machine, a core. */
  | { readonly state: 'inLine'; readonly place: PlaceId; readonly wants?: PlaceId }
  /** Computes in a seat; C code that has released the GIL, and code without one, has no `gil`. */
  | { readonly state: 'running'; readonly place: PlaceId; readonly core: PlaceId; readonly gil?: PlaceId }
  /** Waits for someone else: in a seat it keeps the seat, at the selector it has left it. */
  | { readonly state: 'away'; readonly place: PlaceId }
  /** Holds the loop and does not run. */
  | { readonly state: 'stuck'; readonly place: PlaceId };

/** A stay from `from` to before `to`. */
export type Segment = Stay & { readonly request: RequestId; readonly from: Ms; readonly to: Ms };

/**
 * What the client saw: an answer, a 500 (`failed`), a 503 (`refused`), its own patience end, or the connection break
 * (`lost`). The server may work on after `gaveUp`, and after `replied` on what it does behind the answer.
 */
export interface Outcome {
  readonly request: RequestId;
  readonly at: Ms;
  readonly kind: 'replied' | 'failed' | 'refused' | 'gaveUp' | 'lost';
}

/** What happened that no segment says. */
export type Event = {
  readonly at: Ms;
  readonly place: PlaceId;
} /** A loop begins to run callbacks, `ready` of them: those that were ready by now. */ & (
  | { readonly kind: 'turn'; readonly ready: number }
  /** A loop asks its selector: 0 only glances, no timeout sleeps until something comes. */
  | { readonly kind: 'select'; readonly timeout?: Ms }
  /** The GIL goes from one seat to another that was waiting; `forced` by the waiter's 5 ms. */
  | { readonly kind: 'gil'; readonly from: PlaceId; readonly to: PlaceId; readonly forced: boolean }
  /** The backlog was full: the attempt is lost, nobody is told. */
  | { readonly kind: 'dropped'; readonly request: RequestId }
  | { readonly kind: 'probeFailed'; readonly request: RequestId }
  /** So many of a pool's tokens are held from now on. */
  | { readonly kind: 'token'; readonly held: number }
  /** The container's quota is spent: nobody computes until then. */
  | { readonly kind: 'throttled'; readonly until: Ms }
  /** A worker shows its arbiter that it is alive. */
  | { readonly kind: 'heartbeat' }
  /** A request goes to a replica: by the balancer, or by its own prober. */
  | { readonly kind: 'sent'; readonly request: RequestId }
  /** A replica is out of the balancer's rotation, and in it again; at 0 ms all are in it. */
  | { readonly kind: 'unready' | 'ready' }
  /** A new process begins to load the application, and then to serve. */
  | { readonly kind: 'fork' | 'booted' }
  | { readonly kind: 'signal'; readonly signal: Signal }
  /** The process is gone: by a signal, by a fault of its own or, with none of them, because it had finished. */
  | { readonly kind: 'exited'; readonly by?: Signal | 'crash' }
);

export type Signal = 'SIGTERM' | 'SIGABRT' | 'SIGKILL';

/** What arrived, by the name it has in the trace; its steps are those that this server makes of it. */
export interface Request extends Arrival {
  readonly id: RequestId;
  /** The attempt before this one, of the same client for the same work. */
  readonly retryOf?: RequestId;
}

/** The whole truth about a run. */
export interface Trace {
  readonly places: readonly Place[];
  /** In the order of arrival. */
  readonly requests: readonly Request[];
  /** Request by request, and each one's in the order of time. */
  readonly segments: readonly Segment[];
  /** In the order of time. */
  readonly events: readonly Event[];
  /** In the order of time. */
  readonly outcomes: readonly Outcome[];
  readonly end: Ms;
}

/** A run at one instant. */
export interface Moment {
  readonly at: Ms;
  /** Everyone who is in the system: where, in which state, and, by `from`, since when. */
  readonly present: readonly Segment[];
  /** The ledger so far. */
  readonly outcomes: readonly Outcome[];
}

/** Who is where at instant `t`, in which state, since when; what changes at `t` has changed. */
export function moment(trace: Trace, t: Ms): Moment {
  return {
    at: t,
    present: trace.segments.filter(({ from, to }) => from <= t && t < to),
    outcomes: trace.outcomes.filter(({ at }) => at <= t),
  };
}
