// CPython, Lib/asyncio/base_events.py, BaseEventLoop._run_once, and selector_events.py. A turn takes no time of its own.
// gevent's hub is one as well: what its callbacks go on with are greenlets instead of tasks.

import type { Connection } from '../connection.ts';
import { fifo } from '../fifo.ts';
import { heap } from '../heap.ts';
import { instant, type Ms, type Process, type Wait } from '../kernel.ts';
import { enter, leave, type Thread, tryEnter } from '../machine.ts';
import type { Socket } from '../network.ts';
import type { PlaceId, RequestId } from '../trace.ts';
import type { World } from '../world.ts';
import { register, selector } from './selector.ts';
import type { Worker } from './worker.ts';

/** What the loop runs when it is its turn. */
export interface Handle {
  /** Who is in line with it, if anyone. */
  readonly request?: RequestId;
  /** A callback, or a task, which keeps the loop until it awaits something that has yet to come. */
  readonly run: (() => void) | Task;
}

/** Something a task awaits: begins, and calls `done` on the loop when it has come. */
export interface Future {
  addDoneCallback(done: () => void): void;
}

/** What a task runs: at a `Future` it gives the loop back, at a `Wait` it keeps it. */
export type Coroutine = Generator<Wait | Future, void, void>;

interface Task {
  readonly coroutine: Coroutine;
  readonly wakeup: () => void;
}

export interface EventLoop {
  readonly thread: Thread;
  /** Where those are who wait for something outside. */
  readonly selector: PlaceId;
  runForever(): Process;
  createTask(request: RequestId, coroutine: Coroutine): void;
  callSoon(handle: Handle): void;
  /** Returns how to cancel it. */
  callLater(ms: Ms, handle: Handle): () => void;
  /** As `callSoon`, from another thread: cuts the loop's sleep short. */
  callSoonThreadsafe(handle: Handle): void;
  /** Calls `readable` on the loop as long as there are connections in the socket's queue; returns how to end it. */
  addReader(socket: Socket, readable: () => void): () => void;
  /** Calls back on the loop, once: when the connection has something to read, or when its client has hung up. */
  onReadable(connection: Connection, readable: () => void, ended: () => void): void;
  /** Someone else's answer, `ms` after it is awaited. */
  answerAfter(request: RequestId, ms: Ms): Future;
}

interface TimerHandle {
  readonly when: Ms;
  readonly order: number;
  readonly handle: Handle;
  isCancelled: boolean;
}

function dueEarlier(a: TimerHandle, b: TimerHandle): boolean {
  return a.when === b.when ? a.order < b.order : a.when < b.when;
}

/** A loop in a worker's main thread. */
export function eventLoop(world: World, worker: Worker, label: 'loop' | 'hub' = 'loop'): EventLoop {
  const { clock, recorder } = world;
  const { place: parent, gil } = worker;
  const place = recorder.place({ kind: 'loop', id: `${parent}/${label}`, label, parent });
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
    while (timers.peek()?.isCancelled) timers.pop();
    const next = timers.peek();
    if (ready.size > 0) return 0;
    return next && Math.max(0, instant(next.when - clock.now));
  }

  function wakeTimers(): void {
    for (let next = timers.peek(); next !== undefined && next.when <= clock.now; next = timers.peek()) {
      timers.pop();
      if (!next.isCancelled) callSoon(next.handle);
    }
  }

  function* runForever(): Process {
    yield* enter(world, thread);
    for (;;) {
      const atMost = timeout();
      recorder.event({ kind: 'select', place, ...(atMost !== undefined && { timeout: atMost }) });
      leave(thread);
      if (atMost !== 0 && !sleeper.isReadable) yield* sleeper.sleep(atMost);
      const found = sleeper.select();
      if (!tryEnter(thread)) yield* enter(world, thread);
      for (const handle of found) callSoon(handle);
      wakeTimers();
      const todo = ready.size;
      recorder.event({ kind: 'turn', place, ready: todo });
      // exactly those that are ready by now: what they add waits for the next turn
      for (let n = 0; n < todo; n += 1) {
        const run = ready.shift()?.run;
        if (typeof run === 'function') run();
        else if (run !== undefined) yield* stepOf(run);
        // sys.exit in a callback: what else was ready is not run
        if (!worker.isAlive) return;
      }
    }
  }

  return {
    thread,
    selector: waiting,
    runForever,
    createTask(request, coroutine) {
      const step: Handle = { request, run: { coroutine, wakeup: () => callSoon(step) } };
      callSoon(step);
    },
    callSoon,
    callLater(ms, handle) {
      timersSet += 1;
      const timer = { when: instant(clock.now + ms), order: timersSet, handle, isCancelled: false };
      timers.push(timer);
      return () => {
        timer.isCancelled = true;
      };
    },
    callSoonThreadsafe(handle) {
      callSoon(handle);
      sleeper.interrupt();
    },
    addReader: (socket, readable) => register(sleeper, socket, (run) => ({ run }), readable),
    onReadable(connection, readable, ended) {
      connection.whenReadable(
        (request) => sleeper.becomeReadable({ request, run: readable }),
        () => sleeper.becomeReadable({ run: ended }),
      );
    },
    answerAfter: (request, ms) => ({
      addDoneCallback(done) {
        recorder.enter(request, { state: 'away', place: waiting });
        worker.later(ms, () => {
          recorder.enter(request, { state: 'inLine', place: waiting });
          sleeper.becomeReadable({ request, run: done });
        });
      },
    }),
  };
}

/** Lets the loop turn once: asyncio.sleep(0), a bare yield, after which Task.__step puts itself at the end of ready. */
export const sleep0: Future = { addDoneCallback: (done) => done() };

/** Task.__step: runs the coroutine until it awaits something that has yet to come. */
function* stepOf({ coroutine, wakeup }: Task): Process {
  let isHere = true;
  try {
    for (let next = coroutine.next(); !next.done; next = coroutine.next()) {
      if (typeof next.value !== 'function') {
        isHere = false;
        next.value.addDoneCallback(wakeup);
        return;
      }
      yield next.value;
    }
  } finally {
    // who is ended on the loop gives back the core it has or is in line for
    if (isHere) coroutine.return();
  }
}
