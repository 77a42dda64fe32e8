import type { Outcome, PlaceId, RequestId } from './trace.ts';
import type { Step } from './workload.ts';

/** A request on its way through a server, and its answer. */
export interface Exchange {
  readonly request: RequestId;
  readonly steps: readonly Step[];
  /** Sends the answer. Only the first counts, and a client that has given up does not see it. */
  answer(kind: Exclude<Outcome['kind'], 'gaveUp'>): void;
  /** The server has finished with it, and has replied by now. */
  finish(): void;
}

/** What a client holds at one end and a worker at the other. A class, since there are so many. */
export class Connection {
  isOpen = true;
  /** Whether the client is still there and means to send more on it. */
  keepAlive: boolean;
  /** Where what is sent waits to be read: in the socket's queue, and then where the worker looks for it. */
  place: PlaceId;
  #unread: Exchange | undefined;
  #current: Exchange | undefined;
  /** The one before, which may have been answered and go on behind its answer. */
  #previous: Exchange | undefined;
  #onData: ((request: RequestId) => void) | undefined;
  #onHangUp: (() => void) | undefined;

  constructor(place: PlaceId, keepAlive: boolean) {
    this.place = place;
    this.keepAlive = keepAlive;
  }

  /** The client sends; it sends no more before it is answered. */
  send(exchange: Exchange): void {
    this.#unread = exchange;
    this.#previous = this.#current;
    this.#current = exchange;
    const readable = this.#onData;
    this.#onData = undefined;
    this.#onHangUp = undefined;
    readable?.(exchange.request);
  }

  /** Whether something was sent that nobody has read. */
  get hasData(): boolean {
    return this.#unread !== undefined;
  }

  /** Takes what the client has sent. */
  read(): Exchange {
    if (this.#unread === undefined) throw new Error('read from a connection on which nothing has come');
    const exchange = this.#unread;
    this.#unread = undefined;
    return exchange;
  }

  /** Calls back, once: when something is there to be read, at once if it is, or when it ends because the client hangs up. */
  whenReadable(readable: (request: RequestId) => void, ended: () => void): void {
    if (this.#unread !== undefined) readable(this.#unread.request);
    else if (this.keepAlive) [this.#onData, this.#onHangUp] = [readable, ended];
    else ended();
  }

  /** The client hangs up. The server goes on with what it has. */
  hangUp(): void {
    this.keepAlive = false;
    const ended = this.#onHangUp;
    this.#onHangUp = undefined;
    ended?.();
  }

  /** What is on its way ends with a 500. */
  fail(): void {
    this.#current?.answer('failed');
  }

  /** The server closes, or its process has ended: what is on its way is lost. */
  close(): void {
    if (!this.isOpen) return;
    this.isOpen = false;
    for (const exchange of [this.#previous, this.#current]) {
      exchange?.answer('lost');
      exchange?.finish();
    }
  }
}
