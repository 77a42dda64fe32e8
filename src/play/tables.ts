import { binCount } from './bins.ts';
import { classesOf } from './charts/classes.ts';
import { looks } from './charts/presence.ts';
import { meanShare } from './charts/usage.ts';
import type { Report } from './report.ts';
import { conditions } from './series.ts';
import { percent, short, time } from './told/numbers.ts';

/** A chart as a table: what its rows are called stands first in each. */
export interface Table {
  readonly heads: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** So many rows tell a run as well as a picture of it. */
const mostRows = 20;

/** One run over time: in each of equal stretches, how many were in what on average, and how much of what was taken. */
export function overTime({ series, bands }: Report): Table {
  const { present, usages, end } = series;
  const seen = conditions.filter((condition) => present[condition].some((value) => value > 0));
  const mean = (values: readonly number[], row: number) => {
    const size = values.length / mostRows;
    const part = values.slice(row * size, (row + 1) * size);
    return part.reduce((sum, value) => sum + value, 0) / Math.max(1, part.length);
  };
  const rows = Array.from({ length: mostRows }, (_, row) => {
    const own = bands.filter(({ bin }) => Math.floor((bin * mostRows) / binCount) === row);
    const longest = own.length === 0 ? '–' : time(Math.max(...own.map(({ most }) => most)));
    return [
      `${time((end * row) / mostRows)} to ${time((end * (row + 1)) / mostRows)}`,
      ...seen.map((condition) => short(mean(present[condition], row))),
      ...usages.map(({ shares }) => percent(mean(shares, row))),
      longest,
    ];
  });
  return {
    heads: [
      'time',
      ...seen.map((condition) => looks[condition].word),
      ...usages.map(({ name }) => name),
      'longest latency',
    ],
    rows,
  };
}

/** How long answers took: the figures, and below them how many took how long. */
export function distributions(reports: readonly Report[]): Table {
  const { edges, counts } = classesOf(reports);
  const figures = (['mean', 'p50', 'p90', 'p99', 'most'] as const).map((name) => [
    name === 'most' ? 'longest' : name,
    ...reports.map(({ summary: { latency } }) => (latency === undefined ? '–' : time(latency[name]))),
  ]);
  const classes = (counts[0] ?? []).map((_, n) => [
    `${time(edges[n] ?? 0)} to ${time(edges[n + 1] ?? 0)}`,
    ...counts.map((all) => String(all[n] ?? 0)),
  ]);
  return {
    heads: ['latency', ...reports.map(({ label }) => label)],
    rows: [...figures, ...classes.filter(([, ...all]) => all.some((count) => count !== '0'))],
  };
}

const outcomes = [
  ['replied', 'answered'],
  ['failed', 'failed (500)'],
  ['refused', 'refused (503)'],
  ['gaveUp', 'gave up'],
  ['lost', 'connection lost'],
] as const;

/** The figures of one run or two, side by side; of outcomes those that there were. */
export function figuresOf(reports: readonly Report[]): Table {
  const row = (name: string, of: (report: Report) => string) => [name, ...reports.map(of)];
  const names = [...new Set(reports.flatMap(({ series }) => series.usages.map(({ name }) => name)))];
  return {
    heads: ['', ...reports.map(({ label }) => label)],
    rows: [
      row('requests', ({ summary }) => String(summary.requests)),
      ...outcomes
        .filter(([kind]) => kind === 'replied' || reports.some(({ summary }) => summary.outcomes[kind] > 0))
        .map(([kind, word]) => row(word, ({ summary }) => String(summary.outcomes[kind]))),
      row('answers a second', ({ summary }) => short(summary.throughput)),
      row('half within', ({ summary: { latency } }) => (latency === undefined ? '–' : time(latency.p50))),
      row('99 of 100 within', ({ summary: { latency } }) => (latency === undefined ? '–' : time(latency.p99))),
      row('in line, on average', ({ summary }) => time(summary.times.inLine)),
      row('in flight, at most', ({ series }) => String(series.most.count)),
      ...names.map((name) =>
        row(`${name} taken`, ({ series }) => {
          const usage = series.usages.find((each) => each.name === name);
          return usage === undefined ? '–' : percent(meanShare(usage));
        }),
      ),
      row('all was done at', ({ series }) => time(series.end)),
    ],
  };
}
