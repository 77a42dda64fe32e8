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

/** At a hundred per cent a line grows for ever. */
export const busiest = 99;

const named = { label: text, name: optional(text) };

const curve = record({ ...named, servers: whole(1, 64), service: timeWithin(0.001, 60_000) });

const bars = record({
  // each asks some twenty to thirty times: a build has no time for more
  users: whole(1, 100),
  servers: some(record({ ...named, server: serverProblems }), 5),
  workloads: some(record({ ...named, does: stepsRule }), 3),
});

const show: Rule = (value, path) => (Array.isArray(value) ? list(text)(value, path) : text(value, path));

const fields = record({
  curve: optional(some(curve, 3)),
  bars: optional(bars),
  key: optional(whole(0, 99)),
  beats: some(
    record({ ...words, until: optional(whole(0, busiest)), lens: optional(whole(1, 1000)), show: optional(show) }),
  ),
});

/** What is wrong with the form of a chart, each by its field. */
export function chartProblems(value: unknown): readonly Problem[] {
  const wrong = fields(value, '');
  if (wrong.length > 0 || !isRecord(value)) return wrong;
  if (value.curve === undefined && value.bars === undefined)
    return [{ path: 'curve', what: 'missing', expected: 'expected a curve, or bars' }];
  if (value.curve !== undefined && value.bars !== undefined)
    return [{ path: 'bars', what: 'bars beside a curve', expected: 'expected one of them' }];
  const beats: readonly unknown[] = value.bars !== undefined && Array.isArray(value.beats) ? value.beats : [];
  return beats.flatMap((beat, i) =>
    ['until', 'lens']
      .filter((field) => isRecord(beat) && beat[field] !== undefined)
      .map((field) => ({
        path: `beats[${i}].${field}`,
        what: `${field} where no clock runs`,
        expected: 'expected show, for bars',
      })),
  );
}

/** Tells a chart from what has problems. */
export function isChart(value: unknown): value is ChartSpec {
  return chartProblems(value).length === 0;
}
