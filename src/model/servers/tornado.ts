// tornado/web.py, RequestHandler._execute: calls the method on the loop, and awaits what it returns if it can be awaited.
import type { Ms } from '../kernel.ts';
import type { Socket } from '../network.ts';
import { list, optional, period, type RulesFor, record, text, whole } from '../rules.ts';
import type { Step, Work } from '../workload.ts';
import type { World } from '../world.ts';
import { onLoop } from './coroutine.ts';
import { type Declared, declared } from './declared.ts';
import { eventLoop } from './eventloop.ts';
import { defaultThreads, executor, runInExecutor } from './executor.ts';
import { type GroupSpec, groupRules, supervisorRule } from './group.ts';
import type { Handlers } from './program.ts';
import { protocol } from './protocol.ts';
import type { Worker } from './worker.ts';

// region spec
/** Tornado with its own HTTP server. */
export interface TornadoSpec extends GroupSpec {
  readonly kind: 'tornado';
  /** none for one process, fork_processes for several. */
  readonly supervisor?: 'none' | 'forkProcesses';
  /** What the handlers' methods are; `async def`. */
  readonly handler?: Declared;
  /** Those of some paths, where they differ. */
  readonly handlers?: readonly Handler[];
  /** Size of each process's executor for `thread` steps; asyncio's default, cores + 4 and at most 32. */
  readonly threads?: number;
  /** How long a connection may be idle; an hour. */
  readonly keepAlive?: Ms;
}

export interface Handler {
  readonly path: string;
  readonly handler: Declared;
}
// endregion

// region rules
export function tornadoRules(): RulesFor<TornadoSpec> {
  return {
    ...groupRules(),
    supervisor: supervisorRule(['none', 'forkProcesses']),
    handler: optional(declared),
    handlers: optional(list(record({ path: text, handler: declared }))),
    threads: optional(whole(1, 1000)),
    keepAlive: optional(period),
  };
}
// endregion

/** Who supervises it, if nothing else is said. */
export function tornadoSupervisor({ supervisor, workers = 1 }: TornadoSpec) {
  return supervisor ?? (workers > 1 ? 'forkProcesses' : 'none');
}

// region steps
/** What a handler makes of the work: in a plain method every call that waits blocks, and so the loop does. */
export function tornadoSteps(
  { handler = 'async def', handlers = [] }: TornadoSpec,
  { path, steps }: Work,
): readonly Step[] {
  const here = handlers.find((each) => each.path === path)?.handler ?? handler;
  return here === 'def' ? blocking(steps) : steps;
}

function blocking(steps: readonly Step[]): readonly Step[] {
  return steps.flatMap((step): readonly Step[] => {
    if (step.kind === 'thread') return blocking(step.steps);
    return step.kind === 'wait' ? [{ ...step, kind: 'block' }] : [step];
  });
}
// endregion

// region process
/** A process: a loop that handles each request as a task, and leaves SIGTERM to the system. */
export function tornadoProcess(world: World, spec: TornadoSpec, worker: Worker, socket: Socket): Handlers {
  const { threads = defaultThreads(world.processor.cores), keepAlive = 3_600_000 } = spec;
  const loop = eventLoop(world, worker);
  const pool = executor(world, worker, threads);
  protocol(worker, loop, socket, { keepAlive, accepts: socket.size }, (exchange) =>
    onLoop(world, loop, exchange, exchange.steps, (steps) => runInExecutor(world, pool, loop, exchange, steps)),
  );
  worker.start(loop.runForever());
  return { terminate: () => worker.exit('SIGTERM'), abort: () => worker.exit('SIGABRT') };
}
// endregion
