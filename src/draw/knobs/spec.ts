/** A number of a sentence that its reader may change, as an author writes it; `{users}` is where the sentence has it. */
export interface KnobSpec {
  /** Where the diagram has it: "arrivals[0].count", or "arrivals[0].does.wait" for a step of work. All of them are set. */
  readonly sets: string | readonly string[];
  readonly from: number;
  readonly to: number;
  /** 1. */
  readonly step?: number;
  /** For ears; the sentence has its own. */
  readonly unit?: string;
  /** What it is called, for ears; its name. */
  readonly label?: string;
}

/** A knob as a page has it. */
export interface Knob {
  readonly name: string;
  readonly label: string;
  readonly unit: string;
  readonly sets: readonly string[];
  readonly from: number;
  readonly to: number;
  readonly step: number;
  /** What the author wrote. */
  readonly start: number;
}

/** What it takes to compose a diagram again with other numbers: what its fence says, and which may change. */
export interface Knobs {
  /** The language of its fence. */
  readonly language: string;
  readonly spec: unknown;
  /** By the number of the beat, in the order of its sentence. */
  readonly beats: Readonly<Record<number, readonly Knob[]>>;
}
