import type { Ms } from '../kernel.ts';
import {
  amount,
  isRecord,
  list,
  message,
  optional,
  type Problem,
  type Rule,
  record,
  text,
  whole,
  word,
} from '../rules.ts';
import { dictionary } from './dictionary.ts';
import { type Scenario, scenarioRule } from './scenario.ts';

/** Of what, when, where, with what. */
export interface Provenance {
  readonly scenario: Scenario;
  /** When, ISO 8601. */
  readonly date: string;
  readonly machine: Machine;
  /** "gunicorn": "26.2.0"; what took part, and nothing else. */
  readonly versions: Readonly<Record<string, string>>;
  /** What was started, as one would type it. */
  readonly commands: readonly string[];
  /** SHA-256 of what ran, by its path in the project: the listing among them. */
  readonly files: Readonly<Record<string, string>>;
  readonly costs?: Costs;
  /** What the simulator says of each figure that it can say something of. */
  readonly predicted?: Readonly<Record<string, number>>;
}

/** A scenario on real servers: what the lab writes to assets/measured, and slides and tests read. */
export interface Measurement extends Provenance {
  readonly repetitions: readonly Repetition[];
}

/** What no step of the work says, measured with one request at a time. */
export interface Costs {
  /** Processor time of the server for a request with which the application does nothing, /healthz: connection, HTTP, framework. */
  readonly request: Ms;
  /** Processor time beyond that and beyond the steps of the work: mostly that of the HTTP client which asks the model server. */
  readonly call: Ms;
  /** What its client waits for /healthz beyond the server’s processor time: the way there and back. */
  readonly way: Ms;
}

export interface Machine {
  /** "Linux 6.18". */
  readonly system: string;
  readonly processor: string;
  readonly cores: number;
  /** MiB. */
  readonly memory: number;
}

/** One run. */
export interface Repetition {
  /** Processor time that others took of the machine meanwhile, from 0 to 1: more than a little, and the run is worth little. */
  readonly others: number;
  readonly requests?: Requests;
  readonly samples?: Samples;
  /** How late the loop woke a task that had asked to be woken (ms). */
  readonly lag?: readonly Ms[];
  /** What a program of the lab found, in the unit of its figure. */
  readonly values?: Readonly<Record<string, number>>;
}

/** What the client saw: a status, or why there is none. `unreached`: nobody listened. */
export type Answer = number | 'gaveUp' | 'lost' | 'unreached';

/** Requests as columns, in the order in which they were sent. Times are ms from the beginning of the run. */
export interface Requests {
  readonly paths: readonly string[];
  /** Which of `paths`. */
  readonly path: readonly number[];
  /** When it was to be sent, which is when its latency begins. */
  readonly at: readonly Ms[];
  /** How much later the load generator sent it. */
  readonly late: readonly Ms[];
  readonly latency: readonly Ms[];
  readonly answer: readonly Answer[];
  /** Which process answered, from 1, in the order of the first answers; where the application says so. */
  readonly worker?: readonly number[];
}

/** The server's processes, as columns: the supervisor first, if there is one. */
export interface Samples {
  readonly at: readonly Ms[];
  /** Proportional memory (KiB): each page shared by its n users counts 1/n. A row a process. */
  readonly pss: readonly (readonly number[])[];
  /** Processor time since the beginning of the run (ms), of all together. */
  readonly cpu: readonly Ms[];
  readonly threads: readonly (readonly number[])[];
}

const numbers = list(amount);

const answer: Rule = (value, path) =>
  typeof value === 'number'
    ? whole(100, 599)(value, path)
    : word(['gaveUp', 'lost', 'unreached'], 'answers')(value, path);

const columns = {
  paths: list(text),
  path: numbers,
  at: numbers,
  late: numbers,
  latency: numbers,
  answer: list(answer),
};

/** Columns as long as each other, and paths that there are. */
const requests: Rule = (value, path) => {
  const wrong = record({ ...columns, worker: optional(numbers) })(value, path);
  if (wrong.length > 0 || !isRecord(value)) return wrong;
  const { paths, worker, ...rest } = value;
  const long = Array.isArray(value.at) ? value.at.length : 0;
  const all = Object.entries(worker === undefined ? rest : { ...rest, worker });
  const uneven = all.filter(([, column]) => Array.isArray(column) && column.length !== long);
  const known = Array.isArray(paths) ? paths.length : 0;
  const strange = Array.isArray(value.path) ? value.path.filter((n) => n >= known) : [];
  return [
    ...uneven.map(([key]) => ({
      path: `${path}.${key}`,
      what: 'another length',
      expected: `expected ${long} as in at`,
    })),
    ...strange.map((n) => ({ path: `${path}.path`, what: String(n), expected: `expected one of the ${known} paths` })),
  ];
};

const repetition = record({
  others: amount,
  requests: optional(requests),
  samples: optional(record({ at: numbers, pss: list(numbers), cpu: numbers, threads: list(numbers) })),
  lag: optional(numbers),
  values: optional(dictionary(amount)),
});

const sha256: Rule = (value, path) =>
  typeof value === 'string' && /^[0-9a-f]{64}$/.test(value)
    ? []
    : [{ path, what: JSON.stringify(value) ?? 'missing', expected: 'expected a SHA-256 in hexadecimal' }];

const date: Rule = (value, path) =>
  typeof value === 'string' && /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/.test(value)
    ? []
    : [{ path, what: JSON.stringify(value) ?? 'missing', expected: 'expected a date, as in 2026-11-22T18:00:00Z' }];

/** A rule for each field of it. */
export const provenance = {
  scenario: scenarioRule,
  date,
  machine: record({ system: text, processor: text, cores: whole(1, 4096), memory: amount }),
  versions: dictionary(text),
  commands: list(text),
  files: dictionary(sha256),
  predicted: optional(dictionary(amount)),
  costs: optional(record({ request: amount, call: amount, way: amount })),
} satisfies Record<keyof Provenance, Rule>;

const measurement = record({ ...provenance, repetitions: list(repetition) });

/** What is wrong with the contents of a file of the lab, every field by its path. */
export function measurementProblems(value: unknown): readonly Problem[] {
  return measurement(value, '');
}

/** The contents of a file of the lab. Throws what is wrong, all of it at once. */
export function measurementOf(value: unknown, file: string): Measurement {
  if (isMeasurement(value)) return value;
  throw new Error(
    measurementProblems(value)
      .map((problem) => `${file}: ${message(problem)}`)
      .join('\n'),
  );
}

function isMeasurement(value: unknown): value is Measurement {
  return measurementProblems(value).length === 0;
}
