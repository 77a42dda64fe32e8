import { fifo } from './fifo.ts';
import { heap } from './heap.ts';

/** Milliseconds. */
export type Ms = number;

/** What a process yields: it arranges for `resume` to be called, once, when the wait is over. */
export type Wait = (resume: () => void) => void;

/** A process of the simulation: it yields what it waits for, and `yield*` hands back what that brought. */
export type Process<T = void> = Generator<Wait, T, void>;

/** Something that will happen, unless it is cancelled. */
export interface Timer {
  readonly at: Ms;
  readonly rank: number;
  readonly order: number;
  action: (() => void) | undefined;
}

/** A process that has been started. */
export interface Task {
  /** Ends it where it waits: its `finally` blocks run, nothing after them does. Does nothing to one that has ended. */
  end(): void;
}

/** The clock: a heap of later, a FIFO of now, and a running number for equal times, as in asyncio itself. */
export interface Kernel {
  readonly now: Ms;
  /** Does it now, after everything that was already due now. */
  soon(action: () => void): void;
  /** Does it `ms` from now. */
  later(ms: Ms, action: () => void): Timer;
  /** Does it `ms` from now, before everything else of that instant: who arrives is there for all that happens then. */
  firstly(ms: Ms, action: () => void): Timer;
  /** Does it `ms` from now, after everything else of that instant: who ends goes before who is cut short. */
  lastly(ms: Ms, action: () => void): Timer;
  cancel(timer: Timer | undefined): void;
  /** Starts a process, which is in `group` until it ends. */
  start(process: Process, group?: Set<Task>): Task;
  /** How many events it has taken so far. */
  readonly events: number;
  /** Runs until nothing is left to happen or, between two instants, `goOn` says no. Throws beyond the bound. */
  run(goOn: () => boolean): void;
}

const GRID = 1e6;
const [FIRST, NORMAL, LAST] = [0, 1, 2];

/**
 * A time or duration (ms) on the grid of whole nanoseconds. On it every time has one double, so that times that
 * are equal on paper are equal here, whichever way they were added up: ties decide who goes first.
 */
export function instant(ms: Ms): Ms {
  return Math.round(ms * GRID) / GRID;
}

function earlier(a: Timer, b: Timer): boolean {
  if (a.at !== b.at) return a.at < b.at;
  if (a.rank !== b.rank) return a.rank < b.rank;
  return a.order < b.order;
}

/** A kernel at time 0 that refuses to take more than `maxEvents` events, so that no workload can hang the page. */
export function kernel(maxEvents: number): Kernel {
  const due = fifo<() => void>();
  const timers = heap<Timer>(earlier);
  let now: Ms = 0;
  let order = 0;
  let events = 0;

  function perform(action: () => void): void {
    events += 1;
    if (events > maxEvents) {
      throw new Error(
        `the run was stopped at ${now} ms after ${maxEvents} kernel events; ` +
          'expected fewer or shorter requests, or a higher maxEvents',
      );
    }
    action();
  }

  function schedule(ms: Ms, rank: number, action: () => void): Timer {
    order += 1;
    const timer = { at: instant(now + ms), rank, order, action };
    timers.push(timer);
    return timer;
  }

  function start(process: Process, group?: Set<Task>): Task {
    let isRunning = false;
    let isEnded = false;

    function advance(): void {
      if (isEnded) return;
      isRunning = true;
      const next = process.next();
      isRunning = false;
      if (next.done) group?.delete(task);
      else if (isEnded) process.return();
      else next.value(advance);
    }

    const task: Task = {
      end() {
        if (isEnded) return;
        isEnded = true;
        group?.delete(task);
        // who ends itself, or what it is called by, is ended at its next wait
        if (!isRunning) process.return();
      },
    };
    group?.add(task);
    due.push(advance);
    return task;
  }

  return {
    get now() {
      return now;
    },
    soon: due.push,
    get events() {
      return events;
    },
    later: (ms, action) => schedule(ms, NORMAL, action),
    firstly: (ms, action) => schedule(ms, FIRST, action),
    lastly: (ms, action) => schedule(ms, LAST, action),
    cancel(timer) {
      if (timer !== undefined) timer.action = undefined;
    },
    start,
    run(goOn) {
      for (;;) {
        for (let action = due.shift(); action !== undefined; action = due.shift()) perform(action);
        if (!goOn()) return;
        let timer = timers.pop();
        while (timer !== undefined && timer.action === undefined) timer = timers.pop();
        if (timer?.action === undefined) return;
        now = timer.at;
        perform(timer.action);
      }
    },
  };
}

/** Waits for `ms`. */
export function* delay(clock: Kernel, ms: Ms): Process {
  yield (resume) => {
    clock.later(ms, resume);
  };
}

/** Waits until `arrange`'s callback is called, and returns the value it was called with. */
export function* suspended<T>(arrange: (resume: (value: T) => void) => void): Process<T> {
  let result: { readonly value: T } | undefined;
  yield (resume) => {
    arrange((value) => {
      result = { value };
      resume();
    });
  };
  if (result === undefined) throw new Error('a process was resumed without the value it waits for');
  return result.value;
}
