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
/** Who wants a core is in line for this. */
export const MACHINE: PlaceId = 'machine';

/** How many cores a machine has unless told. */
export const CORES = 4;

/** What all processes of one run share. */
export interface World {
  readonly clock: Kernel;
  readonly recorder: Recorder;
  readonly processor: Processor;
  readonly hasGil: boolean;
}

/** A world at time 0, with a machine and the outside. */
export function world({ cores = CORES, gil = true, quota }: MachineSpec, maxEvents: number): World {
  const clock = kernel(maxEvents);
  const scribe = recorder(clock);
  scribe.place({ kind: 'clients', id: CLIENTS, label: 'clients' });
  scribe.place({ kind: 'upstream', id: 'upstream', label: 'upstream' });
  scribe.place({ kind: 'machine', id: MACHINE, label: 'cores', cores, ...(quota !== undefined && { quota }) });
  const places = Array.from({ length: cores }, (_, n) =>
    scribe.place({ kind: 'core', id: `core ${n + 1}`, label: `core ${n + 1}`, parent: MACHINE }),
  );
  return { clock, recorder: scribe, processor: processor(clock, scribe, MACHINE, places, quota), hasGil: gil };
}
