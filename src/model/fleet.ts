// Kubernetes: the kubelet's prober (pkg/kubelet/prober), the restart of a container, and kube-proxy in its ipvs mode (`rr`).
import { clients } from './clients.ts';
import { type FleetSpec, fleetClientProblems, fleetProblems } from './fleet-spec.ts';
import type { Ms, Process } from './kernel.ts';
import { assertLaws } from './laws.ts';
import type { Socket } from './network.ts';
import { message } from './rules.ts';
import { type Limits, MAX_EVENTS, type Started, started } from './servers/index.ts';
import { visit } from './sources.ts';
import type { PlaceId, Request, RequestId, Trace } from './trace.ts';
import type { Client } from './workload.ts';
import { machineIn, type Outside, outside } from './world.ts';

/** As `simulate`: throws on bad input, on a run that takes too long, and on one that breaks a law. */
export function simulateFleet(fleet: FleetSpec, all: readonly Client[], limits: Limits = {}): Trace {
  const problems = [...fleetProblems(fleet), ...fleetClientProblems(all)];
  if (problems.length > 0) throw new Error(problems.map(message).join('\n'));
  const trace = runFleet(fleet, all, limits);
  assertLaws(trace);
  return trace;
}

/**
 * Replicas on one clock and in one trace, whose places begin with the replica: "pod 2/worker 1/loop". `run` for a page:
 * what was found well formed, and to break no law, before.
 */
export function runFleet(
  { replicas, server, probe }: FleetSpec,
  all: readonly Client[],
  { maxEvents = MAX_EVENTS, onEnd }: Limits = {},
): Trace {
  const site = outside(maxEvents);
  const pods = Array.from({ length: replicas }, (_, n): Replica => {
    const place = site.recorder.place({ kind: 'pod', id: `pod ${n + 1}`, label: `pod ${n + 1}` });
    return { ...started(machineIn(site, server, `${place}/`), server), place, isReady: true };
  });
  const [first] = pods;
  if (first === undefined) throw new Error('a fleet without replicas');
  const requests: Request[] = [];
  const users = clients(site, { door: balancer(site, pods), stepsOf: first.stepsOf }, requests);
  visit(site.clock, users, all, nobody);
  const probers = pods.map((pod, n) => {
    const prober = clients(site, { door: doorOf(site, pod), stepsOf: pod.stepsOf }, requests);
    if (probe === undefined) return prober;
    const { apart = 0, from = 0, ...asked } = probe;
    visit(site.clock, prober, [{ ...asked, kind: 'probe', from: from + n * apart }], (grace) =>
      restart(site, pod, grace),
    );
    return prober;
  });
  site.clock.run(() => users.open > 0 || probers.some(({ open }) => open > 0));
  onEnd?.(site.clock.events);
  return site.recorder.trace(requests);
}

/** A server, and whether the balancer sends it anybody. */
interface Replica extends Started {
  readonly place: PlaceId;
  isReady: boolean;
}

/**
 * Round robin: each new connection goes to the next replica that is ready, as with kube-proxy in its ipvs mode (`rr`), or
 * behind an ingress that has its own turns. kube-proxy's usual iptables mode draws one at random, as often in the long run. If
 * none is ready nobody listens, and the connection is refused, which its client sees as a lost one; an ingress would
 * say 503. Left out are several balancers that each count for themselves, connections that a proxy keeps and shares,
 * tries at another replica, and the moment that the news of a replica takes to go round.
 */
function balancer({ recorder }: Outside, pods: readonly Replica[]): (request: RequestId) => Socket | undefined {
  /** Whom the kernel remembers: a lost SYN is sent again to the same. */
  const flows = new Map<RequestId, Replica>();
  let turn = 0;

  function next(): Replica | undefined {
    for (const [n] of pods.entries()) {
      const at = (turn + n) % pods.length;
      const pod = pods[at];
      if (!pod?.isReady) continue;
      turn = at + 1;
      return pod;
    }
    return undefined;
  }

  return (request) => {
    const known = flows.get(request);
    if (known !== undefined) return known.door();
    const pod = next();
    if (pod === undefined) return undefined;
    flows.set(request, pod);
    recorder.event({ kind: 'sent', place: pod.place, request });
    return pod.door();
  };
}

/** A prober asks its own replica, ready or not. */
function doorOf({ recorder }: Outside, { place, door }: Replica): (request: RequestId) => Socket | undefined {
  return (request) => {
    recorder.event({ kind: 'sent', place, request });
    return door();
  };
}

function* restart({ recorder }: Outside, pod: Replica, grace: Ms): Process {
  pod.isReady = false;
  recorder.event({ kind: 'unready', place: pod.place });
  yield* pod.restart(grace);
  recorder.event({ kind: 'ready', place: pod.place });
  pod.isReady = true;
}

/** Users restart nothing. */
function* nobody(): Process {}
