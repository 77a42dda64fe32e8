import type { Connection } from './connection.ts';
import { fifo } from './fifo.ts';
import type { Ms, Process } from './kernel.ts';
import { type Random, random } from './random.ts';
import type { PlaceId } from './trace.ts';
import type { World } from './world.ts';

/** A listening socket: the kernel's queue of connections that nobody has accepted yet. */
export interface Socket {
  readonly place: PlaceId;
  readonly size: number;
  readonly isOpen: boolean;
  /** How many wait to be accepted. */
  readonly waiting: number;
  /** A client knocks: `dropped` if there is no room, and then nobody is told; `refused` if nobody listens. */
  connect(connection: Connection): 'queued' | 'dropped' | 'refused';
  /** A blocking accept(2), undefined if nobody comes for `timeout` ms. */
  accept(timeout?: Ms): Process<Connection | undefined>;
  /** A non-blocking accept(2): undefined if nobody is there. */
  poll(): Connection | undefined;
  /** Calls `readable` whenever a connection joins the queue, as epoll does for all who watch; returns how to end it. */
  watch(readable: () => void): () => void;
  /** Nobody listens any more: who is in line is thrown out. */
  close(): void;
  /** Somebody listens again. */
  open(): void;
}

/** Which of several watchers of a socket wakes first: each this much less often than the one before. */
const SKEW = 0.87;

/**
 * One of `count`, from 0. epoll favours some of those who wait: of four workers on one socket the busiest was measured to
 * get 1.2 to 3.7 times (gthread) or 1.4 to 7 times (loops) the connections of the idlest. Here it is 1.5 times, by chance and
 * always the same, with which two workers of four threads answer as many as they were measured to.
 */
function skewed(chance: Random, count: number): number {
  const total = (1 - SKEW ** count) / (1 - SKEW);
  let left = chance() * total;
  for (let n = 0; n < count - 1; n += 1) {
    left -= SKEW ** n;
    if (left < 0) return n;
  }
  return count - 1;
}

interface Acceptor {
  resume: () => void;
  connection: Connection | undefined;
  hasGone: boolean;
}

/**
 * A socket with an empty queue. Linux lets in one more than `size`: net/sock.h, `sk_acceptq_is_full` compares with `>`.
 * Idle workers in accept(2) are served in the order in which they became idle.
 */
export function listen({ clock, recorder, prefix }: World, size: number, n?: number): Socket {
  const id = n === undefined ? `${prefix}backlog` : `${prefix}worker ${n}/backlog`;
  const place = recorder.place({ kind: 'backlog', id, label: n === undefined ? 'backlog' : `backlog ${n}`, size });
  const queue = fifo<Connection>();
  const acceptors = fifo<Acceptor>();
  const watchers = new Set<() => void>();
  const chance = random(1);
  let isOpen = true;

  /** All who watch are woken; who comes first takes it. */
  function wakeOrder(): Iterable<() => void> {
    if (watchers.size === 1) return watchers;
    const left = [...watchers];
    return Array.from(watchers, () => left.splice(skewed(chance, left.length), 1)).flat();
  }

  function deliver(connection: Connection): boolean {
    let acceptor = acceptors.shift();
    while (acceptor?.hasGone) acceptor = acceptors.shift();
    if (acceptor === undefined) return false;
    acceptor.connection = connection;
    clock.soon(acceptor.resume);
    return true;
  }

  return {
    place,
    size,
    get isOpen() {
      return isOpen;
    },
    get waiting() {
      return queue.size;
    },
    connect(connection) {
      if (!isOpen) return 'refused';
      if (deliver(connection)) return 'queued';
      if (queue.size > size) return 'dropped';
      queue.push(connection);
      for (const readable of wakeOrder()) readable();
      return 'queued';
    },
    *accept(timeout) {
      const next = queue.shift();
      if (next !== undefined) return next;
      const acceptor: Acceptor = { resume: () => undefined, connection: undefined, hasGone: false };
      const timer = timeout === undefined ? undefined : clock.lastly(timeout, () => acceptor.resume());
      let isOver = false;
      try {
        yield (resume) => {
          acceptor.resume = resume;
          acceptors.push(acceptor);
        };
        isOver = true;
      } finally {
        clock.cancel(timer);
        acceptor.hasGone = true;
        // the kernel had handed it over and the process was ended before it could take it
        if (!isOver) acceptor.connection?.close();
      }
      return acceptor.connection;
    },
    poll: queue.shift,
    watch(readable) {
      watchers.add(readable);
      return () => watchers.delete(readable);
    },
    close() {
      isOpen = false;
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) next.close();
    },
    open() {
      isOpen = true;
    },
  };
}

/**
 * The socket that the next client connects to: the one that all workers share or, with `reuse_port`, one of those that
 * are open. The kernel chooses by a hash of the addresses; here by chance, and always the same.
 */
export function doorTo(sockets: readonly [Socket, ...Socket[]]): () => Socket {
  const hash = random(1);
  return () => {
    if (sockets.length === 1) return sockets[0];
    const open = sockets.filter((socket) => socket.isOpen);
    return open[Math.floor(hash() * open.length)] ?? sockets[0];
  };
}
