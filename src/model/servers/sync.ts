// gunicorn/workers/sync.py, SyncWorker.run_for_one: accept, handle to the end, accept again.
import type { Process } from '../kernel.ts';
import { enter, leave, runInThread, type Thread } from '../machine.ts';
import { type Clients, listen, type Socket } from '../network.ts';
import { optional, type RulesFor, whole } from '../rules.ts';
import { type MachineSpec, machineRules, type World } from '../world.ts';
import { fork } from './worker.ts';

/** gunicorn with sync workers. */
export interface SyncSpec extends MachineSpec {
  readonly kind: 'sync';
  /** 1. */
  readonly workers?: number;
  /** 2048. */
  readonly backlog?: number;
}

export function syncRules(): RulesFor<SyncSpec> {
  return {
    ...machineRules(),
    workers: optional(whole(1, 64)),
    backlog: optional(whole(1, 65_535)),
  };
}

/** Starts the workers and returns the socket they share: the kernel hands out the connections, nobody balances. */
export function sync(world: World, { workers = 1, backlog = 2048 }: SyncSpec, clients: Clients): Socket {
  const socket = listen(world, backlog);
  for (let n = 1; n <= workers; n += 1) {
    const { place, gil } = fork(world, n);
    const seat = world.recorder.place({ kind: 'seat', id: `${place}/seat`, label: 'seat', parent: place });
    world.clock.start(run(world, { seat, gil }, socket, clients));
  }
  return socket;
}

function* run(world: World, thread: Thread, socket: Socket, clients: Clients): Process {
  for (;;) {
    const request = yield* socket.accept();
    yield* enter(world, thread, request.id);
    yield* runInThread(world, thread, request.id, request.steps);
    clients.answer(request.id, 'replied');
    leave(thread);
  }
}
