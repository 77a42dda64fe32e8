// gunicorn/arbiter.py: Arbiter.run, murder_workers, stop. uvicorn/supervisors/multiprocess.py: Multiprocess.run.
import { delay, type Ms, type Process } from '../kernel.ts';
import { doorTo, listen, type Socket } from '../network.ts';
import type { Signal } from '../trace.ts';
import type { World } from '../world.ts';
import {
  BOOT,
  type GroupSpec,
  SUPERVISORS,
  type Supervision,
  type SupervisorKind,
  TIMEOUT,
  type Watched,
} from './group.ts';
import type { Handlers, Program } from './program.ts';
import { fork, type Worker } from './worker.ts';

/** The processes of a server. */
export interface Group {
  /** The socket that the kernel chooses for the next connection. */
  readonly door: () => Socket;
  /** An orchestrator stops everything, kills after `grace` ms what is left, and starts anew; over when all serve again. */
  restart(grace: Ms): Process;
}

interface Slot {
  readonly n: number;
  readonly socket: Socket;
  worker: Worker | undefined;
  /** Once it has booted. */
  handlers: Handlers | undefined;
  wasAborted: boolean;
}

export interface Settings {
  readonly supervisor: SupervisorKind;
  readonly backlog: number;
  /** Of a supervisor that kills: what it waits before it does. */
  readonly grace: Ms;
}

/** Forks the workers, which all serve at 0 ms, and does to them what their supervisor does. */
export function arbiter(world: World, spec: GroupSpec & Watched, settings: Settings, program: Program): Group {
  const { clock, recorder, prefix } = world;
  const { workers = 1, reusePort = false, boot = BOOT, timeout = TIMEOUT, stopAt, crashes = [] } = spec;
  const supervision: Supervision = SUPERVISORS[settings.supervisor];
  const { label } = supervision;
  if (label !== undefined) recorder.place({ kind: 'arbiter', id: `${prefix}arbiter`, label });
  const shared = reusePort ? undefined : listen(world, settings.backlog);
  const slots = Array.from({ length: workers }, (_, i): Slot => {
    const socket = shared ?? listen(world, settings.backlog, i + 1);
    return { n: i + 1, socket, worker: undefined, handlers: undefined, wasAborted: false };
  });
  const [first, ...others] = slots.map(({ socket }) => socket);
  if (first === undefined) throw new Error('a server without workers');
  let phase: 'serving' | 'stopping' | 'restarting' = 'serving';
  /** Who has asked for a restart that is not over. */
  const restarting: (() => void)[] = [];

  function spawn(slot: Slot): Worker {
    slot.handlers = undefined;
    slot.wasAborted = false;
    slot.worker = fork(world, slot.n, supervision.watches, { reap: () => reap(slot), release: () => release(slot) });
    return slot.worker;
  }

  function serve(slot: Slot, worker: Worker): void {
    slot.socket.open();
    slot.handlers = program(worker, slot.socket);
  }

  function* load(slot: Slot, worker: Worker): Process {
    yield* delay(clock, boot);
    recorder.event({ kind: 'booted', place: worker.place });
    serve(slot, worker);
  }

  function replace(slot: Slot): void {
    const worker = spawn(slot);
    recorder.event({ kind: 'fork', place: worker.place });
    worker.start(load(slot, worker));
  }

  /** SIGCHLD. */
  function reap(slot: Slot): void {
    slot.worker = undefined;
    release(slot);
    if (phase === 'serving' && supervision.replaces === 'whenItEnds') replace(slot);
    if (phase === 'restarting' && slots.every(({ worker }) => worker === undefined)) startAnew();
  }

  function startAnew(): void {
    phase = 'serving';
    for (const slot of slots) replace(slot);
    // after all have booted
    clock.lastly(boot, endRestart);
  }

  function endRestart(): void {
    for (const resume of restarting.splice(0)) resume();
  }

  /** A socket that no process has open any more is closed. */
  function release({ socket }: Slot): void {
    const isInherited = slots.some((slot) => slot.socket === socket && slot.worker?.listens);
    const isKept =
      phase === 'serving'
        ? supervision.label !== undefined && !reusePort
        : supervision.keepsSocket && slots.some(({ worker }) => worker !== undefined);
    if (!isInherited && !isKept) socket.close();
  }

  function signal(slot: Slot, name: Signal): void {
    const { worker, handlers } = slot;
    if (worker === undefined) return;
    recorder.event({ kind: 'signal', place: worker.place, signal: name });
    if (name === 'SIGKILL' || handlers === undefined) worker.exit(name);
    else if (name === 'SIGTERM') handlers.terminate();
    else handlers.abort();
  }

  function stop(next: 'stopping' | 'restarting', grace: Ms | undefined): void {
    phase = next;
    if (next === 'stopping') endRestart();
    const told = slots.filter(({ worker }) => worker !== undefined).map((slot) => ({ slot, worker: slot.worker }));
    for (const { slot } of told) signal(slot, 'SIGTERM');
    if (next === 'restarting' && told.length === 0) startAnew();
    if (grace === undefined) return;
    clock.later(grace, () => {
      for (const { slot, worker } of told) if (slot.worker === worker) signal(slot, 'SIGKILL');
    });
  }

  function murder(slot: Slot): void {
    if (slot.worker === undefined || clock.now - slot.worker.lastBeat <= timeout) return;
    signal(slot, slot.wasAborted ? 'SIGKILL' : 'SIGABRT');
    slot.wasAborted = true;
  }

  /** Until it stops: Arbiter.stop watches nobody, and kills when its grace is over. */
  function* look(period: Ms): Process {
    for (;;) {
      yield* delay(clock, period);
      if (phase !== 'serving') continue;
      for (const slot of slots) {
        if (supervision.watches) murder(slot);
        else if (slot.worker === undefined) replace(slot);
      }
    }
  }

  function* restart(grace: Ms): Process {
    if (phase === 'stopping') return;
    yield (resume) => {
      restarting.push(resume);
      if (restarting.length === 1) stop('restarting', grace);
    };
  }

  for (const slot of slots) serve(slot, spawn(slot));
  const { period, looksForSignals } = supervision;
  if (period !== undefined) clock.start(look(period));
  if (stopAt !== undefined) {
    const noticed = looksForSignals && period !== undefined ? Math.ceil(stopAt / period) * period : stopAt;
    clock.later(noticed, () => stop('stopping', supervision.kills ? settings.grace : undefined));
  }
  for (const { at, worker } of crashes) clock.later(at, () => slots[worker - 1]?.worker?.exit('crash'));
  return { door: doorTo([first, ...others]), restart };
}
