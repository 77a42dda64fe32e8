import { type Course, courses } from '../../src/play/course.ts';
import { type Experiment, trialOf } from '../../src/play/experiment.ts';
import { labelsOf } from '../../src/play/labels.ts';

/** Runs an experiment as the playground's worker does. */
export function ran(servers: string | readonly [string, string], ...clients: readonly string[]): readonly Course[] {
  const experiment: Experiment = { servers: typeof servers === 'string' ? [servers] : servers, clients };
  const trial = trialOf(experiment);
  if ('faults' in trial) throw new Error(JSON.stringify(trial.faults));
  const running = courses(trial, labelsOf(experiment.servers));
  let next = running.next();
  while (next.done !== true) next = running.next();
  return next.value;
}

/** The run of one server. */
export function one(server: string, ...clients: readonly string[]): Course {
  const [course] = ran(server, ...clients);
  if (course === undefined) throw new Error('nothing ran');
  return course;
}

/** Servers of every kind and size, and what comes to them, of which each is a picture of its own. */
export const various: readonly (readonly [server: string, ...clients: readonly string[]])[] = [
  ['asgi', 'rate 40 for 3s: cpu 5, wait 90, cpu 5', '1 at 1s path /report: block 500'],
  ['sync', 'rate 80 for 3s: cpu 5, wait 90, cpu 5'],
  ['sync timeout=2s workers=2', 'rate 10 for 6s: cpu 5, wait 90', '1 at 1s: wait 10000'],
  ['gthread threads=8', 'poisson 90 for 4s seed 3: cpu ~5, wait ~60, cpu ~5'],
  ['gthread workers=3', 'poisson 60 for 2s: cpu 2, wait 90'],
  ['gevent', 'rate 60 for 2s: cpu 5, wait 90', '1 at 1s: block 400'],
  ['fastapi endpoint=def', 'rate 300 for 1s: cpu 1, wait 300'],
  ['fastapi workers=2 endpoint=def', 'rate 300 for 1s: cpu 2, wait 300'],
  ['tornado handler=def', 'rate 20 for 2s: cpu 5, wait 30'],
  ['asgi workers=8 cores=4', 'users 60 for 500ms: cpu 5, wait 90, cpu 5'],
  ['asgi workers=12 cores=16', 'rate 300 for 1s: cpu 5, wait 90'],
  ['asgi', '8 at 0: thread [wait 100, cpu 5]'],
  ['sync backlog=5', 'rate 50 for 2s patience 2s: cpu 100'],
  ['asgi quota=50ms', 'rate 60 for 2s: cpu 15, wait 20'],
  [
    'asgi boot=3s',
    'rate 20 for 6s: cpu 1, wait 48',
    'probe every 1s patience 1s failures 3 grace 2s for 10s: cpu 1',
    '1 at 600ms: block 8000',
  ],
  ['sync', '1 at 0: cpu 0.5'],
];
