import { fifo } from './fifo.ts';
import { type Kernel, type Process, suspended } from './kernel.ts';

/** A fixed number of things that can be held, handed out in the order of asking. */
export interface Tokens<T> {
  /** How many there are, free or not. */
  readonly size: number;
  /** How many ask and have none. */
  readonly waiting: number;
  /** Waits for a token and returns it; of several free ones, the first. */
  acquire(): Process<T>;
  release(token: T): void;
}

/** Tokens, all free. */
export function tokens<T>(clock: Kernel, all: readonly T[]): Tokens<T> {
  const free = new Set(all);
  const waiters = fifo<(token: T) => void>();
  return {
    size: all.length,
    get waiting() {
      return waiters.size;
    },
    *acquire() {
      for (const token of all) {
        if (free.delete(token)) return token;
      }
      return yield* suspended<T>(waiters.push);
    },
    release(token) {
      const next = waiters.shift();
      if (next === undefined) free.add(token);
      else clock.soon(() => next(token));
    },
  };
}

/** A listening socket's queue of connections that nobody has accepted yet. */
export interface Backlog<T> {
  /** Adds a connection; false if there is no room, and then nobody is told. */
  offer(connection: T): boolean;
  /** A blocking accept(2). */
  accept(): Process<T>;
  /** A non-blocking accept(2): undefined if nobody is there. */
  poll(): T | undefined;
  /** Calls `readable` whenever a connection joins the queue, as epoll does for all who watch the socket. */
  watch(readable: () => void): void;
}

/**
 * An empty accept queue. Linux lets in one more than `size`: net/sock.h, `sk_acceptq_is_full` compares with `>`.
 * Idle workers in accept(2) are served in the order in which they became idle.
 */
export function backlog<T>(clock: Kernel, size: number): Backlog<T> {
  const queue = fifo<T>();
  const acceptors = fifo<(connection: T) => void>();
  const watchers: (() => void)[] = [];
  return {
    offer(connection) {
      const acceptor = acceptors.shift();
      if (acceptor !== undefined) {
        clock.soon(() => acceptor(connection));
        return true;
      }
      if (queue.size > size) return false;
      queue.push(connection);
      for (const readable of watchers) readable();
      return true;
    },
    *accept() {
      return queue.shift() ?? (yield* suspended<T>(acceptors.push));
    },
    poll: queue.shift,
    watch(readable) {
      watchers.push(readable);
    },
  };
}
