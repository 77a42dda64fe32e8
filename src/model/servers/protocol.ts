// CPython, Lib/asyncio/selector_events.py, _accept_connection; uvicorn, protocols/http/h11_impl.py, H11Protocol.

import type { Connection, Exchange } from '../connection.ts';
import type { Ms } from '../kernel.ts';
import type { Socket } from '../network.ts';
import type { Coroutine, EventLoop } from './eventloop.ts';
import type { Worker } from './worker.ts';

/** The HTTP connections of a loop. */
export interface Protocol {
  /** Accepts no more; what is busy is closed when it has been answered, and what is idle at once or when its time is over. */
  stop(idle: 'closeIdle' | 'keepIdle'): void;
}

export interface ProtocolSettings {
  /** How long a connection may be idle before it is closed. */
  readonly keepAlive: Ms;
  /** How many connections it accepts at most before the loop goes on to something else. */
  readonly accepts: number;
  /** With so many connections it accepts no more until one is closed; any number. */
  readonly most?: number;
}

/** Accepts connections on a loop, and makes a task of every request that comes on them. */
export function protocol(
  worker: Worker,
  loop: EventLoop,
  socket: Socket,
  { keepAlive, accepts, most = Number.POSITIVE_INFINITY }: ProtocolSettings,
  /** Called when the request has been read, before its task runs. */
  handle: (exchange: Exchange, connection: Connection) => Coroutine,
): Protocol {
  const idle = new Set<Connection>();
  let isStopping = false;
  let removeReader: (() => void) | undefined;

  function accept(): void {
    for (let n = 0; n < accepts; n += 1) {
      if (worker.connections.size >= most) {
        stopAccepting();
        return;
      }
      const connection = socket.poll();
      if (connection === undefined) return;
      connectionMade(connection);
    }
  }

  function startAccepting(): void {
    removeReader ??= loop.addReader(socket, accept);
  }

  function stopAccepting(): void {
    removeReader?.();
    removeReader = undefined;
  }

  function connectionMade(connection: Connection): void {
    worker.accepted(connection);
    const exchange = connection.read();
    connection.place = loop.selector;
    loop.callSoon({ request: exchange.request, run: () => void dataReceived(connection, exchange) });
  }

  function dataReceived(connection: Connection, exchange: Exchange): void {
    idle.delete(connection);
    loop.createTask(exchange.request, respond(connection, exchange, handle(exchange, connection)));
  }

  function* respond(connection: Connection, exchange: Exchange, work: Coroutine): Coroutine {
    yield* work;
    exchange.finish();
    if (isStopping || !connection.keepAlive) close(connection);
    else waitForNext(connection);
  }

  function waitForNext(connection: Connection): void {
    idle.add(connection);
    const cancel = loop.callLater(keepAlive, { run: () => void closeIdle(connection) });
    loop.onReadable(
      connection,
      () => {
        cancel();
        dataReceived(connection, connection.read());
      },
      () => {
        cancel();
        closeIdle(connection);
      },
    );
  }

  /** What has come since the loop looked is read first. */
  function closeIdle(connection: Connection): void {
    if (!connection.hasData && idle.delete(connection)) close(connection);
  }

  function close(connection: Connection): void {
    worker.close(connection);
    if (!isStopping) startAccepting();
  }

  startAccepting();
  return {
    stop(whatIsIdle) {
      isStopping = true;
      stopAccepting();
      worker.stopListening();
      if (whatIsIdle === 'closeIdle') for (const connection of idle) closeIdle(connection);
    },
  };
}
