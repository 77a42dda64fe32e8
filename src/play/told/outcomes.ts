import { percentile } from '../../model/measure.ts';
import type { Outcome, Trace } from '../../model/trace.ts';
import { waitsOf } from '../series.ts';
import { counted, grouped, listed, time } from './numbers.ts';

const otherwise: readonly (readonly [Outcome['kind'], string, string])[] = [
  ['gaveUp', 'gave up', 'gave up'],
  ['refused', 'was refused with a 503', 'were refused with a 503'],
  ['failed', 'failed with a 500', 'failed with a 500'],
  ['lost', 'lost its connection', 'lost their connection'],
];

/** What the users saw. */
export function outcomes(trace: Trace): readonly string[] {
  const all = trace.outcomes.length;
  if (all === 0) return ['Nobody came.'];
  const answered = waitsOf(trace).flatMap(({ good, latency }) => (good ? [latency] : []));
  const others = otherwise.flatMap(([kind, one, several]) => {
    const count = trace.outcomes.filter((outcome) => outcome.kind === kind).length;
    return count === 0 ? [] : [`${grouped(count)} ${count === 1 ? one : several}`];
  });
  const half = percentile(answered, 50);
  const most = percentile(answered, 99);
  const within =
    answered.length === 0
      ? ''
      : answered.length === 1 || time(half) === time(most)
        ? answered.length === 1
          ? ` after ${time(half)}`
          : `, nearly all within ${time(most)}`
        : `, half of them within ${time(half)}, 99 of 100 within ${time(most)}`;
  if (others.length > 0)
    return [
      `${answered.length === 0 ? 'None' : grouped(answered.length)} of ${counted(all, 'request')} ${answered.length === 1 ? 'was' : 'were'} answered${within}: ${listed(others)}.`,
    ];
  return [
    all === 1 ? `The one request was answered${within}.` : `All ${grouped(all)} requests were answered${within}.`,
  ];
}

/** Fewer in line are no crowd. */
const crowd = 10;

/** Whether more came than could be served. */
export function overload({ requests, segments, outcomes: ends, end }: Trace): readonly string[] {
  const last = requests.reduce((latest, { at }) => Math.max(latest, at), 0);
  const line = segments.filter(({ state, from, to }) => state === 'inLine' && from <= last && last < to).length;
  if (line < crowd || line < requests.length / 5 || last < 500) return [];
  const until = ends.filter(({ kind, at }) => kind === 'replied' && at <= last).length;
  const rest = end - last;
  return [
    `More came than could be served: when the last request came, at ${time(last)}, ${grouped(line)} were in line, and ${grouped(until)} of ${grouped(requests.length)} answered. The rest took ${time(rest)} more.`,
  ];
}
