import type { CodeLine } from '../code.ts';
import type { Beat as AnyBeat } from '../scene.ts';
import type { Lit, LoopState, SwapSpec } from './spec.ts';

/** A trip to a thread; an exempt one takes no token. */
export interface Trip {
  readonly name: string;
  readonly exempt: boolean;
}

/** A box on the way. What it does not have is empty. */
export interface Step {
  readonly name: string;
  readonly layer: string;
  readonly function: string;
  readonly file: string;
  readonly trips: readonly Trip[];
  readonly answers: boolean;
  /** What stands in its box instead of words. */
  readonly code?: readonly CodeLine[];
}

/** A way through steps: from the `turn`-th on it goes back. */
export interface Way {
  readonly steps: readonly Step[];
  readonly turn: number;
  readonly title: string;
  /** All but the last step are one. */
  readonly whole: boolean;
  /** After which step there is a seam, and what is spoken there. */
  readonly seam?: { readonly after: number; readonly text: string };
}

/** A beat: where on each way its disc stands, counted in places; -1 before the first. */
export interface Beat extends AnyBeat {
  readonly places: readonly number[];
  readonly lit?: Lit;
  readonly loop: LoopState;
  /** Other words on boxes, by their names. */
  readonly swap: Readonly<Record<string, SwapSpec>>;
}

/** Ways as they stand in the page: plain data, drawn as it is. */
export interface Scene {
  readonly kind: 'path';
  readonly layout: 'rows' | 'columns';
  readonly on: string;
  readonly ways: readonly Way[];
  readonly beats: readonly Beat[];
  readonly key: number;
}

/** Where a disc can stand: at a step, or on a trip from it; past the last place the way is at its end. */
export interface Place {
  readonly step: number;
  readonly trip?: number;
}

/** The places of a way in walking order: each step, and then its trips. */
export function placesOf({ steps }: Way): readonly Place[] {
  return steps.flatMap(({ trips }, step): Place[] => [{ step }, ...trips.map((_, trip) => ({ step, trip }))]);
}

/** Where the discs are, in phrases. */
export function whereItIs({ ways }: Scene, { places, loop }: Beat): readonly string[] {
  const where = ways.flatMap((way, i): string[] => {
    const place = placesOf(way)[places[i] ?? -1];
    const step = place && way.steps[place.step];
    if (step === undefined) return [];
    const { layer, function: name, file, trips } = step;
    const code = [name, file === '' ? '' : `in ${file}`].filter((part) => part !== '').join(' ');
    const trip = place?.trip === undefined ? undefined : trips[place.trip];
    const thread = trip === undefined ? '' : `, in a thread (${trip.name}${trip.exempt ? ', without a token' : ''})`;
    return [`At ${layer}${code === '' ? '' : `, ${code}`}${thread}`];
  });
  return loop === 'stuck' ? [...where, 'The loop stands still'] : where;
}
