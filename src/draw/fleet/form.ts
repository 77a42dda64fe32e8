import { fleetRules } from '../../model/fleet-spec.ts';
import { isRecord, optional, type Problem, period, type Rule, record, text, time, whole } from '../../model/rules.ts';
import { arrivalsRule } from '../machine/form.ts';
import { stepsRule } from '../steps-rule.ts';
import { some, words } from '../told.ts';
import type { FleetFenceSpec } from './spec.ts';

/** What there is room for. */
const [mostReplicas, mostFailures] = [40, 3];

const probe: Rule = (value, path) =>
  value === 'none'
    ? []
    : record({
        path: text,
        does: stepsRule,
        period,
        timeout: time,
        failures: optional(whole(1, mostFailures)),
        grace: optional(time),
        from: optional(time),
        until: time,
        apart: optional(time),
      })(value, path);

const arrivals: Rule = (value, path) => [
  ...some(arrivalsRule)(value, path),
  ...(Array.isArray(value) ? value : []).flatMap((each: unknown, n) =>
    isRecord(each) && each.probe === true
      ? [
          {
            path: `${path}[${n}].probe`,
            what: 'a probe at the balancer',
            expected: 'expected it as the probe of the fleet',
          },
        ]
      : [],
  ),
];

const pace: Rule = (value, path) =>
  typeof value === 'number' && value >= 0.01 && value <= 1000
    ? []
    : [{ path, what: String(value), expected: 'expected how many times slower than real time, from 0.01 to 1000' }];

const beat = record({
  until: text,
  lens: optional(pace),
  run: optional(text),
  ...words,
});

const { server } = fleetRules();

const replicas = whole(1, mostReplicas);

const run = record({
  replicas: optional(replicas),
  server: optional(server),
  probe: optional(probe),
  arrivals: optional(arrivals),
});

const runs: Rule = (value, path) =>
  isRecord(value) && !('run' in value)
    ? Object.entries(value).flatMap(([name, each]) => run(each, `${path}.${name}`))
    : [
        {
          path,
          what: 'no runs by name',
          expected: 'expected names ("run" is the fleet itself), each with what is different',
        },
      ];

const fleet = record({
  replicas,
  server,
  probe: optional(probe),
  arrivals,
  runs: optional(runs),
  key: optional(whole(0, 99)),
  beats: some(beat),
});

/** What is wrong with the form of a fleet, each by its path; what only the run can tell is in `compose`. */
export function fleetFenceProblems(value: unknown): readonly Problem[] {
  return fleet(value, '');
}

/** Tells a fleet from what has problems. */
export function isFleet(value: unknown): value is FleetFenceSpec {
  return fleetFenceProblems(value).length === 0;
}
