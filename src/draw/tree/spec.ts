import type { Words } from '../told.ts';

/** Where an answer leads: to a leaf by its name, or to a further question. */
export interface AnswerSpec {
  readonly text: string;
  readonly leaf?: string;
  readonly next?: QuestionSpec;
}

/** A question that forks. */
export interface QuestionSpec {
  readonly ask: string;
  /** What beats call it; what it asks, unless said. */
  readonly name?: string;
  readonly answers: readonly AnswerSpec[];
}

/** What to take, and what that costs. */
export interface LeafSpec {
  readonly title: string;
  /** Each framework that is right here, and when it is the one. */
  readonly take: Readonly<Record<string, string>>;
  readonly server: string;
  readonly settings: string;
  readonly why: string;
  /** Reads on from "gives up". */
  readonly givesUp: string;
  /** The slides that show it, by their names. */
  readonly see: readonly string[];
  /** What runs it: a file below the folder of the slides, or several. */
  readonly listing: string | readonly string[];
}

/** A beat walks from the first question to a leaf or a question by its name; one without `until` stands at the first. */
export interface BeatSpec extends Words {
  readonly until?: string;
}

/** A tree of questions as it stands in a fence. */
export interface TreeSpec extends QuestionSpec {
  readonly leaves: Readonly<Record<string, LeafSpec>>;
  /** The beat that stands for all, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}
