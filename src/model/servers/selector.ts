import { fifo } from '../fifo.ts';
import type { Kernel, Ms, Process } from '../kernel.ts';
import type { Socket } from '../network.ts';

/** What one loop sleeps on: epoll, and the pipe by which other threads cut its sleep short. */
export interface Selector<T> {
  /** Something can be read: wakes the loop if it sleeps. */
  becomeReadable(key: T): void;
  interrupt(): void;
  readonly isReadable: boolean;
  /** Sleeps until something can be read, for `timeout` at most. */
  sleep(timeout: Ms | undefined): Process;
  /** What can be read, the oldest first. */
  select(): readonly T[];
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
    get isReadable() {
      return readable.size > 0;
    },
    sleep,
    select() {
      const found: T[] = [];
      for (let key = readable.shift(); key !== undefined; key = readable.shift()) found.push(key);
      return found;
    },
  };
}

/**
 * Watches a socket as long as there are connections in its queue: `onReadable` is called, through the key that `keyOf`
 * makes of it, once each time that the sleeper looks. Returns how to end it.
 */
export function register<T>(
  selector: Selector<T>,
  socket: Socket,
  keyOf: (run: () => void) => T,
  onReadable: () => void,
): () => void {
  let isPending = false;
  let isOver = false;
  function readable(): void {
    if (isPending || isOver || socket.waiting === 0) return;
    isPending = true;
    selector.becomeReadable(key);
  }
  const key = keyOf(() => {
    isPending = false;
    if (isOver) return;
    onReadable();
    readable();
  });
  const unwatch = socket.watch(readable);
  readable();
  return () => {
    isOver = true;
    unwatch();
  };
}
