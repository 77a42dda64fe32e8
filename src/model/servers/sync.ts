// gunicorn/workers/sync.py, SyncWorker.run_for_one: beat, accept, handle to the end, accept again.

import type { Connection } from '../connection.ts';
import type { Process } from '../kernel.ts';
import { enter, leave, runInThread } from '../machine.ts';
import type { Socket } from '../network.ts';
import type { RulesFor } from '../rules.ts';
import type { World } from '../world.ts';
import { type GroupSpec, groupRules, supervisorRule, TIMEOUT, type Watched, watchedRules } from './group.ts';
import type { Handlers } from './program.ts';
import type { Worker } from './worker.ts';

/** gunicorn with sync workers. */
export interface SyncSpec extends GroupSpec, Watched {
  readonly kind: 'sync';
  /** gunicorn. */
  readonly supervisor?: 'gunicorn' | 'none';
}

export function syncRules(): RulesFor<SyncSpec> {
  return { ...groupRules(), ...watchedRules(), supervisor: supervisorRule(['gunicorn', 'none']) };
}

/** A worker: the kernel hands out the connections of the socket, nobody balances. */
export function syncWorker(world: World, { timeout = TIMEOUT }: SyncSpec, worker: Worker, socket: Socket): Handlers {
  const seat = world.recorder.place({ kind: 'seat', id: `${worker.place}/seat`, label: 'seat', parent: worker.place });
  const thread = { seat, gil: worker.gil };
  let alive = true;
  let handleError: (() => void) | undefined;

  // region worker
  function* run(): Process {
    while (alive) {
      worker.beat();
      const connection = yield* socket.accept(timeout / 2);
      if (connection !== undefined) yield* handle(connection);
    }
    worker.exit();
  }

  function* handle(connection: Connection): Process {
    worker.accepted(connection);
    const exchange = connection.read();
    handleError = () => exchange.answer('failed');
    yield* enter(world, thread, exchange.request);
    yield* runInThread(world, thread, exchange, exchange.steps);
    handleError = undefined;
    exchange.finish();
    worker.close(connection);
    leave(thread);
  }
  // endregion

  worker.start(run());
  return {
    terminate() {
      alive = false;
      // asleep in select: the signal's pipe wakes it
      if (handleError === undefined) worker.exit();
    },
    abort() {
      // sys.exit in the handler goes up through the request, whose client is told
      handleError?.();
      worker.exit('SIGABRT');
    },
  };
}
