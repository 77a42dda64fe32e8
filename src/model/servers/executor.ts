// CPython, Lib/concurrent/futures/thread.py, ThreadPoolExecutor, under asyncio's loop.run_in_executor.
import type { Process } from '../kernel.ts';
import { enter, leave, runInThread } from '../machine.ts';
import { tokens } from '../resources.ts';
import type { RequestId } from '../trace.ts';
import type { Step } from '../workload.ts';
import type { World } from '../world.ts';
import type { EventLoop, Future } from './eventloop.ts';
import type { Worker } from './worker.ts';

/** A pool of threads that a loop hands steps to. */
export interface Executor {
  submit(request: RequestId, steps: readonly Step[]): Future;
}

/** `max_workers` unless told: enough for waiting, and no more than 32. */
export function defaultThreads(cores: number): number {
  return Math.min(32, cores + 4);
}

/** A worker's pool of `size` threads, with one queue, first in, first out; they share the loop's GIL. */
export function executor(world: World, { place: process, gil }: Worker, loop: EventLoop, size: number): Executor {
  const { clock, recorder } = world;
  const pool = recorder.place({ kind: 'pool', id: `${process}/pool`, label: 'pool', parent: process, size });
  const seats = Array.from({ length: size }, (_, n) => {
    const id = `${process}/thread ${n + 1}`;
    const parent = recorder.place({ kind: 'thread', id, label: `thread ${n + 1}`, parent: pool });
    return recorder.place({ kind: 'seat', id: `${id}/seat`, label: 'seat', parent });
  });
  const free = tokens(clock, seats);

  function* job(request: RequestId, steps: readonly Step[], done: () => void): Process {
    const seat = yield* free.acquire();
    const thread = { seat, gil };
    yield* enter(world, thread, request);
    yield* runInThread(world, thread, request, steps);
    loop.callSoonThreadsafe({ request, run: () => void done() });
    leave(thread);
    free.release(seat);
  }

  return {
    submit: (request, steps) => ({
      addDoneCallback(done) {
        recorder.enter(request, { state: 'inLine', place: pool });
        clock.start(job(request, steps, done));
      },
    }),
  };
}
