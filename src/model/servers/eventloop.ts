// CPython, Lib/asyncio/base_events.py, BaseEventLoop._run_once, and selector_events.py. A turn takes no time of its own.
import { fifo } from '../fifo.ts';
import { heap } from '../heap.ts';
import { instant, type Ms, type Process, type Wait } from '../kernel.ts';
import { enter, leave, type Thread } from '../machine.ts';
import type { Socket } from '../network.ts';
import type { RequestId } from '../trace.ts';
import type { World } from '../world.ts';
import { selector } from './selector.ts';
import type { Worker } from './worker.ts';

/** A callback; if it returns a process, that keeps the loop until it ends. */
export interface Handle {
  /** Who is in line with it, if anyone. */
  readonly request?: RequestId;
  run(): Process | undefined;
}

/** Something a task awaits: begins, and calls `done` on the loop when it has come. */
export interface Future {
  addDoneCallback(done: () => void): void;
}

/** What a task runs: at a `Future` it gives the loop back, at a `Wait` it keeps it. */
export type Coroutine = Generator<Wait | Future, void, void>;

export interface EventLoop {
  readonly thread: Thread;
  runForever(): Process;
  createTask(request: RequestId, coroutine: Coroutine): void;
  callSoon(handle: Handle): void;
  callLater(ms: Ms, handle: Handle): void;
  /** As `callSoon`, from another thread: cuts the loop's sleep short. */
  callSoonThreadsafe(handle: Handle): void;
  /** Calls `readable` on the loop when connections have joined the socket's queue. */
  addReader(socket: Socket, readable: () => void): void;
  /** Someone else's answer, `ms` after it is awaited. */
  answerAfter(request: RequestId, ms: Ms): Future;
}

interface TimerHandle {
  readonly when: Ms;
  readonly order: number;
  readonly handle: Handle;
}

function dueEarlier(a: TimerHandle, b: TimerHandle): boolean {
  return a.when === b.when ? a.order < b.order : a.when < b.when;
}

/** A loop in a worker's main thread. */
export function eventLoop(world: World, { place: parent, gil }: Worker): EventLoop {
  const { clock, recorder } = world;
  const place = recorder.place({ kind: 'loop', id: `${parent}/loop`, label: 'loop', parent });
  const seat = recorder.place({ kind: 'seat', id: `${place}/seat`, label: 'seat', parent: place });
  const readyQueue = recorder.place({ kind: 'readyQueue', id: `${place}/ready`, label: 'ready', parent: place });
  const waiting = recorder.place({ kind: 'selector', id: `${place}/selector`, label: 'waiting', parent: place });
  recorder.place({ kind: 'timers', id: `${place}/timers`, label: 'timers', parent: place });

  const thread = { seat, gil };
  const ready = fifo<Handle>();
  const sleeper = selector<Handle>(clock);
  const timers = heap<TimerHandle>(dueEarlier);
  let timersSet = 0;

  function callSoon(handle: Handle): void {
    if (handle.request !== undefined) recorder.enter(handle.request, { state: 'inLine', place: readyQueue });
    ready.push(handle);
  }

  function timeout(): Ms | undefined {
    const next = timers.peek();
    if (ready.size > 0) return 0;
    return next && Math.max(0, instant(next.when - clock.now));
  }

  function* runOnce(): Process {
    const atMost = timeout();
    recorder.event({ kind: 'select', place, ...(atMost !== undefined && { timeout: atMost }) });
    leave(thread);
    const found = yield* sleeper.select(atMost);
    yield* enter(world, thread);
    for (const handle of found) callSoon(handle);
    for (let next = timers.peek(); next !== undefined && next.when <= clock.now; next = timers.peek()) {
      timers.pop();
      callSoon(next.handle);
    }
    const todo = ready.size;
    recorder.event({ kind: 'turn', place, ready: todo });
    // exactly those that are ready by now: what they add waits for the next turn
    for (let n = 0; n < todo; n += 1) {
      const step = ready.shift()?.run();
      if (step !== undefined) yield* step;
    }
  }

  return {
    thread,
    *runForever() {
      yield* enter(world, thread);
      for (;;) yield* runOnce();
    },
    createTask(request, coroutine) {
      const step: Handle = { request, run: () => stepOf(coroutine, () => callSoon(step)) };
      callSoon(step);
    },
    callSoon,
    callLater(ms, handle) {
      timersSet += 1;
      timers.push({ when: instant(clock.now + ms), order: timersSet, handle });
    },
    callSoonThreadsafe(handle) {
      callSoon(handle);
      sleeper.interrupt();
    },
    addReader(socket, callback) {
      let pending = false;
      socket.watch(() => {
        if (pending) return;
        pending = true;
        sleeper.becomeReadable({
          run() {
            pending = false;
            callback();
          },
        });
      });
    },
    answerAfter: (request, ms) => ({
      addDoneCallback(done) {
        recorder.enter(request, { state: 'away', place: waiting });
        clock.later(ms, () => {
          recorder.enter(request, { state: 'inLine', place: waiting });
          sleeper.becomeReadable({ request, run: () => void done() });
        });
      },
    }),
  };
}

/** Task.__step: runs the coroutine until it awaits something that has yet to come. */
function* stepOf(coroutine: Coroutine, wakeup: () => void): Process {
  for (let next = coroutine.next(); !next.done; next = coroutine.next()) {
    if (typeof next.value !== 'function') {
      next.value.addDoneCallback(wakeup);
      return;
    }
    yield next.value;
  }
}
