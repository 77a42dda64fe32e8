import type { Ms } from '../../model/kernel.ts';
import type { Report } from '../report.ts';

/** How many answers took how long. */
export interface Classes {
  /** Where each class begins and, at last, where the last one ends. */
  readonly edges: readonly Ms[];
  /** Of each run, how many are in each class. */
  readonly counts: readonly (readonly number[])[];
  /** Whether each class is so many times as wide as the one before it, and not as wide. */
  readonly isLog: boolean;
}

/** About so many classes. */
const fineness = 40;
/** What lasts so many times as long as something else cannot be seen beside it at one scale. */
const far = 25;
/** What of the longest the classes span at least. */
const narrowest = 0.2;
/** From one power of ten to the next. */
const decade = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** The classes of one or two runs: the same for both, with round edges. */
export function classesOf(reports: readonly Pick<Report, 'latencies'>[]): Classes {
  const all = reports.flatMap(({ latencies }) =>
    latencies.length === 0 ? [] : [latencies[0] ?? 0, latencies.at(-1) ?? 0],
  );
  if (all.length === 0) return { edges: [0, 1], counts: reports.map(() => [0]), isLog: false };
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const isLog = least > 0 && most / least >= far;
  const edges = isLog ? byTimes(least, most) : bySteps(least, most);
  return { edges, isLog, counts: reports.map(({ latencies }) => counted(latencies, edges)) };
}

/** Answers that took nearly the same stand among classes that are empty: one bar as wide as the chart says nothing. */
function bySteps(least: Ms, most: Ms): readonly Ms[] {
  const reach = Math.max(most - least, most * narrowest, 1);
  const width = roundWidth(reach / fineness);
  const taken = Math.floor(most / width) - Math.floor(least / width) + 1;
  const spare = Math.max(0, Math.ceil(reach / width) - taken);
  const first = Math.max(0, Math.floor(least / width) - Math.floor(spare / 2));
  const count = taken + spare;
  return Array.from({ length: count + 1 }, (_, i) => clean((first + i) * width));
}

function byTimes(least: Ms, most: Ms): readonly Ms[] {
  const edges: Ms[] = [];
  for (let power = Math.floor(Math.log10(least)); ; power += 1)
    for (const factor of decade) {
      const edge = clean(factor * 10 ** power);
      if (edge <= least) edges[0] = edge;
      else edges.push(edge);
      if (edge > most) return edges;
    }
}

function counted(latencies: readonly Ms[], edges: readonly Ms[]): readonly number[] {
  const counts = new Array<number>(edges.length - 1).fill(0);
  let n = 0;
  // they are in order
  for (const latency of latencies) {
    while (n < counts.length - 1 && latency >= (edges[n + 1] ?? 0)) n += 1;
    counts[n] = (counts[n] ?? 0) + 1;
  }
  return counts;
}

/** Where a latency is among the classes, in classes from the first edge. */
export function placeOf(latency: Ms, { edges }: Classes): number {
  const n = Math.max(
    0,
    Math.min(
      edges.length - 2,
      edges.findLastIndex((edge) => edge <= latency),
    ),
  );
  const [from = 0, to = 1] = [edges[n], edges[n + 1]];
  return n + Math.min(1, Math.max(0, (latency - from) / (to - from)));
}

/** A round width, as large or a little larger. */
export function roundWidth(rough: Ms): Ms {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}

/** Without what binary fractions leave. */
function clean(value: number): number {
  return Number(value.toPrecision(9));
}
