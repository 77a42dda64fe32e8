import { runFleet } from '../../model/fleet.ts';
import type { FleetSpec } from '../../model/fleet-spec.ts';
import { figures } from '../../model/measure.ts';
import { type ArrivalsData, inOrder, namesOf, type Run } from '../machine/run.ts';

/** A fleet and what comes to it, the work read. */
export interface FleetData {
  readonly fleet: FleetSpec;
  readonly arrivals: readonly ArrivalsData[];
}

/** A simulated run of a fleet. */
export interface FleetRun extends Run {
  readonly fleet: FleetSpec;
  /** The same without its probes: what users did and felt. */
  readonly users: Run;
}

/** Runs a fleet on its arrivals. Throws what `runFleet` throws; the form of the spec is checked before. */
export function fleetRunOf({ fleet, arrivals }: FleetData): FleetRun {
  const sorted = inOrder(arrivals);
  const trace = runFleet(
    fleet,
    sorted.map(({ arrival }) => arrival),
  );
  const requests = trace.requests.filter(({ probe }) => !probe);
  const own = new Set(requests.map(({ id }) => id));
  const outcomes = trace.outcomes.filter(({ request }) => own.has(request));
  const names = namesOf(sorted, requests);
  const all = figures(trace);
  const users = all.filter(({ request }) => own.has(request)).map((each) => [each.request, each] as const);
  return {
    fleet,
    trace,
    names,
    lines: new Map(),
    figures: new Map(all.map((each) => [each.request, each])),
    users: { trace: { ...trace, requests, outcomes }, names, lines: new Map(), figures: new Map(users) },
  };
}
