import type { Times } from '../../model/measure.ts';
import type { Summary } from '../../model/summary.ts';
import { short, time } from './numbers.ts';

/** A server by its name, and the figures of its run. */
export interface Runner {
  readonly label: string;
  readonly summary: Summary;
}

/** Less than this makes no difference that one would tell. */
const hair = 0.03;

/** Which of two was faster, and why: what a request did longer there. */
export function compared(a: Runner, b: Runner): readonly string[] {
  const [left, right] = [a.summary.outcomes.replied, b.summary.outcomes.replied];
  const answers =
    left === right
      ? []
      : [
          `${winner(left > right, a, b).label} answered ${Math.max(left, right)} of ${a.summary.requests}, ${winner(left > right, b, a).label} ${Math.min(left, right)}.`,
        ];
  const [half, other] = [a.summary.latency?.p50, b.summary.latency?.p50];
  if (half === undefined || other === undefined) return answers;
  if (Math.abs(half - other) <= hair * Math.max(half, other))
    return [
      ...answers,
      `Half of all answers took ${time(half)} or less on ${a.label} and ${time(other)} on ${b.label}: no difference that a user would feel.`,
      ...tail(a, b),
    ];
  const [fast, slow] = half < other ? [a, b] : [b, a];
  const [least, most] = [Math.min(half, other), Math.max(half, other)];
  return [
    ...answers,
    `${fast.label} was faster: half of its answers took ${time(least)} or less, on ${slow.label} ${time(most)}${most / Math.max(least, 0.001) >= 2 ? `, ${ratio(most / least)} times as long` : ''}.`,
    ...why(fast, slow),
  ];
}

/** "2.5", "105". */
function ratio(value: number): string {
  return value >= 10 ? String(Math.round(value)) : short(value);
}

function winner<T>(isFirst: boolean, first: T, second: T): T {
  return isFirst ? first : second;
}

/** The slowest hundredth, where the middle says nothing. */
function tail(a: Runner, b: Runner): readonly string[] {
  const [left = 0, right = 0] = [a.summary.latency?.p99, b.summary.latency?.p99];
  if (Math.abs(left - right) <= hair * Math.max(left, right)) return [];
  return [`The slowest of a hundred took ${time(left)} on ${a.label} and ${time(right)} on ${b.label}.`];
}

const doing: Readonly<Record<keyof Times, string>> = {
  inLine: 'in line',
  running: 'running',
  away: 'away',
  stuck: 'stuck',
};

function why(fast: Runner, slow: Runner): readonly string[] {
  const states = ['inLine', 'running', 'away', 'stuck'] as const;
  const more = (state: keyof Times) => slow.summary.times[state] - fast.summary.times[state];
  const state = states.reduce((most, each) => (more(each) > more(most) ? each : most));
  if (more(state) <= 0) return [];
  return [
    `Why: on ${slow.label} a request was ${doing[state]} for ${time(slow.summary.times[state])} on average, on ${fast.label} for ${time(fast.summary.times[state])}.`,
  ];
}
