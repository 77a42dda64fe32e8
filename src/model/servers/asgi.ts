// uvicorn: server.py (Server.main_loop, on_tick, shutdown), protocols/http/h11_impl.py (handle_events: the limit).

import type { Connection, Exchange } from '../connection.ts';
import type { Ms } from '../kernel.ts';
import type { Socket } from '../network.ts';
import type { World } from '../world.ts';
import type { AsgiServer, AsgiSpec } from './asgi-spec.ts';
import { onLoop } from './coroutine.ts';
import { type Coroutine, type EventLoop, eventLoop } from './eventloop.ts';
import { defaultThreads, executor, runInExecutor } from './executor.ts';
import { TIMEOUT } from './group.ts';
import type { Handlers } from './program.ts';
import { protocol } from './protocol.ts';
import type { Worker } from './worker.ts';

/** Server.main_loop sleeps this long between its ticks: the loop's own timer, and why it turns when nobody calls. */
const TICK: Ms = 100;
/** Server.on_tick looks as often whether uvicorn's worker for gunicorn has to beat. */
const TICKS_TO_BEAT = 10;

/** gunicorn/workers/gasgi.py, ASGIWorker._serve: as long between its heartbeats. */
const BEAT: Ms = 1000;

/** What a request's steps are on a loop. */
export type App = (exchange: Exchange) => Coroutine;

/** A worker with an application: a loop that accepts, limits, beats and, told to stop, drains. */
export function asgiServer(
  world: World,
  spec: AsgiServer,
  worker: Worker,
  socket: Socket,
  appOn: (loop: EventLoop) => App,
): Handlers {
  const { concurrencyLimit = Number.POSITIVE_INFINITY, supervisor, timeout = TIMEOUT, grace } = spec;
  const loop = eventLoop(world, worker);
  const app = appOn(loop);
  const isUnderGunicorn = supervisor === 'gunicorn' || supervisor === 'uvicornWorker';
  const { keepAlive = isUnderGunicorn ? 2000 : 5000 } = spec;
  const http = protocol(worker, loop, socket, { keepAlive, accepts: socket.size }, (exchange, connection) =>
    worker.connections.size >= concurrencyLimit ? serviceUnavailable(exchange, connection) : app(exchange),
  );
  let shouldExit = false;
  let counter = 0;
  let notified = Number.NEGATIVE_INFINITY;

  /** gunicorn's own worker beats each time; uvicorn's, when it looks and half the timeout has passed. */
  function isTimeToBeat(): boolean {
    if (supervisor === 'gunicorn') return true;
    return supervisor === 'uvicornWorker' && counter % TICKS_TO_BEAT === 0 && world.clock.now - notified > timeout / 2;
  }

  function onTick(): void {
    if (isTimeToBeat()) {
      notified = world.clock.now;
      worker.beat();
    }
    counter += 1;
    if (shouldExit) shutdown();
    else loop.callLater(supervisor === 'gunicorn' ? BEAT : TICK, { run: onTick });
  }

  function shutdown(): void {
    // gunicorn's own worker leaves them to their clients, until its grace is over
    http.stop(supervisor === 'gunicorn' ? 'keepIdle' : 'closeIdle');
    if (grace !== undefined) loop.callLater(grace, { run: cancelTasks });
    waitForConnections();
  }

  function waitForConnections(): void {
    if (worker.connections.size === 0) worker.exit();
    else loop.callLater(TICK, { run: waitForConnections });
  }

  /** Who is cancelled is told so; a thread, which cannot be, is not waited for. */
  function cancelTasks(): void {
    for (const connection of worker.connections) connection.fail();
    worker.exit();
  }

  onTick();
  worker.start(loop.runForever());
  return {
    terminate() {
      shouldExit = true;
    },
    abort() {
      // uvicorn's worker leaves the signal to the system; gunicorn's own handles it on the loop, if that turns
      if (supervisor === 'uvicornWorker') worker.exit('SIGABRT');
      else loop.callSoonThreadsafe({ run: () => void worker.exit('SIGABRT') });
    },
  };
}

/** protocols/http/flow_control.py: the answer says `connection: close`. */
// biome-ignore lint/correctness/useYield: a coroutine that awaits nothing
function* serviceUnavailable(exchange: Exchange, connection: Connection): Coroutine {
  connection.keepAlive = false;
  exchange.answer('refused');
}

/** A worker whose application is nothing but `async def` endpoints. */
export function asgiWorker(world: World, spec: AsgiSpec, worker: Worker, socket: Socket): Handlers {
  return asgiServer(world, spec, worker, socket, (loop) => {
    const pool = executor(world, worker, spec.threads ?? defaultThreads(world.processor.cores));
    return (exchange) =>
      onLoop(world, loop, exchange, exchange.steps, (steps) => runInExecutor(world, pool, loop, exchange, steps));
  });
}
