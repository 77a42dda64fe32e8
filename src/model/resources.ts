import { fifo } from './fifo.ts';
import { heap } from './heap.ts';
import type { Kernel, Process } from './kernel.ts';

/** A fixed number of things that can be held, handed out in the order of asking. */
export interface Tokens<T> {
  /** How many there are, free or not. */
  readonly size: number;
  /** How many ask and have none. */
  readonly waiting: number;
  /** Waits for a token and returns it; of several free ones, the first. Who is ended while it waits gets none. */
  acquire(): Process<T>;
  release(token: T): void;
  /** Hands out none until `resume`. */
  pause(): void;
  resume(): void;
}

interface Waiter<T> {
  resume: () => void;
  granted: { readonly token: T } | undefined;
  hasGone: boolean;
}

/** Tokens, all free. */
export function tokens<T>(clock: Kernel, all: readonly T[]): Tokens<T> {
  const rank = new Map(all.map((token, n) => [token, n]));
  const free = heap<T>((a, b) => (rank.get(a) ?? 0) < (rank.get(b) ?? 0));
  for (const token of all) free.push(token);
  const waiters = fifo<Waiter<T>>();
  let waiting = 0;
  let isPaused = false;

  function next(): Waiter<T> | undefined {
    let waiter = waiters.shift();
    while (waiter?.hasGone) waiter = waiters.shift();
    return waiter;
  }

  function release(token: T): void {
    const waiter = isPaused ? undefined : next();
    if (waiter === undefined) {
      free.push(token);
      return;
    }
    waiting -= 1;
    waiter.granted = { token };
    clock.soon(waiter.resume);
  }

  /** Undoes what a process that is ended in line has asked for, whether a token is on its way or not. */
  function withdraw(waiter: Waiter<T>): void {
    waiter.hasGone = true;
    if (waiter.granted === undefined) waiting -= 1;
    else release(waiter.granted.token);
  }

  return {
    size: all.length,
    get waiting() {
      return waiting;
    },
    *acquire() {
      const token = isPaused ? undefined : free.pop();
      if (token !== undefined) return token;
      const waiter: Waiter<T> = { resume: () => undefined, granted: undefined, hasGone: false };
      let hasIt = false;
      try {
        yield (resume) => {
          waiter.resume = resume;
          waiters.push(waiter);
          waiting += 1;
        };
        hasIt = true;
      } finally {
        if (!hasIt) withdraw(waiter);
      }
      if (waiter.granted === undefined) throw new Error('a process was resumed without the token it waits for');
      return waiter.granted.token;
    },
    release,
    pause() {
      isPaused = true;
    },
    resume() {
      isPaused = false;
      for (let left = Math.min(free.size, waiting); left > 0; left -= 1) {
        const token = free.pop();
        if (token !== undefined) release(token);
      }
    },
  };
}
