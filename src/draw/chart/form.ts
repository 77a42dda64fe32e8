import {
  isRecord,
  list,
  optional,
  type Problem,
  type Rule,
  record,
  text,
  timeWithin,
  whole,
} from '../../model/rules.ts';
import { serverProblems } from '../../model/servers/index.ts';
import { stepsRule } from '../steps-rule.ts';
import { some, words } from '../told.ts';
import type { ChartSpec } from './spec.ts';
import { busiest } from './theory.ts';

const named = { label: text, name: optional(text) };

const curve = record({ ...named, servers: whole(1, 64), service: timeWithin(0.001, 60_000) });

const bars = record({
  measured: optional(text),
  // each asks some twenty to thirty times: a build has no time for more
  users: whole(1, 100),
  servers: some(record({ ...named, server: serverProblems }), 5),
  workloads: some(record({ ...named, does: stepsRule }), 3),
});

const share = record({ total: timeWithin(1, 60_000), cores: whole(1, 64), threads: whole(1, 64) });

const agreement = record({ rows: some(record({ ...named, of: some(text) }), 8) });

const show: Rule = (value, path) => (Array.isArray(value) ? list(text)(value, path) : text(value, path));

const fields = record({
  curve: optional(some(curve, 3)),
  // busier ones would take longer than a build has
  simulated: optional(some(whole(1, 80), 6)),
  bars: optional(bars),
  share: optional(share),
  agreement: optional(agreement),
  key: optional(whole(0, 99)),
  beats: some(
    record({ ...words, until: optional(whole(0, 100)), lens: optional(whole(1, 1000)), show: optional(show) }),
  ),
});

/** What is wrong with the form of a chart, each by its field. */
export function chartProblems(value: unknown): readonly Problem[] {
  const wrong = fields(value, '');
  if (wrong.length > 0 || !isRecord(value)) return wrong;
  const [kind, other] = (['curve', 'bars', 'share', 'agreement'] as const).filter((each) => value[each] !== undefined);
  if (kind === undefined)
    return [{ path: 'curve', what: 'missing', expected: 'expected a curve, bars, a share or an agreement' }];
  if (other !== undefined)
    return [{ path: other, what: `${other} beside a ${kind}`, expected: 'expected one of them' }];
  if (kind !== 'curve' && value.simulated !== undefined)
    return [{ path: 'simulated', what: `simulated beside ${kind}`, expected: 'expected a curve' }];
  const beats: readonly unknown[] = Array.isArray(value.beats) ? value.beats : [];
  return beats.flatMap((beat, i) => (isRecord(beat) ? beatProblems(kind, beat, `beats[${i}]`) : []));
}

function beatProblems(
  kind: 'curve' | 'bars' | 'share' | 'agreement',
  beat: Readonly<Record<string, unknown>>,
  path: string,
): readonly Problem[] {
  const { until, show: shown } = beat;
  const fault = (field: string, what: string, expected: string) => ({ path: `${path}.${field}`, what, expected });
  if (kind === 'bars' || kind === 'agreement')
    return ['until', 'lens']
      .filter((field) => beat[field] !== undefined)
      .map((field) =>
        fault(
          field,
          `${field} where no clock runs`,
          kind === 'bars' ? 'expected show, for bars' : 'expected show, for an agreement',
        ),
      );
  if (kind === 'curve')
    return until === 100 ? [fault('until', '100', `expected a whole number from 0 to ${busiest}`)] : [];
  return [
    // what computes nothing can be done without end
    ...(until === 0 ? [fault('until', '0', 'expected a whole number from 1 to 100')] : []),
    ...(shown === undefined ? [] : [fault('show', 'show where everything is shown', 'expected until, for a share')]),
  ];
}

/** Tells a chart from what has problems. */
export function isChart(value: unknown): value is ChartSpec {
  return chartProblems(value).length === 0;
}
