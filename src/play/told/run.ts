import type { Trace } from '../../model/trace.ts';
import { faults } from './faults.ts';
import { busyLoop, stoodStill } from './loops.ts';
import { cores, gil, throttled } from './machine.ts';
import { outcomes, overload } from './outcomes.ts';
import { allTaken, tokens } from './seats.ts';

/** What happened in a run, in sentences, what its users saw first; all numbers are the trace's. */
export function told(trace: Trace): readonly string[] {
  return [
    ...outcomes(trace),
    ...stoodStill(trace),
    ...faults(trace),
    ...overload(trace),
    ...allTaken(trace),
    ...tokens(trace),
    ...cores(trace),
    ...busyLoop(trace),
    ...gil(trace),
    ...throttled(trace),
  ];
}
