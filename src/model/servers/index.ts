import { arrivalProblems } from '../check.ts';
import { assertLaws } from '../laws.ts';
import { type Clients, clients, numbered, type Socket } from '../network.ts';
import { message, type Problem, type Rules, union } from '../rules.ts';
import type { Trace } from '../trace.ts';
import { type Arrival, unreachable } from '../workload.ts';
import { type World, world } from '../world.ts';
import { type AsgiSpec, asgi, asgiRules } from './asgi.ts';
import { type SyncSpec, sync, syncRules } from './sync.ts';

/** A server and its machine, as plain data. */
export type ServerSpec = SyncSpec | AsgiSpec;

/** What is wrong with a server's description, every field by its path, which is inside `path`. */
export function serverProblems(server: unknown, path = ''): readonly Problem[] {
  const rules: Readonly<Record<ServerSpec['kind'], Rules>> = { sync: syncRules(), asgi: asgiRules() };
  return union(rules, 'servers')(server, path);
}

/** Far beyond any scene of the talk (20,000), and a second or so of computing. */
const MAX_EVENTS = 1_000_000;

interface Limits {
  readonly maxEvents?: number;
}

/**
 * Runs the server from 0 ms until every arrival has its outcome and the server has finished with it.
 * The same input gives the same trace. Throws on bad input, all problems at once; on more than `maxEvents` events of the
 * kernel; and on a run that breaks a law, which is a bug of the model.
 */
export function simulate(server: ServerSpec, arrivals: readonly Arrival[], limits: Limits = {}): Trace {
  const problems = [...serverProblems(server), ...arrivalProblems(arrivals)];
  if (problems.length > 0) throw new Error(problems.map(message).join('\n'));
  return run(server, arrivals, limits);
}

/** `simulate` for input that is known to be well formed, without the weight of its rules. */
export function run(server: ServerSpec, arrivals: readonly Arrival[], { maxEvents = MAX_EVENTS }: Limits = {}): Trace {
  const requests = numbered(arrivals);
  const site = world(server, maxEvents);
  const visitors = clients(site, requests);
  visitors.visit(start(site, server, visitors));
  site.clock.run(() => visitors.open > 0);
  const trace = site.recorder.trace(requests);
  assertLaws(trace);
  return trace;
}

function start(site: World, server: ServerSpec, visitors: Clients): Socket {
  switch (server.kind) {
    case 'sync':
      return sync(site, server, visitors);
    case 'asgi':
      return asgi(site, server, visitors);
    default:
      return unreachable(server);
  }
}
