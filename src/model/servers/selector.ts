import { fifo } from '../fifo.ts';
import type { Kernel, Ms, Process } from '../kernel.ts';

/** What one loop sleeps on: epoll, and the pipe by which other threads cut its sleep short. */
export interface Selector<T> {
  /** Something can be read: wakes the loop if it sleeps. */
  becomeReadable(key: T): void;
  interrupt(): void;
  /** Sleeps until something can be read, for `timeout` at most; returns what can be, the oldest first. */
  select(timeout: Ms | undefined): Process<readonly T[]>;
}

/** A selector with nothing to read. */
export function selector<T>(clock: Kernel): Selector<T> {
  const readable = fifo<T>();
  let wakeUp: (() => void) | undefined;

  function interrupt(): void {
    wakeUp?.();
  }

  function* sleep(timeout: Ms | undefined): Process {
    yield (resume) => {
      const timer = timeout === undefined ? undefined : clock.later(timeout, interrupt);
      wakeUp = () => {
        wakeUp = undefined;
        clock.cancel(timer);
        clock.soon(resume);
      };
    };
  }

  return {
    becomeReadable(key) {
      readable.push(key);
      interrupt();
    },
    interrupt,
    *select(timeout) {
      if (timeout !== 0 && readable.size === 0) yield* sleep(timeout);
      const found: T[] = [];
      for (let key = readable.shift(); key !== undefined; key = readable.shift()) found.push(key);
      return found;
    },
  };
}
