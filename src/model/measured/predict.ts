import type { Ms } from '../kernel.ts';
import type { Endpoint } from '../servers/fastapi.ts';
import { type ServerSpec, simulate } from '../servers/index.ts';
import type { Trace } from '../trace.ts';
import type { Client, Step } from '../workload.ts';
import type { Measurement } from './measurement.ts';
import type { Scenario } from './scenario.ts';
import { figureOf, seenIn } from './seen.ts';

/** Beyond any scenario of the lab. */
const MAX_EVENTS = 20_000_000;

/** The scenario in the simulator, where a request costs `overhead` ms of CPU more than its work; none if nothing simulates it. */
export function predictedTrace({ server, clients = [] }: Scenario, overhead: Ms = 0): Trace | undefined {
  if (server === undefined) return undefined;
  const limits = { maxEvents: MAX_EVENTS };
  if (overhead === 0) return simulate(server, clients, limits);
  // FastAPI spends it on the loop, whichever thread then runs the endpoint
  if (server.kind === 'fastapi') return simulate(costlier(server, overhead), clients, limits);
  return simulate(
    server,
    clients.map((client) => ({ ...client, steps: after(overhead, client.steps) }) satisfies Client),
    limits,
  );
}

/** Every predicted figure by its name. */
export function predictions({ scenario, overhead }: Measurement): ReadonlyMap<string, number> {
  const trace = predictedTrace(scenario, overhead);
  if (trace === undefined) return new Map();
  const seen = seenIn(trace);
  return new Map(
    Object.entries(scenario.figures).flatMap(([name, figure]) =>
      figure.kind === 'value' ? [] : [[name, figureOf(figure, seen)]],
    ),
  );
}

function after(overhead: Ms, steps: readonly Step[]): readonly Step[] {
  const [first, ...rest] = steps;
  // one stretch of computing, as nothing switches between the server's part and the application's
  if (first?.kind === 'cpu' && first.exponential === undefined)
    return [{ kind: 'cpu', ms: overhead + first.ms }, ...rest];
  return [{ kind: 'cpu', ms: overhead }, ...steps];
}

function costlier(server: Extract<ServerSpec, { kind: 'fastapi' }>, overhead: Ms): ServerSpec {
  const before = { declared: 'async def', steps: [{ kind: 'cpu', ms: overhead }] } as const;
  const at = <T extends Endpoint>(endpoint: T): T => ({
    ...endpoint,
    dependencies: [before, ...(endpoint.dependencies ?? [])],
  });
  return { ...at(server), ...(server.routes && { routes: server.routes.map(at) }) };
}
