// gunicorn/workers/gthread.py, ThreadWorker: run, accept, enqueue_req, handle, finish_request, murder_keepalived.

import type { Connection } from '../connection.ts';
import { delay, type Ms, type Process } from '../kernel.ts';
import { enter, leave, runInThread, type Thread } from '../machine.ts';
import type { Socket } from '../network.ts';
import type { RequestId } from '../trace.ts';
import type { World } from '../world.ts';
import { executor } from './executor.ts';
import { GRACE } from './group.ts';
import type { GthreadSpec } from './gthread-spec.ts';
import type { Handlers } from './program.ts';
import { register, selector } from './selector.ts';
import type { Worker } from './worker.ts';

/** How long the main thread sleeps at most, and so between its heartbeats. */
const POLL: Ms = 1000;

/** A worker: the main thread takes connections into a queue of its own, and beats while the threads work. */
export function gthreadWorker(world: World, spec: GthreadSpec, worker: Worker, socket: Socket): Handlers {
  const { threads = 4, connections = 1000, keepAlive = 2000, grace = GRACE } = spec;
  const { clock, recorder } = world;
  const parent = recorder.place({ kind: 'thread', id: `${worker.place}/main`, label: 'main', parent: worker.place });
  const main = { seat: recorder.place({ kind: 'seat', id: `${parent}/seat`, label: 'seat', parent }), gil: worker.gil };
  const idlePlace = `${worker.place}/poller`;
  recorder.place({ kind: 'selector', id: idlePlace, label: 'waiting', parent: worker.place });
  const poller = selector<() => void>(clock);
  const pool = executor(world, worker, threads);
  const keptAlive = new Map<Connection, Ms>();
  let stopAccepting: (() => void) | undefined;
  let alive = true;

  function setAcceptEnabled(isEnabled: boolean): void {
    if (!isEnabled) stopAccepting?.();
    stopAccepting = isEnabled ? (stopAccepting ?? register(poller, socket, (run) => run, accept)) : undefined;
  }

  function accept(): void {
    const connection = socket.poll();
    if (connection === undefined) return;
    worker.accepted(connection);
    enqueue(connection);
    connection.place = idlePlace;
  }

  function enqueue(connection: Connection): void {
    const exchange = connection.read();
    pool.submit(exchange.request, function* handle(thread) {
      yield* waitForData(thread, exchange.request);
      yield* runInThread(world, thread, exchange, exchange.steps);
      exchange.finish();
      poller.becomeReadable(() => finishRequest(connection));
    });
  }

  /** The data is there, but a thread that looks for it lets go of the GIL, and the main thread accepts meanwhile. */
  function* waitForData(thread: Thread, request: RequestId): Process {
    leave(thread);
    yield* delay(clock, 0);
    yield* enter(world, thread, request);
  }

  function finishRequest(connection: Connection): void {
    if (!alive || !connection.keepAlive) {
      worker.close(connection);
      return;
    }
    keptAlive.set(connection, clock.now + keepAlive);
    const next = (then: () => void) => () => poller.becomeReadable(() => keptAlive.delete(connection) && then());
    connection.whenReadable(
      next(() => enqueue(connection)),
      next(() => worker.close(connection)),
    );
  }

  function murderKeepalived(): void {
    for (const [connection, until] of keptAlive) {
      if (until > clock.now || connection.hasData) continue;
      keptAlive.delete(connection);
      worker.close(connection);
    }
  }

  function* dispatchEvents(timeout: Ms): Process {
    leave(main);
    if (!poller.isReadable) yield* poller.sleep(timeout);
    const events = poller.select();
    yield* enter(world, main);
    for (const callback of events) callback();
    murderKeepalived();
  }

  function* run(): Process {
    yield* enter(world, main);
    while (alive) {
      worker.beat();
      setAcceptEnabled(worker.connections.size < connections);
      yield* dispatchEvents(POLL);
    }
    setAcceptEnabled(false);
    const limit = clock.now + grace;
    while (worker.connections.size > 0 && clock.now < limit) yield* dispatchEvents(limit - clock.now);
    worker.exit();
  }

  worker.start(run());
  return {
    terminate() {
      alive = false;
      poller.interrupt();
    },
    // the main thread is asleep or about to be: its handler runs
    abort: () => worker.exit('SIGABRT'),
  };
}
