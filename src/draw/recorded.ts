import type { Problem } from '../model/rules.ts';
import type { Trace } from '../model/trace.ts';

/** Gets what the lab has recorded under a name, "recorded/second-user"; or tells what is wrong with the name, or with the file. */
export type RecordingReader = (source: string) => { readonly trace: Trace } | Pick<Problem, 'what' | 'expected'>;
