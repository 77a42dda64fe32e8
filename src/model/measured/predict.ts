import type { Ms } from '../kernel.ts';
import type { Endpoint } from '../servers/fastapi.ts';
import { type ServerSpec, simulate } from '../servers/index.ts';
import type { Trace } from '../trace.ts';
import type { Client, Step, Users } from '../workload.ts';
import type { Costs, Measurement } from './measurement.ts';
import type { Figure, Scenario } from './scenario.ts';
import { predicted } from './seen.ts';

/** Beyond any scenario of the lab. */
const MAX_EVENTS = 20_000_000;

const FREE: Costs = { request: 0, call: 0, way: 0 };

/** The scenario in the simulator, with what a real request costs beside its work; none if nothing simulates it. */
export function predictedTrace({ server, clients = [] }: Scenario, costs: Costs = FREE): Trace | undefined {
  if (server === undefined) return undefined;
  const dear = costly(server, costs);
  const all = clients.map((client) => ({
    ...(isUsers(client) ? { ...client, think: (client.think ?? 0) + costs.way } : client),
    steps: dear.steps(client.steps),
  }));
  return simulate(dear.server, all, { maxEvents: MAX_EVENTS });
}

/** A server and the work of its requests, with what they cost beside it. */
export function costly(
  server: ServerSpec,
  costs: Costs,
): { readonly server: ServerSpec; readonly steps: (steps: readonly Step[]) => readonly Step[] } {
  // FastAPI spends it on the loop, whichever thread then runs the endpoint
  if (server.kind === 'fastapi')
    return {
      server: costlier(server, received(server, costs)),
      steps: (steps) => joined(calling(steps, costs.call)),
    };
  return {
    server,
    steps: (steps) => joined([...received(server, costs), ...calling(steps, costs.call)]),
  };
}

/** Every predicted figure by its name. */
export function predictions({ scenario, costs }: Measurement): ReadonlyMap<string, number> {
  const trace = predictedTrace(scenario, costs);
  if (trace === undefined) return new Map();
  return new Map(
    Object.entries(scenario.figures).flatMap(([name, figure]) => {
      const value = predicted(figure, trace);
      return value === undefined ? [] : [[name, value + wayOf(figure, costs)]];
    }),
  );
}

/** Whoever was replied to has waited for the way as well; it keeps nobody else from anything. */
function wayOf(figure: Figure, costs: Costs = FREE): Ms {
  return figure.kind === 'latency' && (figure.outcome ?? 'replied') === 'replied' ? costs.way : 0;
}

function isUsers(client: Client): client is Users {
  return 'kind' in client && client.kind === 'users';
}

function computing(ms: Ms): readonly Step[] {
  return ms > 0 ? [{ kind: 'cpu', ms }] : [];
}

/**
 * A loop reads what a request is in one turn and starts its task in the next, so that it reads all of a crowd first; not
 * where threads take the GIL from it meanwhile.
 */
function received(server: ServerSpec, { request }: Costs): readonly Step[] {
  const { kind } = server;
  const isLoop = kind !== 'sync' && kind !== 'gthread' && kind !== 'gevent';
  const isTaken = kind === 'fastapi' && server.endpoint === 'def';
  return isLoop && !isTaken && request > 0 ? [...computing(request), { kind: 'wait', ms: 0 }] : computing(request);
}

/** Half of what a call costs is spent before it waits, and half after. Who waits for nothing spends it where the work is. */
function calling(steps: readonly Step[], cost: Ms): readonly Step[] {
  if (steps.length > 0 && steps.every(({ kind }) => kind === 'cpu')) return [...steps, ...computing(cost)];
  return steps.flatMap((step): readonly Step[] => {
    if (step.kind === 'thread') return [{ ...step, steps: joined(calling(step.steps, cost)) }];
    // a wait of no time is a turn given up on the way to the real one
    const isCall = (step.kind === 'wait' || step.kind === 'block') && step.ms > 0;
    return isCall ? [...computing(cost / 2), step, ...computing(cost / 2)] : [step];
  });
}

/** Stretches of computing become one, as nobody switches between the server's part and the application's. */
function joined(steps: readonly Step[]): readonly Step[] {
  const all: Step[] = [];
  for (const step of steps) {
    const last = all.at(-1);
    if (step.kind === 'cpu' && last?.kind === 'cpu' && !step.exponential && !last.exponential)
      all.splice(-1, 1, { kind: 'cpu', ms: last.ms + step.ms });
    else all.push(step);
  }
  return all;
}

function costlier(server: Extract<ServerSpec, { kind: 'fastapi' }>, steps: readonly Step[]): ServerSpec {
  const before = { declared: 'async def', steps } as const;
  const at = <T extends Endpoint>(endpoint: T): T => ({
    ...endpoint,
    dependencies: [before, ...(endpoint.dependencies ?? [])],
  });
  return { ...at(server), ...(server.routes && { routes: server.routes.map(at) }) };
}
