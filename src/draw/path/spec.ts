import type { CodeRef } from '../code.ts';
import type { Words } from '../told.ts';

/** A trip to a thread and back. */
export interface TripSpec {
  readonly name: string;
  /** It takes none of the tokens. */
  readonly exempt?: boolean;
}

/** A box on the way: whose code it is, and where that is written. */
export interface StepSpec {
  readonly layer: string;
  readonly function?: string;
  readonly file?: string;
  /** What beats call it; its function, or else its layer, unless said. */
  readonly name?: string;
  /** One after the other, behind each other on the spine. */
  readonly trips?: readonly (string | TripSpec)[];
  /** Here the client has its answer. */
  readonly answers?: boolean;
  /** What stands in the box instead of words. */
  readonly code?: CodeRef;
}

/** What stands in a box instead. */
export type SwapSpec = Partial<Pick<StepSpec, 'layer' | 'function' | 'file'>>;

/** One of two ways on the same loop, from the loop upwards. */
export interface ColumnSpec {
  readonly title?: string;
  /** All but its last step are one, and cannot be exchanged. */
  readonly whole?: boolean;
  readonly steps: readonly StepSpec[];
  /** What is spoken between the step of that name and the next. */
  readonly seam?: { readonly after: string; readonly text: string };
}

export type Lit = 'trips' | 'seam';

/** How the loop is: `stuck` where what stands on it does not give it back. */
export type LoopState = 'turns' | 'stuck';

/** A beat goes to a step or a trip by its name, or to one on each of two ways; `done` is the way's end. */
export interface BeatSpec extends Words {
  readonly until?: string | readonly string[];
  /** Lights all trips at once, or the seam. */
  readonly lit?: Lit;
  readonly loop?: LoopState;
  /** Other words on boxes from here on, by the boxes' names. */
  readonly swap?: Readonly<Record<string, SwapSpec>>;
}

/** A way through layers as it stands in a fence: in and back, or two side by side. */
export interface PathSpec {
  readonly in?: readonly StepSpec[];
  readonly out?: readonly StepSpec[];
  readonly columns?: readonly ColumnSpec[];
  /** What it runs on, in words. */
  readonly on?: string;
  /** The beat that stands for all, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}
