import type { Progress } from '../play/course.ts';
import type { Experiment } from '../play/experiment.ts';
import type { FenceText } from '../play/fence.ts';
import type { Report } from '../play/report.ts';
import type { Stretch, Window } from '../play/window.ts';

/** What a run can be taken along as. */
export type FileKind = 'json' | 'perfetto';

/** What the page tells the worker, which answers a question with its number. */
export type ToWorker =
  | { readonly type: 'run'; readonly experiment: Experiment }
  | { readonly type: 'window'; readonly question: number; readonly server: number; readonly stretch: Stretch }
  | { readonly type: 'file'; readonly question: number; readonly server: number; readonly kind: FileKind }
  | { readonly type: 'fence'; readonly question: number; readonly experiment: Experiment };

/** What the worker tells the page. */
export type FromWorker =
  | { readonly type: 'progress'; readonly progress: Progress }
  | { readonly type: 'ended'; readonly reports: readonly Report[] }
  | { readonly type: 'failed'; readonly why: string }
  | { readonly type: 'window'; readonly question: number; readonly window: Window }
  | { readonly type: 'file'; readonly question: number; readonly file: Blob }
  | { readonly type: 'fence'; readonly question: number; readonly fence: FenceText };
