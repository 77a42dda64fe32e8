import type { Evidence } from '../model/measured/evidence.ts';
import type { Problem } from '../model/rules.ts';
import type { CodeReader } from './code.ts';
import type { RecordingReader } from './recorded.ts';

/** Gets what the lab has measured under a name, "slots/waiting.sync"; or tells what is wrong with the name, or with the file. */
export type MeasuredReader = (name: string) => Evidence | Pick<Problem, 'what' | 'expected'>;

/** What a diagram may ask for beside what its fence says. A page has none of it. */
export interface Sources {
  readonly code?: CodeReader | undefined;
  readonly recorded?: RecordingReader | undefined;
  readonly measured?: MeasuredReader | undefined;
  /** The names of what was measured in a set of the lab: of "slots", "slots/waiting.sync" and others. */
  readonly scenarios?: ((set: string) => readonly string[]) | undefined;
}
