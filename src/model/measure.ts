import { instant, type Ms } from './kernel.ts';
import { t95 } from './student.ts';
import type { Outcome, RequestId, Segment, State, Trace } from './trace.ts';

/** How long in each state. */
export type Times = Readonly<Record<State, Ms>>;

/** One request, as its user saw it: what came after the outcome is not counted. */
export interface Figures extends Times {
  readonly request: RequestId;
  readonly path: string;
  readonly outcome: Outcome['kind'];
  /** From arrival to outcome. */
  readonly latency: Ms;
  /** From arrival until the server had finished, which is later for work that was given up. */
  readonly finished: Ms;
}

/** Every request's figures, in the order of arrival. `inLine` is the time its user lost to others. */
export function figures({ requests, segments, outcomes }: Trace): readonly Figures[] {
  const outcomeOf = new Map(outcomes.map((outcome) => [outcome.request, outcome]));
  const histories = new Map<RequestId, Segment[]>(requests.map(({ id }) => [id, []]));
  for (const segment of segments) histories.get(segment.request)?.push(segment);
  return requests.flatMap(({ id, at, path }) => {
    const outcome = outcomeOf.get(id);
    if (outcome === undefined) return [];
    const history = histories.get(id) ?? [];
    return {
      request: id,
      path,
      outcome: outcome.kind,
      latency: instant(outcome.at - at),
      finished: instant((history.at(-1)?.to ?? outcome.at) - at),
      ...times(history, outcome.at),
    };
  });
}

/** Requests replied to a second, over the whole run. */
export function throughput({ outcomes, end }: Trace): number {
  const replies = outcomes.filter(({ kind }) => kind === 'replied').length;
  return end === 0 ? 0 : (replies * 1000) / end;
}

/** On the clock's grid, so that it prints as it would be written. */
export function sum(values: readonly number[]): number {
  return instant(values.reduce((total, value) => total + value, 0));
}

/** Of at least one value; NaN of none. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** The smallest value that `p` percent of all do not exceed (nearest rank): always a value that occurred; NaN of none. */
export function percentile(values: readonly number[], p: number): number {
  const rank = Math.max(1, Math.ceil((p / 100) * values.length));
  return values.toSorted((a, b) => a - b)[rank - 1] ?? Number.NaN;
}

/** A mean, and the interval in which it is with 95 %. */
export interface Interval {
  readonly mean: number;
  readonly from: number;
  readonly to: number;
}

/** Batches are so long that they hardly know of each other. */
const batches = 10;

/** The mean of values that know of their neighbours, by batch means. */
export function interval(values: readonly number[]): Interval {
  const size = Math.floor(values.length / batches);
  const means = Array.from({ length: batches }, (_, i) => mean(values.slice(i * size, (i + 1) * size)));
  const middle = mean(means);
  const spread = Math.sqrt(means.reduce((sum, each) => sum + (each - middle) ** 2, 0) / (batches - 1));
  const half = (t95(batches - 1) * spread) / Math.sqrt(batches);
  return { mean: middle, from: middle - half, to: middle + half };
}

/** How long in each state all these stays are, up to an instant. */
export function times(history: readonly Segment[], until: Ms = Number.POSITIVE_INFINITY): Times {
  const total = { inLine: 0, running: 0, away: 0, stuck: 0 };
  for (const { state, from, to } of history)
    total[state] = instant(total[state] + Math.max(0, Math.min(to, until) - from));
  return total;
}

/** The items by a key, each group in the order of the items; those without a key are in none. */
export function grouped<T, K>(items: readonly T[], key: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
