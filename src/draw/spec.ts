import type { Ms } from '../model/kernel.ts';
import { parseSteps } from '../model/notation.ts';
import {
  flag,
  isRecord,
  list,
  optional,
  type Problem,
  type Rule,
  record,
  text,
  time,
  whole,
  word,
} from '../model/rules.ts';
import { type ServerSpec, serverProblems } from '../model/servers/index.ts';

/**
 * Requests that are alike: `count` at once, or one `every` ms until `until` or `count` of them, or `rate` a second by
 * chance until `until`, chosen by `seed`.
 */
export interface ArrivalsSpec {
  /** When the first comes; 0. */
  readonly at?: Ms;
  readonly count?: number;
  readonly every?: Ms;
  readonly until?: Ms;
  readonly rate?: number;
  readonly seed?: number;
  /** What beats and lanes call the first of them. */
  readonly name?: string;
  readonly path: string;
  /** "cpu 5, wait 90, cpu 5" */
  readonly does: string;
  readonly patience?: Ms;
  readonly probe?: boolean;
}

/** A server and what comes to it. */
export interface RunSpec {
  readonly server: ServerSpec;
  readonly arrivals: readonly ArrivalsSpec[];
}

/** A small box of words, where a beat tells of what is not in the run. */
export interface CardSpec {
  readonly title: string;
  readonly text: string;
}

/**
 * A beat ends at an instant of its run: "r4 done", "probe gaveUp", "1000 ms". With `ask` it stands still there and
 * asks; else it plays until there, `lens` ms on the wall for each of the server's, and says its sentence.
 */
export interface BeatSpec {
  readonly until: string;
  readonly ask?: string;
  /** Guesses; the right one is a reference to the run. */
  readonly answers?: readonly string[];
  readonly say?: string;
  readonly lens?: number;
  /** The one number of the scene, at its end. */
  readonly payoff?: string;
  /** Another of the scene's runs. */
  readonly run?: string;
  /** Lights what is in this state and dims the rest of the timeline. */
  readonly lit?: 'running' | 'away' | 'inLine' | 'stuck';
  /** Lanes from here on: by request, by seat, or for these requests only. */
  readonly lanes?: 'requests' | 'seats' | readonly string[];
  readonly cards?: readonly CardSpec[];
  /** Not on stage: for those who read. */
  readonly reader?: boolean;
}

/** A diagram as it stands in a fence and in the page: plain data, from which everything else is computed. */
export interface DiagramSpec extends RunSpec {
  /** Further runs by name: what they leave out is as in the first. */
  readonly runs?: Readonly<Record<string, Partial<RunSpec>>>;
  /** What requests wait for, in words. */
  readonly upstream?: string;
  /** The beat that stands for all of them on paper and without script, from 0; the last. */
  readonly key?: number;
  readonly beats: readonly BeatSpec[];
}

const steps: Rule = (value, path) => {
  if (typeof value !== 'string') return text(value, path);
  const parsed = parseSteps(value);
  return parsed.kind === 'steps' ? [] : [{ path, what: parsed.fault.what, expected: parsed.fault.expected }];
};

/** A result that is typed would stay when the run changes. */
const sentence: Rule = (value, path) => {
  const wrong = text(value, path);
  const typed = typeof value === 'string' ? /\d+/.exec(value.replace(/\{[^}]*\}/g, ''))?.[0] : undefined;
  if (wrong.length > 0 || typed === undefined) return wrong;
  return [
    { path, what: `the number ${typed} is typed`, expected: 'expected a reference to the run, such as {last.latency}' },
  ];
};

const fields = record({
  at: optional(time),
  count: optional(whole(1, 1000)),
  every: optional(time),
  until: optional(time),
  rate: optional(whole(1, 10_000)),
  seed: optional(whole(0, 1_000_000)),
  name: optional(text),
  path: text,
  does: steps,
  patience: optional(time),
  probe: optional(flag),
});

/** What a picture can hold, and a page can run while it is looked at. */
const mostRequests = 1000;

/** The form of one entry of `arrivals`. */
export const arrivalsRule: Rule = (value, path) => {
  const wrong = fields(value, path);
  if (wrong.length > 0 || !isRecord(value)) return wrong;
  const { at, count, every, until, rate, probe, patience } = value;
  const number = (each: unknown, otherwise: number) => (typeof each === 'number' ? each : otherwise);
  const fault = (field: string, what: string, expected: string) => [{ path: `${path}.${field}`, what, expected }];
  if (every === 0) return fault('every', '0', 'expected more than 0 ms');
  if (every !== undefined && count === undefined && until === undefined)
    return fault('every', 'every without an end', 'expected until or count as well');
  if (rate !== undefined && until === undefined)
    return fault('rate', 'a rate without an end', 'expected until as well');
  if (rate !== undefined && (every !== undefined || count !== undefined))
    return fault('rate', 'rate beside every or count', 'expected one of them');
  if (probe === true && patience === undefined)
    return fault('probe', 'a probe that never gives up', 'expected patience as well');
  const span = number(until, 0) - number(at, 0);
  const requests =
    rate !== undefined
      ? (number(rate, 0) * span) / 1000
      : every === undefined || until === undefined
        ? 0
        : span / number(every, 1);
  return requests > mostRequests
    ? fault('until', `${Math.round(requests)} requests`, `expected ${mostRequests} or fewer`)
    : [];
};

const lanes: Rule = (value, path) =>
  Array.isArray(value)
    ? list(text)(value, path)
    : word(['requests', 'seats'], 'lanes, if not a list of requests,')(value, path);

const beat = record({
  until: text,
  ask: optional(sentence),
  answers: optional(list(text)),
  say: optional(sentence),
  lens: optional(whole(1, 1000)),
  payoff: optional(sentence),
  run: optional(text),
  lit: optional(word(['running', 'away', 'inLine', 'stuck'], 'states')),
  lanes: optional(lanes),
  cards: optional(list(record({ title: text, text }))),
  reader: optional(flag),
});

const atLeastOne =
  (rule: Rule): Rule =>
  (value, path) =>
    Array.isArray(value) && value.length === 0
      ? [{ path, what: 'an empty list', expected: 'expected at least one' }]
      : rule(value, path);

const run = record({ server: optional(serverProblems), arrivals: optional(atLeastOne(list(arrivalsRule))) });

const runs: Rule = (value, path) =>
  isRecord(value) && !('run' in value)
    ? Object.entries(value).flatMap(([name, each]) => run(each, `${path}.${name}`))
    : [
        {
          path,
          what: 'no runs by name',
          expected: 'expected names ("run" is the diagram itself), each with server or arrivals',
        },
      ];

const diagram = record({
  server: serverProblems,
  arrivals: atLeastOne(list(arrivalsRule)),
  runs: optional(runs),
  upstream: optional(text),
  key: optional(whole(0, 99)),
  beats: atLeastOne(list(beat)),
});

/** What is wrong with the form of a diagram, each by its path; what only the run can tell is in `scene`. */
export function specProblems(value: unknown): readonly Problem[] {
  return diagram(value, '');
}

/** Tells a diagram from what has problems. */
export function isDiagram(value: unknown): value is DiagramSpec {
  return specProblems(value).length === 0;
}
