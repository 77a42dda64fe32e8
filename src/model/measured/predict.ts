import type { Ms } from '../kernel.ts';
import type { Endpoint } from '../servers/fastapi.ts';
import { type ServerSpec, simulate } from '../servers/index.ts';
import type { Trace } from '../trace.ts';
import type { Step } from '../workload.ts';
import type { Costs, Measurement } from './measurement.ts';
import type { Scenario } from './scenario.ts';
import { predicted } from './seen.ts';

/** Beyond any scenario of the lab. */
const MAX_EVENTS = 20_000_000;

const FREE: Costs = { request: 0, call: 0 };

/** The scenario in the simulator, with what a real request costs beside its work; none if nothing simulates it. */
export function predictedTrace({ server, clients = [] }: Scenario, costs: Costs = FREE): Trace | undefined {
  if (server === undefined) return undefined;
  // FastAPI spends it on the loop, whichever thread then runs the endpoint
  const isOnLoop = server.kind === 'fastapi';
  const before: readonly Step[] = isOnLoop ? [] : computing(costs.request);
  const all = clients.map((client) => ({
    ...client,
    steps: joined([...before, ...calling(client.steps, costs.call)]),
  }));
  return simulate(isOnLoop ? costlier(server, costs.request) : server, all, { maxEvents: MAX_EVENTS });
}

/** Every predicted figure by its name. */
export function predictions({ scenario, costs }: Measurement): ReadonlyMap<string, number> {
  const trace = predictedTrace(scenario, costs);
  if (trace === undefined) return new Map();
  return new Map(
    Object.entries(scenario.figures).flatMap(([name, figure]) => {
      const value = predicted(figure, trace);
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function computing(ms: Ms): readonly Step[] {
  return ms > 0 ? [{ kind: 'cpu', ms }] : [];
}

/** Half of what a call costs is spent before it waits, and half after. */
function calling(steps: readonly Step[], cost: Ms): readonly Step[] {
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

function costlier(server: Extract<ServerSpec, { kind: 'fastapi' }>, cost: Ms): ServerSpec {
  const before = { declared: 'async def', steps: computing(cost) } as const;
  const at = <T extends Endpoint>(endpoint: T): T => ({
    ...endpoint,
    dependencies: [before, ...(endpoint.dependencies ?? [])],
  });
  return { ...at(server), ...(server.routes && { routes: server.routes.map(at) }) };
}
