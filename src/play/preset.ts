import type { Experiment } from './experiment.ts';

/** What a slide runs, to begin with. */
export interface Preset {
  /** Of the slide: "blocking-call". */
  readonly slug: string;
  /** Of the slide and, where it shows more than is played here, what of it this is. */
  readonly title: string;
  readonly experiment: Experiment;
}
