import { parseSteps } from '../../model/notation.ts';
import type { RunData } from './run.ts';
import type { RunSpec } from './spec.ts';

/** A run as it is written, with its work read. Of work that is none, which the rules refuse, nothing is left. */
export function read({ server, arrivals }: RunSpec): RunData {
  return {
    server,
    arrivals: arrivals.map(({ does, ...rest }) => {
      const parsed = parseSteps(does);
      return { ...rest, steps: parsed.kind === 'steps' ? parsed.steps : [] };
    }),
  };
}
