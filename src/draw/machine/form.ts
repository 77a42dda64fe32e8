import type { Ms } from '../../model/kernel.ts';
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
  timeWithin,
  whole,
  word,
} from '../../model/rules.ts';
import { serverProblems } from '../../model/servers/index.ts';
import { codeRule } from '../code-rule.ts';
import { stepsRule } from '../steps-rule.ts';
import { sentence, spoken } from '../told-form.ts';
import type { DiagramSpec } from './spec.ts';

const said = sentence('expected a reference to the run, such as {last.latency}');

const until: Rule = (value, path) =>
  typeof value === 'string'
    ? []
    : text(value, path).map((problem) => ({
        ...problem,
        expected:
          typeof value === 'number' ? `did you mean "${value} ms"?` : 'expected an instant, such as 1000 ms or r4 done',
      }));

/** No picture shows more: ten minutes. */
const longest: Ms = 600_000;
const instant = timeWithin(0, longest);

/** Who can be called by name where a beat ends, which is a word, and by no name that everybody has. */
const name: Rule = (value, path) => {
  if (typeof value !== 'string') return text(value, path);
  if (/^(r\d+|first|last)$/.test(value))
    return [{ path, what: `"${value}" is what another request is called`, expected: 'expected a name of its own' }];
  return /^[^\s.:|{}]+$/.test(value)
    ? []
    : [{ path, what: `${JSON.stringify(value)} is no name`, expected: 'expected one word, without . : | or braces' }];
};

const fields = record({
  at: optional(instant),
  count: optional(whole(1, 1000)),
  every: optional(instant),
  until: optional(instant),
  rate: optional(whole(1, 10_000)),
  seed: optional(whole(0, 1_000_000)),
  name: optional(name),
  path: text,
  does: stepsRule,
  patience: optional(time),
  probe: optional(flag),
  lines: optional(list(whole(1, 99))),
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

const atLeastOne =
  (rule: Rule): Rule =>
  (value, path) =>
    Array.isArray(value) && value.length === 0
      ? [{ path, what: 'an empty list', expected: 'expected at least one' }]
      : rule(value, path);

const users = record({
  users: whole(1, 200),
  every: optional(instant),
  // each may ask again a hundred times a second
  until: timeWithin(1, 2000),
  path: text,
  does: stepsRule,
});

/** Who comes to a diagram: those of `arrivalsRule`, or users, by themselves. */
const coming: Rule = (value, path) => {
  const isUsers = (each: unknown) => isRecord(each) && each.users !== undefined;
  if (!Array.isArray(value) || !value.some(isUsers)) return atLeastOne(list(arrivalsRule))(value, path);
  return value.length > 1
    ? [{ path, what: 'users beside others', expected: 'expected them alone, or no users' }]
    : users(value[0], `${path}[0]`);
};

const lanes: Rule = (value, path) =>
  Array.isArray(value)
    ? list(text)(value, path)
    : word(['requests', 'seats', 'cores', 'counts', 'code'], 'lanes (if no list of requests)')(value, path);

const beat = record({
  until,
  ask: optional(said),
  answers: optional(list(spoken)),
  say: optional(said),
  lens: optional(whole(1, 1000)),
  payoff: optional(said),
  run: optional(text),
  lit: optional(word(['running', 'away', 'inLine', 'stuck'], 'states')),
  lanes: optional(lanes),
  line: optional(whole(1, 99)),
  cards: optional(list(record({ title: text, text }))),
  forks: optional(flag),
  reader: optional(flag),
});

const run = record({
  source: optional(text),
  server: optional(serverProblems),
  arrivals: optional(coming),
});

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
  source: optional(text),
  server: serverProblems,
  arrivals: coming,
  runs: optional(runs),
  upstream: optional(text),
  memory: optional(text),
  code: optional(codeRule),
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
