import { parseSteps } from '../../model/notation.ts';
import type { Step } from '../../model/workload.ts';
import type { ArrivalsData, RunData, UsersData } from './run.ts';
import type { ArrivalsSpec, RunSpec, UsersSpec } from './spec.ts';

/** A run as it is written, with its work read. Of work that is none, which the rules refuse, nothing is left. */
export function read({ server, arrivals }: RunSpec): RunData {
  return { server, arrivals: arrivals.map((each) => ('users' in each ? readUsers(each) : readArrivals(each))) };
}

/** An entry of `arrivals` with its work read. */
export function readArrivals({ does, ...rest }: ArrivalsSpec): ArrivalsData {
  return { ...rest, steps: readSteps(does) };
}

function readUsers({ does, ...rest }: UsersSpec): UsersData {
  return { ...rest, steps: readSteps(does) };
}

export function readSteps(does: string): readonly Step[] {
  const parsed = parseSteps(does);
  return parsed.kind === 'steps' ? parsed.steps : [];
}
