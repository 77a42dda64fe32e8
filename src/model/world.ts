import { type Kernel, kernel } from './kernel.ts';
import { type Recorder, recorder } from './recorder.ts';
import { type Tokens, tokens } from './resources.ts';
import { flag, optional, type RulesFor, whole } from './rules.ts';
import type { PlaceId } from './trace.ts';

/** The machine that servers of every kind run on. */
export interface MachineSpec {
  /** How many cores it has; 4. */
  readonly cores?: number;
  /** Whether Python has its global lock, as it has unless built free-threaded; true. */
  readonly gil?: boolean;
}

/** A function, as all rules of servers, so that a page that runs what is known to be right need not carry them. */
export function machineRules(): RulesFor<MachineSpec> {
  return { cores: optional(whole(1, 64)), gil: optional(flag) };
}

/** Who has no connection is here. */
export const CLIENTS: PlaceId = 'clients';
/** Who wants a core is in line for this. */
export const MACHINE: PlaceId = 'machine';

/** What all processes of one run share. */
export interface World {
  readonly clock: Kernel;
  readonly recorder: Recorder;
  /** The cores by their places, first come, first served. */
  readonly cores: Tokens<PlaceId>;
  readonly hasGil: boolean;
}

/** A world at time 0, with a machine and the outside. */
export function world({ cores = 4, gil = true }: MachineSpec, maxEvents: number): World {
  const clock = kernel(maxEvents);
  const scribe = recorder(clock);
  scribe.place({ kind: 'clients', id: CLIENTS, label: 'clients' });
  scribe.place({ kind: 'upstream', id: 'upstream', label: 'upstream' });
  scribe.place({ kind: 'machine', id: MACHINE, label: 'cores', cores });
  const places = Array.from({ length: cores }, (_, n) =>
    scribe.place({ kind: 'core', id: `core ${n + 1}`, label: `core ${n + 1}`, parent: MACHINE }),
  );
  return { clock, recorder: scribe, cores: tokens(clock, places), hasGil: gil };
}
