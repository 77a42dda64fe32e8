// CPython, Lib/concurrent/futures/thread.py, ThreadPoolExecutor; and under it asyncio's loop.run_in_executor.

import type { Exchange } from '../connection.ts';
import type { Process } from '../kernel.ts';
import { enter, leave, runInThread, type Thread } from '../machine.ts';
import { tokens } from '../resources.ts';
import type { PlaceId, RequestId } from '../trace.ts';
import type { Step } from '../workload.ts';
import type { World } from '../world.ts';
import type { Coroutine, EventLoop, Future } from './eventloop.ts';
import type { Worker } from './worker.ts';

/** What a thread of a pool does, having entered. */
export type Job = (thread: Thread) => Process;

/** Threads with one queue before them, first in, first out; they share the GIL of their process. */
export interface Executor {
  submit(request: RequestId, job: Job): void;
}

/** `max_workers` unless told: enough for waiting, and no more than 32. */
export function defaultThreads(cores: number): number {
  return Math.min(32, cores + 4);
}

/** A worker's pool of `size` threads. */
export function executor(world: World, worker: Worker, size: number): Executor {
  const { clock, recorder } = world;
  const { place: process, gil } = worker;
  const pool = recorder.place({ kind: 'pool', id: `${process}/pool`, label: 'pool', parent: process, size });
  const seats = Array.from({ length: size }, (_, n) => threadSeat(world, process, pool, n + 1));
  const free = tokens(clock, seats);
  let held = 0;

  function hold(change: 1 | -1): void {
    held += change;
    recorder.event({ kind: 'token', place: pool, held });
  }

  function* work(request: RequestId, job: Job): Process {
    const seat = yield* free.acquire();
    const thread = { seat, gil };
    hold(1);
    yield* enter(world, thread, request);
    yield* job(thread);
    leave(thread);
    hold(-1);
    free.release(seat);
  }

  return {
    submit(request, job) {
      recorder.enter(request, { state: 'inLine', place: pool });
      worker.start(work(request, job));
    },
  };
}

/** The n-th thread of a pool: its place, and the seat in it. */
export function threadSeat({ recorder }: World, process: PlaceId, pool: PlaceId, n: number): PlaceId {
  const id = `${process}/thread ${n}`;
  const parent = recorder.place({ kind: 'thread', id, label: `thread ${n}`, parent: pool });
  return recorder.place({ kind: 'seat', id: `${id}/seat`, label: 'seat', parent });
}

/** `await loop.run_in_executor(…)`: the steps in a thread of the pool; the loop is told when they are done. */
export function* runInExecutor(
  world: World,
  pool: Executor,
  loop: EventLoop,
  exchange: Exchange,
  steps: readonly Step[],
): Coroutine {
  const { request } = exchange;
  const future: Future = {
    addDoneCallback(done) {
      pool.submit(request, function* (thread) {
        yield* runInThread(world, thread, exchange, steps);
        loop.callSoonThreadsafe({ request, run: done });
      });
    },
  };
  yield future;
}
