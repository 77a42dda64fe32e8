import { flag, isRecord, list, optional, type Problem, type Rule, record, text, time, union } from './rules.ts';
import { type Arrival, TIMED } from './workload.ts';

const timed = Object.fromEntries(TIMED.map((kind) => [kind, { ms: time }]));

// a function, since a thread's steps are steps again
const step: Rule = (value, path) => union({ ...timed, thread: { steps: list(step) } }, 'steps')(value, path);

const fields = {
  at: time,
  path: text,
  steps: list(step),
  patience: optional(time),
  probe: optional(flag),
} satisfies Record<keyof Arrival, Rule>;

const arrival: Rule = (value, path) => {
  const isEndless = isRecord(value) && value.probe === true && value.patience === undefined;
  const endless = { path: `${path}.probe`, what: 'a probe that never gives up', expected: 'expected patience as well' };
  return [...record(fields)(value, path), ...(isEndless ? [endless] : [])];
};

/** What is wrong with a list of arrivals, every field by its path. */
export function arrivalProblems(arrivals: unknown, path = 'arrivals'): readonly Problem[] {
  return list(arrival)(arrivals, path);
}
