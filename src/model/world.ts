import { type Kernel, kernel, type Ms } from './kernel.ts';
import { type Processor, processor, QUOTA_PERIOD } from './processor.ts';
import { type Recorder, recorder } from './recorder.ts';
import { flag, optional, type RulesFor, timeWithin, whole } from './rules.ts';
import type { PlaceId } from './trace.ts';

/** The machine that servers of every kind run on. */
export interface MachineSpec {
  /** How many cores it has; 4. */
  readonly cores?: number;
  /** Whether Python has its global lock, as it has unless built free-threaded; true. */
  readonly gil?: boolean;
  /** A container's limit: how much processor time, in ms, it may use in each 100 ms; none. */
  readonly quota?: Ms;
}

/** A function, as all rules of servers, so that a page that runs what is known to be right need not carry them. */
export function machineRules(): RulesFor<MachineSpec> {
  return { cores: optional(whole(1, 64)), gil: optional(flag), quota: optional(timeWithin(1, 64 * QUOTA_PERIOD)) };
}

/** Who has no connection is here. */
export const CLIENTS: PlaceId = 'clients';
/** How many cores a machine has unless told. */
export const CORES = 4;

/** Time, and what is outside of every machine. */
export interface Outside {
  readonly clock: Kernel;
  readonly recorder: Recorder;
}

/** What all processes of one machine share. */
export interface World extends Outside {
  readonly processor: Processor;
  readonly hasGil: boolean;
  /** Who wants a core is in line for this. */
  readonly machine: PlaceId;
  /** What the names of its places begin with: nothing, or "pod 2/" where there are several machines. */
  readonly prefix: '' | `${string}/`;
}

/** A world at time 0, with a machine and the outside. */
export function world(spec: MachineSpec, maxEvents: number): World {
  return machineIn(outside(maxEvents), spec);
}

/** The outside at time 0, without a machine. */
export function outside(maxEvents: number): Outside {
  const clock = kernel(maxEvents);
  const scribe = recorder(clock);
  scribe.place({ kind: 'clients', id: CLIENTS, label: 'clients' });
  scribe.place({ kind: 'upstream', id: 'upstream', label: 'upstream' });
  return { clock, recorder: scribe };
}

/** A machine, one of several if its places have a prefix. */
export function machineIn(
  { clock, recorder: scribe }: Outside,
  { cores = CORES, gil = true, quota }: MachineSpec,
  prefix: World['prefix'] = '',
): World {
  const machine = `${prefix}machine`;
  scribe.place({ kind: 'machine', id: machine, label: 'cores', cores, ...(quota !== undefined && { quota }) });
  const places = Array.from({ length: cores }, (_, n) =>
    scribe.place({ kind: 'core', id: `${prefix}core ${n + 1}`, label: `core ${n + 1}`, parent: machine }),
  );
  const shared = processor(clock, scribe, machine, places, quota);
  return { clock, recorder: scribe, processor: shared, hasGil: gil, machine, prefix };
}
