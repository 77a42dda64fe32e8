import { clientProblems } from './check.ts';
import type { Ms } from './kernel.ts';
import { isRecord, optional, type Problem, type Rule, type RulesFor, record, time, whole } from './rules.ts';
import { type ServerSpec, serverProblems } from './servers/index.ts';
import type { Probe } from './workload.ts';

/** Replicas of one server, each on a machine of its own, behind a balancer. */
export interface FleetSpec {
  readonly replicas: number;
  readonly server: ServerSpec;
  /** Nobody asks how they are without it. */
  readonly probe?: FleetProbe;
}

/**
 * What the orchestrator asks every replica. One probe stands for the two of Kubernetes, as if both were set alike: after
 * `failures` in a row the replica is *not ready*, so that the balancer sends it nobody, and *not live*, so that it is
 * restarted: SIGTERM, after `grace` SIGKILL, and a new start, which takes the server's `boot`. When that is over it is ready
 * at once, where a real one has to answer a probe first. Left out is the growing pause between restarts of the same
 * container (CrashLoopBackOff).
 */
export interface FleetProbe extends Omit<Probe, 'kind' | 'retries' | 'probe'> {
  /** By how much each replica is asked later than the one before it; 0, as if all had been started together. */
  readonly apart?: Ms;
}

/** More would be no picture, and a long run. */
const MOST_REPLICAS = 100;

const probe: Rule = (value, path) => {
  if (!isRecord(value)) return record({})(value, path);
  const { apart, ...asked } = value;
  const wrong = clientProblems([{ ...asked, kind: 'probe' }], path);
  const placed = wrong.map((problem) => ({ ...problem, path: problem.path.replace(`${path}[0]`, path) }));
  return [...placed, ...optional(time)(apart, `${path}.apart`)];
};

/** A function, as all rules of servers. */
export function fleetRules(): RulesFor<FleetSpec> {
  return { replicas: whole(1, MOST_REPLICAS), server: lasting, probe: optional(probe) };
}

/** A server that nothing but a probe ends. */
const lasting: Rule = (server, path) => {
  const ends = isRecord(server) ? ['stopAt', 'crashes'].filter((field) => server[field] !== undefined) : [];
  const problems = ends.map((field) => {
    const what = 'a replica that ends by itself';
    return { path: `${path}.${field}`, what, expected: 'expected one that only its probe ends' };
  });
  return [...serverProblems(server, path), ...problems];
};

/** What is wrong with a fleet's description, every field by its path. */
export function fleetProblems(fleet: unknown): readonly Problem[] {
  return record(fleetRules())(fleet, '');
}

/** What is wrong with those who come to a fleet; a probe goes to its replica and not to the balancer. */
export function fleetClientProblems(clients: unknown, path = 'clients'): readonly Problem[] {
  const wrong = clientProblems(clients, path);
  if (wrong.length > 0 || !Array.isArray(clients)) return wrong;
  return clients.flatMap((client: unknown, n) => {
    const isProbe = isRecord(client) && (client.kind === 'probe' || client.probe === true);
    const problem = {
      path: `${path}[${n}]`,
      what: 'a probe at the balancer',
      expected: 'expected it as the probe of the fleet',
    };
    return isProbe ? [problem] : [];
  });
}
