import { outcomeWords } from '../draw/words.ts';
import type { Ms } from '../model/kernel.ts';
import type { Figures } from '../model/measure.ts';
import { moment } from '../model/trace.ts';
import { looks } from './charts/presence.ts';
import type { Report } from './report.ts';
import { conditionOf, conditions, seatsIn } from './series.ts';
import { listed, time } from './told/numbers.ts';
import type { Window } from './window.ts';

/** What there is to see at an instant, for ears: how many are in what, and how many have been answered. */
export function whatIsSeen(report: Report, window: Window, t: Ms): string {
  const seats = seatsIn(window.trace);
  const { present, outcomes } = moment(window.trace, t);
  const counts = conditions.flatMap((condition) => {
    const unseen = condition === 'inLine' ? window.others.filter(({ from, to }) => from <= t && t < to).length : 0;
    const count = present.filter((stay) => conditionOf(stay, seats) === condition).length + unseen;
    return count === 0 ? [] : [`${count} ${looks[condition].word}`];
  });
  const answered = window.answered + outcomes.filter(({ kind }) => kind === 'replied').length;
  const there = counts.length === 0 ? 'nobody in flight' : listed(counts);
  return `${report.label} at ${time(t)}: ${there}; ${answered} of ${report.summary.requests} answered.`;
}

/** More rows nobody reads. */
const mostRows = 100;

/** Requests of a window, a row each: who, when, what came of it, and in what the time went. */
export function requestRows({ trace, figures, from, to }: Window): readonly (readonly string[])[] {
  const of = new Map<string, Figures>(figures.map((each) => [each.request, each]));
  const ends = new Map(trace.outcomes.map(({ request, at }) => [request, at]));
  return trace.requests
    .filter(({ id, at }) => at <= to && (ends.get(id) ?? to) >= from)
    .slice(0, mostRows)
    .map(({ id, path, at }) => {
      const own = of.get(id);
      if (own === undefined) return [id.slice(1), path, time(at), '', '', '', '', '', ''];
      const { outcome, latency, inLine, running, away, stuck } = own;
      const times = [latency, inLine, running, away, stuck].map((ms) => (ms === 0 ? '–' : time(ms)));
      return [id.slice(1), path, time(at), outcomeWords[outcome], ...times];
    });
}

export const requestHeads = [
  '',
  'path',
  'came at',
  'outcome',
  'latency',
  'in line',
  'running',
  'away',
  'stuck',
] as const;
