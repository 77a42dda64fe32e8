// fastapi/routing.py, get_request_handler.app, under an ASGI server. What is declared `def` makes a trip to a thread:
// dependencies/utils.py, solve_dependencies; routing.py, run_endpoint_function and serialize_response;
// concurrency.py, contextmanager_in_threadpool.
import { stepRule } from '../check.ts';
import type { Socket } from '../network.ts';
import { list, optional, type RulesFor, record, text, whole } from '../rules.ts';
import type { Step, Work } from '../workload.ts';
import type { World } from '../world.ts';
import { anyioThreads } from './anyio.ts';
import { asgiServer } from './asgi.ts';
import { type AsgiServer, asgiServerRules } from './asgi-spec.ts';
import { onLoop } from './coroutine.ts';
import { type Declared, declared } from './declared.ts';
import type { Handlers } from './program.ts';
import type { Worker } from './worker.ts';

/** Something that is declared, and what it does. */
export interface Callable {
  readonly declared: Declared;
  readonly steps: readonly Step[];
}

/** What is called before the endpoint and, if it is a generator, goes on after everything else. */
export interface Dependency extends Callable {
  /** What comes after its `yield`. */
  readonly exit?: readonly Step[];
}

/** How an endpoint is declared, and what FastAPI does around it. */
export interface Endpoint {
  /** `async def`. */
  readonly endpoint?: Declared;
  readonly dependencies?: readonly Dependency[];
  /** What the response model costs: its validation, in a thread for a `def` endpoint; none. */
  readonly validation?: readonly Step[];
  /** After the answer, one after the other. */
  readonly background?: readonly Callable[];
}

/** FastAPI on an ASGI server. */
export interface FastapiSpec extends AsgiServer, Endpoint {
  readonly kind: 'fastapi';
  /** AnyIO's limiter of each process; 40. */
  readonly tokens?: number;
  /** Endpoints that are not as the rest. */
  readonly routes?: readonly Route[];
}

export interface Route extends Endpoint {
  readonly path: string;
}

function endpointRules(): RulesFor<Endpoint> {
  const callable = { declared, steps: list(stepRule) };
  return {
    endpoint: optional(declared),
    dependencies: optional(list(record({ ...callable, exit: optional(list(stepRule)) }))),
    validation: optional(list(stepRule)),
    background: optional(list(record(callable))),
  };
}

export function fastapiRules(): RulesFor<FastapiSpec> {
  return {
    ...asgiServerRules(),
    ...endpointRules(),
    tokens: optional(whole(1, 1000)),
    routes: optional(list(record({ path: text, ...endpointRules() }))),
  };
}

/** AnyIO's default limiter: anyio/_backends/_asyncio.py, current_default_thread_limiter. */
const TOKENS = 40;

/** What FastAPI makes of the work: dependencies, endpoint, validation, answer, background tasks, exits, in this order. */
export function fastapiSteps(spec: FastapiSpec, { path, steps }: Work): readonly Step[] {
  const route = spec.routes?.find((each) => each.path === path) ?? spec;
  const { endpoint = 'async def', dependencies = [], validation, background = [] } = route;
  const exits = dependencies.toReversed().flatMap(({ declared: how, exit }) => (exit ? trip(how, exit, true) : []));
  return [
    ...dependencies.flatMap((each) => trip(each.declared, each.steps)),
    ...trip(endpoint, steps),
    ...(validation ? trip(endpoint, validation) : []),
    { kind: 'reply' },
    ...background.flatMap((task) => trip(task.declared, task.steps)),
    ...exits,
  ];
}

/** What is `async def` runs on the loop, what is `def` in a thread; an exit has a limiter of its own. */
function trip(how: Declared, steps: readonly Step[], isExempt = false): readonly Step[] {
  if (how === 'async def') return steps;
  return [{ kind: 'thread', steps, ...(isExempt && { exempt: true as const }) }];
}

/** A worker: an ASGI server whose application hands steps to AnyIO's threads. */
export function fastapiWorker(world: World, spec: FastapiSpec, worker: Worker, socket: Socket): Handlers {
  return asgiServer(world, spec, worker, socket, (loop) => {
    const runSync = anyioThreads(world, worker, loop, spec.tokens ?? TOKENS);
    return (exchange) =>
      onLoop(world, loop, exchange, exchange.steps, (steps, isExempt) => runSync(exchange, steps, isExempt));
  });
}
