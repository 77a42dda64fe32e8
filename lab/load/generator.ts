import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Requests } from '../../src/model/measured/measurement.ts';
import { keep } from '../processes.ts';
import type { Beginning, Plan, Report } from './plan.ts';

/** The process that sends requests, and is warm from one run to the next. */
export interface Generator {
  /** Plays a plan to its end; `begins` is told when it does. */
  play(plan: Plan, begins?: (beginning: Beginning) => void): Promise<Requests>;
  /** Its process. */
  readonly pids: readonly number[];
  stop(): void;
}

/** Starts it, where the lab runs: on a core that the server has not, if there are enough. */
export function generator(): Generator {
  const child = fork(fileURLToPath(new URL('main.js', import.meta.url)), {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const release = keep(child);
  return {
    play: (plan, begins) => played(child, plan, begins),
    pids: child.pid === undefined ? [] : [child.pid],
    stop() {
      release();
      child.disconnect();
    },
  };
}

function played(child: ChildProcess, plan: Plan, begins?: (beginning: Beginning) => void): Promise<Requests> {
  return new Promise((resolve, reject) => {
    const done = () => child.off('message', hear).off('exit', left);
    const left = () => reject(new Error('the load generator has ended'));
    const hear = (report: Report) => {
      if (report.kind === 'begins') {
        begins?.(report);
        return;
      }
      done();
      if (report.kind === 'played') resolve(report.requests);
      else reject(new Error(report.what));
    };
    child.on('message', hear).on('exit', left);
    child.send(plan);
  });
}
