// uvicorn: server.py (Server.main_loop, on_tick, shutdown), protocols/http/h11_impl.py (handle_events: the limit).
import type { Ms } from '../kernel.ts';
import type { Connection, Exchange, Socket } from '../network.ts';
import { optional, type Problem, period, type RulesFor, whole } from '../rules.ts';
import type { World } from '../world.ts';
import type { Handlers } from './arbiter.ts';
import { onLoop } from './coroutine.ts';
import { type Coroutine, type EventLoop, eventLoop } from './eventloop.ts';
import { defaultThreads, executor, runInExecutor } from './executor.ts';
import { fault, type GroupSpec, groupRules, supervisorRule, TIMEOUT, type Watched, watchedRules } from './group.ts';
import { protocol } from './protocol.ts';
import type { Worker } from './worker.ts';

/** An ASGI server: uvicorn or, under gunicorn, gunicorn's own ASGI worker or uvicorn's. */
export interface AsgiServer extends GroupSpec, Watched {
  /** none for one worker, uvicorn for several. */
  readonly supervisor?: 'none' | 'gunicorn' | 'uvicornWorker' | 'uvicorn';
  /** At this many connections, the new one counted, the answer is a 503; none. */
  readonly concurrencyLimit?: number;
  /** How long a connection may be idle; 5 s, under gunicorn 2 s. */
  readonly keepAlive?: Ms;
}

/** An ASGI server with an application whose endpoints are `async def`. */
export interface AsgiSpec extends AsgiServer {
  readonly kind: 'asgi';
  /** Size of each worker's pool for `thread` steps; asyncio's default, cores + 4 and at most 32. */
  readonly threads?: number;
}

export function asgiServerRules(): RulesFor<AsgiServer> {
  return {
    ...groupRules(),
    ...watchedRules(),
    supervisor: supervisorRule(['none', 'gunicorn', 'uvicornWorker', 'uvicorn']),
    concurrencyLimit: optional(whole(1, 100_000)),
    keepAlive: optional(period),
  };
}

export function asgiRules(): RulesFor<AsgiSpec> {
  return { ...asgiServerRules(), threads: optional(whole(1, 1000)) };
}

/** Who supervises it, if nothing else is said. */
export function asgiSupervisor({ supervisor, workers = 1 }: AsgiServer) {
  return supervisor ?? (workers > 1 ? 'uvicorn' : 'none');
}

/** gunicorn's own worker listens anew with asyncio's default. */
export function asgiBacklog({ backlog, supervisor }: AsgiServer): number {
  return backlog ?? (supervisor === 'gunicorn' ? 100 : 2048);
}

/** gunicorn's own worker counts connections and refuses none. */
export function asgiProblems({ concurrencyLimit, supervisor }: AsgiServer): readonly Problem[] {
  if (concurrencyLimit === undefined || supervisor !== 'gunicorn') return [];
  return [fault('concurrencyLimit', 'a limit that the ASGI worker of gunicorn does not enforce', 'none')];
}

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
