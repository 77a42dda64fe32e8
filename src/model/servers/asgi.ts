// uvicorn: server.py (Server.main_loop), protocols/http/h11_impl.py (H11Protocol: a connection, then a task a request).
import type { Ms } from '../kernel.ts';
import { blockingCall, cpu, native } from '../machine.ts';
import { type Clients, listen, type Socket } from '../network.ts';
import { optional, type RulesFor, whole } from '../rules.ts';
import type { Request, RequestId } from '../trace.ts';
import { unreachable } from '../workload.ts';
import { type MachineSpec, machineRules, type World } from '../world.ts';
import { type Coroutine, type EventLoop, eventLoop } from './eventloop.ts';
import { defaultThreads, type Executor, executor } from './executor.ts';
import { fork } from './worker.ts';

/** uvicorn with an application whose endpoints are `async def`. */
export interface AsgiSpec extends MachineSpec {
  readonly kind: 'asgi';
  /** 1. */
  readonly workers?: number;
  /** 2048. */
  readonly backlog?: number;
  /** At this many connections, the new one counted, the answer is a 503; none. */
  readonly concurrencyLimit?: number;
  /** Size of each worker's pool for `thread` steps; asyncio's default, cores + 4 and at most 32. */
  readonly threads?: number;
}

export function asgiRules(): RulesFor<AsgiSpec> {
  return {
    ...machineRules(),
    workers: optional(whole(1, 64)),
    backlog: optional(whole(1, 65_535)),
    concurrencyLimit: optional(whole(1, 100_000)),
    threads: optional(whole(1, 1000)),
  };
}

/** Server.main_loop sleeps this long between its ticks: the loop's own timer, and why it turns when nobody calls. */
const TICK: Ms = 100;

/** Starts the workers and returns the socket they share: of the idle ones all wake, and the first accepts everything. */
export function asgi(world: World, spec: AsgiSpec, clients: Clients): Socket {
  const socket = listen(world, spec.backlog ?? 2048);
  for (let n = 1; n <= (spec.workers ?? 1); n += 1) serve(world, spec, n, socket, clients);
  return socket;
}

function serve(world: World, spec: AsgiSpec, n: number, socket: Socket, clients: Clients): void {
  const { concurrencyLimit = Number.POSITIVE_INFINITY, threads = defaultThreads(world.cores.size) } = spec;
  const worker = fork(world, n);
  const loop = eventLoop(world, worker);
  const pool = executor(world, worker, loop, threads);
  const connections = new Set<RequestId>();

  function accept(): void {
    for (let request = socket.poll(); request !== undefined; request = socket.poll()) connectionMade(request);
  }

  function connectionMade(request: Request): void {
    connections.add(request.id);
    loop.callSoon({ request: request.id, run: () => void dataReceived(request) });
  }

  function dataReceived(request: Request): void {
    const isFull = connections.size >= concurrencyLimit;
    loop.createTask(request.id, isFull ? serviceUnavailable(request) : runAsgi(request));
  }

  function* runAsgi(request: Request): Coroutine {
    yield* app(world, loop, pool, request);
    disconnect(request, 'replied');
  }

  // biome-ignore lint/correctness/useYield: a coroutine that awaits nothing
  function* serviceUnavailable(request: Request): Coroutine {
    disconnect(request, 'refused');
  }

  function disconnect(request: Request, answer: 'replied' | 'refused'): void {
    connections.delete(request.id);
    clients.answer(request.id, answer);
  }

  function onTick(): void {
    loop.callLater(TICK, { run: () => void onTick() });
  }

  loop.addReader(socket, accept);
  onTick();
  world.clock.start(loop.runForever());
}

/** An `async def` endpoint that does the request's steps. */
function* app(world: World, loop: EventLoop, pool: Executor, { id, steps }: Request): Coroutine {
  for (const step of steps) {
    switch (step.kind) {
      case 'cpu':
        yield* cpu(world, loop.thread, id, step.ms);
        break;
      case 'native':
        yield* native(world, loop.thread, id, step.ms);
        break;
      case 'wait':
        yield loop.answerAfter(id, step.ms);
        break;
      case 'block':
        yield* blockingCall(world, loop.thread, id, step.ms, 'stuck');
        break;
      case 'thread':
        yield pool.submit(id, step.steps);
        break;
      default:
        unreachable(step);
    }
  }
}
