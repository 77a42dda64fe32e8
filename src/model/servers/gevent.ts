// gunicorn/workers/ggevent.py, GeventWorker.run, over gevent/baseserver.py, BaseServer._do_read: a greenlet a connection.
import type { Ms } from '../kernel.ts';
import type { Socket } from '../network.ts';
import { optional, period, type RulesFor, whole } from '../rules.ts';
import type { World } from '../world.ts';
import { onLoop } from './coroutine.ts';
import { eventLoop } from './eventloop.ts';
import { executor, runInExecutor } from './executor.ts';
import { GRACE, type GroupSpec, groupRules, supervisorRule, type Watched, watchedRules } from './group.ts';
import type { Handlers } from './program.ts';
import { protocol } from './protocol.ts';
import type { Worker } from './worker.ts';

/** gunicorn with gevent: the calls that wait are patched, but for those that `block`. */
export interface GeventSpec extends GroupSpec, Watched {
  readonly kind: 'gevent';
  /** gunicorn. */
  readonly supervisor?: 'gunicorn' | 'none';
  /** How many greenlets a worker has at most; 1000. */
  readonly connections?: number;
  /** How long a connection may be idle; 2 s. */
  readonly keepAlive?: Ms;
}

export function geventRules(): RulesFor<GeventSpec> {
  return {
    ...groupRules(),
    ...watchedRules(),
    supervisor: supervisorRule(['gunicorn', 'none']),
    connections: optional(whole(1, 100_000)),
    keepAlive: optional(period),
  };
}

/** gevent/hub.py, `threadpool_size`: native threads for what cannot be patched. */
const NATIVE_THREADS = 10;
/** gevent/baseserver.py, `max_accept`; gunicorn makes it 1 if it has several workers. */
const MAX_ACCEPT = 100;
/** The main greenlet sleeps as long between its heartbeats, and until it sees that it is told to stop. */
const BEAT: Ms = 1000;

/** A worker: a hub on which every connection has a greenlet. */
export function geventWorker(world: World, spec: GeventSpec, worker: Worker, socket: Socket): Handlers {
  const { workers = 1, connections: most = 1000, keepAlive = 2000, grace = GRACE } = spec;
  const hub = eventLoop(world, worker, 'hub');
  const threadpool = executor(world, worker, NATIVE_THREADS);
  const server = protocol(worker, hub, socket, { keepAlive, most, accepts: workers > 1 ? 1 : MAX_ACCEPT }, (exchange) =>
    onLoop(world, hub, exchange, exchange.steps, (steps) => runInExecutor(world, threadpool, hub, exchange, steps)),
  );
  let alive = true;

  function run(): void {
    worker.beat();
    if (alive) {
      hub.callLater(BEAT, { run: run });
      return;
    }
    server.stop('keepIdle');
    drain(world.clock.now + grace);
  }

  function drain(limit: Ms): void {
    worker.beat();
    if (worker.connections.size === 0 || world.clock.now > limit) worker.exit();
    else hub.callLater(BEAT, { run: () => void drain(limit) });
  }

  run();
  worker.start(hub.runForever());
  return {
    terminate() {
      alive = false;
    },
    // the handler is Python's, and runs when the hub does: a call that holds it keeps the signal out
    abort: () => hub.callSoonThreadsafe({ run: () => void worker.exit('SIGABRT') }),
  };
}
