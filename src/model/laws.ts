import type { Ms } from './kernel.ts';
import { LAWS_OF_FLEETS } from './laws-of-fleets.ts';
import { LAWS_OF_PLACES } from './laws-of-places.ts';
import { LAWS_OF_REQUESTS } from './laws-of-requests.ts';
import { grouped } from './measure.ts';
import type { RequestId, Segment, Trace } from './trace.ts';

/** Where a run breaks a law: at this instant, by this request or, in its name, by nobody in particular. */
export interface Breach {
  readonly at: Ms;
  readonly request?: RequestId;
}

export type Histories = ReadonlyMap<RequestId, readonly Segment[]>;

/** A law of the model: where a run breaks it, if it does. */
export type Law = (trace: Trace, histories: Histories) => Breach | undefined;

const LAWS: Readonly<Record<string, Law>> = { ...LAWS_OF_REQUESTS, ...LAWS_OF_PLACES, ...LAWS_OF_FLEETS };

/** Throws if the run breaks a law of the model, and names the law, the instant and the request. */
export function assertLaws(trace: Trace): void {
  const histories = grouped(trace.segments, ({ request }) => request);
  for (const [name, law] of Object.entries(LAWS)) {
    const breach = law(trace, histories);
    if (breach === undefined) continue;
    const who = breach.request === undefined ? '' : `, by ${breach.request}`;
    throw new Error(`law broken: ${name}; at ${breach.at} ms${who}`);
  }
}
