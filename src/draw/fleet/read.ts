import type { FleetProbe } from '../../model/fleet-spec.ts';
import { readArrivals, readSteps } from '../machine/read.ts';
import type { FleetData } from './run.ts';
import type { FleetRunSpec, ProbeSpec } from './spec.ts';

/** A run as it is written, with its work read. */
export function readFleet({ replicas, server, probe, arrivals }: FleetRunSpec): FleetData {
  const asked = probe === undefined || probe === 'none' ? {} : { probe: readProbe(probe) };
  return { fleet: { replicas, server, ...asked }, arrivals: arrivals.map(readArrivals) };
}

function readProbe({ does, timeout, until, ...rest }: ProbeSpec): FleetProbe {
  return { ...rest, steps: readSteps(does), patience: timeout, to: until };
}
