import { fifo } from './fifo.ts';
import type { Kernel, Ms, Process, Timer } from './kernel.ts';
import type { Recorder } from './recorder.ts';
import type { PlaceId } from './trace.ts';

/** `sys.getswitchinterval()`: CPython, Python/ceval_gil.c, DEFAULT_INTERVAL. */
const SWITCH_INTERVAL: Ms = 5;

/** A process's global interpreter lock. Threads are known by their seats. */
export interface Gil {
  readonly place: PlaceId;
  /** Somebody has waited long enough: the holder must drop it when it next runs. */
  readonly dropRequested: boolean;
  /** Takes it if it is free. */
  tryAcquire(seat: PlaceId): boolean;
  /** Waits for it and takes it. */
  acquire(seat: PlaceId): Process;
  /** Its holder gives it to whoever has waited longest. */
  release(seat: PlaceId): void;
  /** Who computes leaves word here how to stop it when a drop is requested; undefined when it has stopped. */
  onDropRequest(stop: (() => void) | undefined): void;
}

interface Waiter {
  readonly seat: PlaceId;
  resume: () => void;
  timer: Timer | undefined;
}

/**
 * A free GIL. After CPython, Python/ceval_gil.c, `take_gil`: who waits times the switch, not who holds. It sleeps 5 ms,
 * and if nobody else has taken the lock meanwhile asks the holder to drop it; if somebody has, it sleeps again.
 * Which waiter gets the lock is the operating system's choice; here it is the first.
 */
export function gil(clock: Kernel, recorder: Recorder, place: PlaceId): Gil {
  const waiters = fifo<Waiter>();
  let holder: PlaceId | undefined;
  let switches = 0;
  let dropRequested = false;
  let stopHolder: (() => void) | undefined;

  function take(seat: PlaceId): void {
    holder = seat;
    switches += 1;
    dropRequested = false;
  }

  function sleep(waiter: Waiter): void {
    const seen = switches;
    waiter.timer = clock.lastly(SWITCH_INTERVAL, () => {
      // asleep again before it asks: the holder may drop at once, and the waiter's timer with it
      sleep(waiter);
      if (switches !== seen) return;
      dropRequested = true;
      stopHolder?.();
    });
  }

  return {
    place,
    get dropRequested() {
      return dropRequested;
    },
    tryAcquire(seat) {
      if (holder !== undefined) return false;
      take(seat);
      return true;
    },
    *acquire(seat) {
      const waiter: Waiter = { seat, resume: () => undefined, timer: undefined };
      try {
        yield (resume) => {
          waiter.resume = resume;
          sleep(waiter);
          waiters.push(waiter);
        };
      } finally {
        // who is ended in line asks no more; its process has ended, and the lock with it
        clock.cancel(waiter.timer);
      }
    },
    release(seat) {
      const next = waiters.shift();
      if (next === undefined) {
        holder = undefined;
        return;
      }
      clock.cancel(next.timer);
      recorder.event({ kind: 'gil', place, from: seat, to: next.seat, forced: dropRequested });
      take(next.seat);
      clock.soon(next.resume);
    },
    onDropRequest(stop) {
      stopHolder = stop;
    },
  };
}
