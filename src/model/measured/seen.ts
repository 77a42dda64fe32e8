import type { Ms } from '../kernel.ts';
import { figures, mean, percentile } from '../measure.ts';
import { turns } from '../places.ts';
import type { Outcome, Trace } from '../trace.ts';
import { unreachable } from '../workload.ts';
import type { Answer, Repetition, Requests } from './measurement.ts';
import type { Figure, PerSecond, Selection, Statistic } from './scenario.ts';

/** One request as its client saw it, on a real server or in a trace. */
export interface Seen {
  readonly path: string;
  readonly at: Ms;
  readonly latency: Ms;
  readonly outcome: Outcome['kind'];
}

/** What the clients of a simulated run saw. */
export function seenIn(trace: Trace): readonly Seen[] {
  const lines = new Map(figures(trace).map((line) => [line.request, line]));
  return trace.requests.flatMap(({ id, path, at }) => {
    const line = lines.get(id);
    return line === undefined ? [] : [{ path, at, latency: line.latency, outcome: line.outcome }];
  });
}

/** What the load generator saw. */
export function seenBy({ paths, path, at, latency, answer }: Requests): readonly Seen[] {
  return at.map((sent, n) => ({
    path: paths[path[n] ?? 0] ?? '',
    at: sent,
    latency: latency[n] ?? Number.NaN,
    outcome: outcomeOf(answer[n] ?? 'lost'),
  }));
}

/** In the model's words; a server of several words for "no" has one there. */
function outcomeOf(answer: Answer): Outcome['kind'] {
  if (answer === 'gaveUp') return 'gaveUp';
  if (answer === 'lost' || answer === 'unreached') return 'lost';
  if (answer === 503) return 'refused';
  return answer < 400 ? 'replied' : 'failed';
}

/** The figure of a repetition; NaN if nothing in it counts. */
export function measured(name: string, figure: Figure, { requests, values, lag }: Repetition): number {
  if (figure.kind === 'value') return values?.[name] ?? Number.NaN;
  if (figure.kind === 'lag') return statistic(figure.of, lag ?? []);
  return requests === undefined ? Number.NaN : figureOf(figure, seenBy(requests));
}

/** The figure of a simulated run; undefined if nothing in it says it. */
export function predicted(figure: Figure, trace: Trace): number | undefined {
  if (figure.kind === 'value') return undefined;
  if (figure.kind !== 'lag') return figureOf(figure, seenIn(trace));
  const loops = trace.places.filter(({ kind }) => kind === 'loop');
  return statistic(
    figure.of,
    loops.flatMap(({ id }) => turns(trace, id).map(({ from, to }) => to - from)),
  );
}

/** The figure of what clients saw. */
export function figureOf(figure: Exclude<Figure, { kind: 'value' | 'lag' }>, all: readonly Seen[]): number {
  switch (figure.kind) {
    case 'latency':
      return statistic(
        figure.of,
        selected(figure, all).flatMap(({ outcome, latency }) =>
          outcome === (figure.outcome ?? 'replied') ? [latency] : [],
        ),
      );
    case 'perSecond':
      return perSecond(figure, all);
    case 'count':
      return selected(figure, all).filter(({ outcome }) => outcome === figure.outcome).length;
    default:
      return unreachable(figure);
  }
}

function selected({ path, from = 0, to = Number.POSITIVE_INFINITY }: Selection, all: readonly Seen[]): readonly Seen[] {
  return all.filter((each) => (path === undefined || each.path === path) && each.at >= from && each.at < to);
}

function statistic(of: Statistic, values: readonly number[]): number {
  switch (of) {
    case 'first':
      return values.length === 0 ? Number.NaN : Math.min(...values);
    case 'last':
      return values.length === 0 ? Number.NaN : Math.max(...values);
    case 'mean':
      return mean(values);
    case 'p50':
      return percentile(values, 50);
    case 'p90':
      return percentile(values, 90);
    case 'p99':
      return percentile(values, 99);
    default:
      return unreachable(of);
  }
}

/** Up to the last reply that counts, since what a herd does comes in bunches. */
function perSecond({ from = 0, to = Number.POSITIVE_INFINITY, round }: PerSecond, all: readonly Seen[]): number {
  const replies = all
    .flatMap(({ outcome, at, latency }) => (outcome === 'replied' ? [at + latency] : []))
    .filter((at) => at >= from && at < to)
    .toSorted((a, b) => a - b);
  if (round === undefined) return (replies.length * 1000) / ((replies.at(-1) ?? Number.POSITIVE_INFINITY) - from);
  const whole = Math.floor((replies.length - 1) / round) * round;
  const [first, last] = [replies.at(-1 - whole), replies.at(-1)];
  return whole < round || first === undefined || last === undefined ? Number.NaN : (whole * 1000) / (last - first);
}
