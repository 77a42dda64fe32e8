import { type Course, courses } from '../play/course.ts';
import { type Experiment, trialOf } from '../play/experiment.ts';
import { diagramFence } from '../play/fence.ts';
import { json } from '../play/json.ts';
import { labelsOf } from '../play/labels.ts';
import { traceEvents } from '../play/trace-events.ts';
import type { FromWorker, ToWorker } from './messages.ts';

/** The runs stay here: the page asks for what it shows of them. */
let all: readonly Course[] = [];

function tell(message: FromWorker): void {
  postMessage(message);
}

function run(experiment: Experiment): void {
  try {
    const trial = trialOf(experiment);
    if ('faults' in trial) throw new Error('This is no experiment.');
    const running = courses(trial, labelsOf(experiment.servers));
    let next = running.next();
    while (next.done !== true) {
      tell({ type: 'progress', progress: next.value });
      next = running.next();
    }
    all = next.value;
    tell({ type: 'ended', reports: all.map(({ report }) => report) });
  } catch (error) {
    tell({ type: 'failed', why: error instanceof Error ? error.message : String(error) });
  }
}

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  switch (data.type) {
    case 'run':
      run(data.experiment);
      break;
    case 'window': {
      const window = all[data.server]?.window(data.stretch);
      if (window !== undefined) tell({ type: 'window', question: data.question, window });
      break;
    }
    case 'file': {
      const trace = all[data.server]?.trace;
      if (trace === undefined) break;
      const pieces = json(data.kind === 'json' ? trace : traceEvents(trace));
      tell({ type: 'file', question: data.question, file: new Blob([...pieces], { type: 'application/json' }) });
      break;
    }
    case 'fence':
      tell({ type: 'fence', question: data.question, fence: diagramFence(data.experiment) });
      break;
    default:
      data satisfies never;
  }
});
