import type { Progress } from '../play/course.ts';
import type { Experiment } from '../play/experiment.ts';
import type { FenceText } from '../play/fence.ts';
import type { Report } from '../play/report.ts';
import type { Stretch, Window } from '../play/window.ts';
import type { FileKind, FromWorker, ToWorker } from './messages.ts';

/** An experiment that has run, in a thread of its own. */
export interface Lab {
  readonly experiment: Experiment;
  readonly reports: readonly Report[];
  window(server: number, stretch: Stretch): Promise<Window>;
  file(server: number, kind: FileKind): Promise<Blob>;
  /** What ran as a diagram for a slide. */
  fence(): Promise<FenceText>;
  end(): void;
}

interface Listener {
  progress(progress: Progress): void;
  ended(lab: Lab): void;
  failed(why: string): void;
}

/** Runs an experiment; typing and drawing go on meanwhile. `stop` ends it wherever it is. */
export function begin(experiment: Experiment, listener: Listener): { stop(): void } {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  const windows = new Map<number, (window: Window) => void>();
  const files = new Map<number, (file: Blob) => void>();
  const fences = new Map<number, (fence: FenceText) => void>();
  let questions = 0;
  const send = (message: ToWorker) => worker.postMessage(message);

  const labOf = (reports: readonly Report[]): Lab => ({
    experiment,
    reports,
    window: (server, stretch) =>
      new Promise((answer) => {
        questions += 1;
        windows.set(questions, answer);
        send({ type: 'window', question: questions, server, stretch });
      }),
    file: (server, kind) =>
      new Promise((answer) => {
        questions += 1;
        files.set(questions, answer);
        send({ type: 'file', question: questions, server, kind });
      }),
    fence: () =>
      new Promise((answer) => {
        questions += 1;
        fences.set(questions, answer);
        send({ type: 'fence', question: questions, experiment });
      }),
    end: () => worker.terminate(),
  });

  worker.addEventListener('message', ({ data }: MessageEvent<FromWorker>) => {
    switch (data.type) {
      case 'progress':
        listener.progress(data.progress);
        break;
      case 'ended':
        listener.ended(labOf(data.reports));
        break;
      case 'failed':
        worker.terminate();
        listener.failed(data.why);
        break;
      case 'window':
        windows.get(data.question)?.(data.window);
        windows.delete(data.question);
        break;
      case 'file':
        files.get(data.question)?.(data.file);
        files.delete(data.question);
        break;
      case 'fence':
        fences.get(data.question)?.(data.fence);
        fences.delete(data.question);
        break;
      default:
        data satisfies never;
    }
  });
  worker.addEventListener('error', ({ message }) => listener.failed(message || 'The simulator did not come.'));
  send({ type: 'run', experiment });
  return { stop: () => worker.terminate() };
}
