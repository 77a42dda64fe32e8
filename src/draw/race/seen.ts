import type { Ms } from '../../model/kernel.ts';
import { duration, outcomeWords } from '../words.ts';
import { spanAt } from './life.ts';
import { mannerOf } from './plan.ts';
import { countsAt, type Row } from './scene.ts';

/** What there is to see when a beat stands, in phrases; made with the data, so that a page need not know how. */
export function whatIsSeen(rows: readonly Row[], t: Ms): readonly string[] {
  const manner = mannerOf({ rows });
  return [
    `At ${duration(t)}`,
    ...rows.map((row) => `${row.label}: ${manner === 'strips' ? counted(row, t) : told(row, t)}`),
  ];
}

function counted(row: Row, t: Ms): string {
  const { answered, inLine } = countsAt(row, t);
  return row.end <= t
    ? `all ${answered} answered, the last at ${duration(row.end)}`
    : `${answered} answered, ${inLine} in line`;
}

const stateWords = { inLine: 'in line', running: 'running', away: 'away', stuck: 'stuck' } as const;

function told({ life, run }: Row, t: Ms): string {
  const { requests, segments, outcomes } = run.trace;
  const each = requests.flatMap(({ id, path, at }): readonly string[] => {
    const outcome = outcomes.find((each) => each.request === id && each.at <= t);
    const stay = segments.find(({ request, from, to }) => request === id && from <= t && t < to);
    const who = `${id.slice(1)} ${path}`;
    if (outcome !== undefined && outcome.at === at) return [`${who} finds no connection`];
    if (outcome !== undefined)
      return [`${who} ${outcomeWords[outcome.kind]} after ${duration(run.figures.get(id)?.latency ?? 0)}`];
    return stay === undefined ? [] : [`${who} ${stateWords[stay.state]}`];
  });
  const span = spanAt(life, t);
  const told = life.signals.filter(({ at }) => at <= t).map(({ at, signal }) => `${signal} at ${duration(at)}`);
  const ended = span.to !== undefined && span.to <= t && span.end !== undefined;
  const state = span.state === 'boots' ? ['a new worker boots'] : [];
  return [
    ...each,
    ...told,
    ...(ended ? [span.end === 'exit' ? 'the process has left' : 'the process is killed'] : state),
  ].join(', ');
}
