import type { Connection } from '../connection.ts';
import { type Gil, gil } from '../gil.ts';
import type { Ms, Process, Task } from '../kernel.ts';
import type { PlaceId, Signal } from '../trace.ts';
import type { World } from '../world.ts';

/** A process of the operating system: what is started in it ends with it. */
export interface Worker {
  readonly place: PlaceId;
  readonly gil: Gil | undefined;
  readonly isAlive: boolean;
  /** The connections it has accepted and not closed. */
  readonly connections: ReadonlySet<Connection>;
  /** When it last showed that it is alive. */
  readonly lastBeat: Ms;
  start(process: Process): void;
  /** Does it `ms` from now, if the process has not ended by then. */
  later(ms: Ms, action: () => void): void;
  /** Shows its arbiter that it is alive: gunicorn/workers/workertmp.py, `notify`. */
  beat(): void;
  accepted(connection: Connection): void;
  close(connection: Connection): void;
  /** Whether it has the listening socket open. */
  readonly listens: boolean;
  stopListening(): void;
  /** It ends, of its own or by a signal or fault, and all its connections break. */
  exit(by?: Signal | 'crash'): void;
}

interface Parent {
  /** The worker has ended. */
  reap(): void;
  /** The worker has closed the listening socket. */
  release(): void;
}

/** The n-th process of a server. Its heartbeats are in the trace if someone watches them. */
export function fork(
  { clock, recorder, hasGil, prefix }: World,
  n: number,
  isWatched: boolean,
  parent: Parent,
): Worker {
  const place = recorder.place({ kind: 'process', id: `${prefix}worker ${n}`, label: `worker ${n}` });
  const lock = hasGil && recorder.place({ kind: 'gil', id: `${place}/gil`, label: 'GIL', parent: place });
  const tasks = new Set<Task>();
  const connections = new Set<Connection>();
  let isAlive = true;
  let listens = true;
  let lastBeat = clock.now;

  return {
    place,
    gil: lock === false ? undefined : gil(clock, recorder, lock),
    get isAlive() {
      return isAlive;
    },
    connections,
    get lastBeat() {
      return lastBeat;
    },
    start(process) {
      if (isAlive) clock.start(process, tasks);
    },
    later(ms, action) {
      clock.later(ms, () => {
        if (isAlive) action();
      });
    },
    beat() {
      lastBeat = clock.now;
      if (isWatched) recorder.event({ kind: 'heartbeat', place });
    },
    accepted(connection) {
      connections.add(connection);
    },
    close(connection) {
      connections.delete(connection);
      connection.close();
    },
    get listens() {
      return listens;
    },
    stopListening() {
      if (!listens) return;
      listens = false;
      clock.soon(parent.release);
    },
    exit(by) {
      if (!isAlive) return;
      isAlive = false;
      listens = false;
      for (const task of tasks) task.end();
      for (const connection of connections) connection.close();
      connections.clear();
      recorder.event({ kind: 'exited', place, ...(by !== undefined && { by }) });
      clock.soon(parent.reap);
    },
  };
}
