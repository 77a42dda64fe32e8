import type { Exchange } from './connection.ts';
import type { Gil } from './gil.ts';
import { delay, instant, type Ms, type Process } from './kernel.ts';
import type { PlaceId, RequestId } from './trace.ts';
import { type Step, unreachable } from './workload.ts';
import type { World } from './world.ts';

/** A thread of a process. It runs Python while it holds its process's GIL; in a free-threaded one, always. */
export interface Thread {
  readonly seat: PlaceId;
  readonly gil: Gil | undefined;
}

/** Begins or goes on to run Python if that needs no waiting. */
export function tryEnter({ seat, gil }: Thread): boolean {
  return gil === undefined || gil.tryAcquire(seat);
}

/** Begins or goes on to run Python: waits for the GIL. A request in the seat is in line meanwhile. */
export function* enter(world: World, thread: Thread, request?: RequestId): Process {
  const { seat, gil } = thread;
  if (gil === undefined || tryEnter(thread)) return;
  if (request !== undefined) world.recorder.enter(request, { state: 'inLine', place: seat, wants: gil.place });
  yield* gil.acquire(seat);
}

/** Stops running Python: lets go of the GIL. */
export function leave({ seat, gil }: Thread): void {
  gil?.release(seat);
}

/** Python bytecode for `ms` of processor time, in a thread that has entered. */
export function* cpu(world: World, thread: Thread, request: RequestId, ms: Ms): Process {
  let left = ms;
  while (left > 0) {
    left = yield* compute(world, thread.seat, request, left, thread.gil);
    if (left > 0 && thread.gil?.dropRequested) {
      leave(thread);
      yield* enter(world, thread, request);
    }
  }
}

/** C code that releases the GIL and computes for `ms` of processor time, in a thread that has entered. */
export function* native(world: World, thread: Thread, request: RequestId, ms: Ms): Process {
  leave(thread);
  let left = ms;
  while (left > 0) left = yield* compute(world, thread.seat, request, left, undefined);
  yield* enter(world, thread, request);
}

/** A call that does nothing for `ms` but keep the seat, in a thread that has entered; every such call lets go of the GIL. */
export function* blockingCall(
  world: World,
  thread: Thread,
  request: RequestId,
  ms: Ms,
  state: 'away' | 'stuck',
): Process {
  leave(thread);
  world.recorder.enter(request, { state, place: thread.seat });
  yield* delay(world.clock, ms);
  yield* enter(world, thread, request);
}

/**
 * A request's steps in a thread that is its own until they are done, and that has entered. There is no loop here
 * to go on with something else: `block` is a `wait`, and `thread` makes the thread wait for another, which is the same.
 */
export function* runInThread(world: World, thread: Thread, exchange: Exchange, steps: readonly Step[]): Process {
  const { request } = exchange;
  for (const step of steps) {
    switch (step.kind) {
      case 'cpu':
        yield* cpu(world, thread, request, step.ms);
        break;
      case 'native':
        yield* native(world, thread, request, step.ms);
        break;
      case 'wait':
      case 'block':
        yield* blockingCall(world, thread, request, step.ms, 'away');
        break;
      case 'thread':
        yield* runInThread(world, thread, exchange, step.steps);
        break;
      case 'reply':
        exchange.answer('replied');
        break;
      default:
        unreachable(step);
    }
  }
}

/** Waits for a core and keeps it until the work is done, the core is taken away or the GIL is asked for; returns what is left. */
function* compute(
  { recorder, processor, machine }: World,
  seat: PlaceId,
  request: RequestId,
  ms: Ms,
  gil: Gil | undefined,
): Process<Ms> {
  recorder.enter(request, { state: 'inLine', place: seat, wants: machine });
  const core = yield* processor.acquire();
  try {
    // asked for while it had no core: it drops the GIL before it computes
    if (gil?.dropRequested) return ms;
    recorder.enter(request, { state: 'running', place: seat, core, ...(gil && { gil: gil.place }) });
    return instant(ms - (yield* processor.compute(ms, gil?.onDropRequest)));
  } finally {
    processor.release(core);
  }
}
