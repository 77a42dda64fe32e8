// anyio/_backends/_asyncio.py: run_sync_in_worker_thread, CapacityLimiter, WorkerThread.

import type { Exchange } from '../connection.ts';
import { fifo } from '../fifo.ts';
import { heap } from '../heap.ts';
import type { Process } from '../kernel.ts';
import { enter, leave, runInThread } from '../machine.ts';
import type { RequestId } from '../trace.ts';
import type { Step } from '../workload.ts';
import type { World } from '../world.ts';
import { type Coroutine, type EventLoop, type Future, sleep0 } from './eventloop.ts';
import { threadSeat } from './executor.ts';
import type { Worker } from './worker.ts';

/** `await anyio.to_thread.run_sync(…)`, with a token of the loop's limiter or, exempt, without. */
export type RunSync = (exchange: Exchange, steps: readonly Step[], isExempt: boolean) => Coroutine;

/** The threads of a loop and the limiter before them: as many tokens as `total`, first come, first served. */
export function anyioThreads(world: World, worker: Worker, loop: EventLoop, total: number): RunSync {
  const { recorder } = world;
  const { place: process, gil } = worker;
  const limiter = recorder.place({
    kind: 'pool',
    id: `${process}/tokens`,
    label: 'tokens',
    parent: process,
    size: total,
  });
  const waiters = fifo<() => void>();
  const idle = heap<number>((a, b) => a < b);
  let borrowed = 0;
  let started = 0;

  function borrow(change: 1 | -1): void {
    borrowed += change;
    recorder.event({ kind: 'token', place: limiter, held: borrowed });
  }

  /** A task in line is woken on the loop, and has its token by then. */
  function token(request: RequestId): Future {
    return {
      addDoneCallback(done) {
        recorder.enter(request, { state: 'inLine', place: limiter });
        waiters.push(() => loop.callSoon({ request, run: done }));
      },
    };
  }

  function* acquire(request: RequestId): Coroutine {
    if (borrowed < total) {
      borrow(1);
      yield sleep0;
    } else {
      yield token(request);
    }
  }

  function release(): void {
    const next = waiters.shift();
    if (next === undefined) borrow(-1);
    else next();
  }

  function inThread(exchange: Exchange, steps: readonly Step[]): Future {
    const { request } = exchange;
    function* run(n: number, done: () => void): Process {
      const thread = { seat: threadSeat(world, process, limiter, n), gil };
      yield* enter(world, thread, request);
      yield* runInThread(world, thread, exchange, steps);
      loop.callSoonThreadsafe({ request, run: () => void reportResult(n, done) });
      leave(thread);
    }
    function reportResult(n: number, done: () => void): void {
      idle.push(n);
      done();
    }
    return {
      addDoneCallback(done) {
        let n = idle.pop();
        if (n === undefined) {
          started += 1;
          n = started;
        }
        worker.start(run(n, done));
      },
    };
  }

  return function* runSync(exchange, steps, isExempt) {
    const { request } = exchange;
    yield sleep0;
    if (!isExempt) yield* acquire(request);
    yield inThread(exchange, steps);
    if (!isExempt) release();
  };
}
