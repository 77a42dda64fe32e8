import type { Plan, Sizing, Way } from '../../model/sizing/plan.ts';
import type { Simulated, tooMuch } from '../../model/sizing/simulated.ts';
import type { SimulatedRow } from './html.ts';
import { time } from './numbers.ts';
import { wayWords } from './words.ts';

/** What the simulator has found of a way, or what of it is too much for it. */
export type Found = Simulated | NonNullable<ReturnType<typeof tooMuch>>;

/** What stands in the row of a way that was simulated. */
export function simulatedRow(found: Found): SimulatedRow | undefined {
  if (typeof found === 'string') return undefined;
  const { mean, p99, count } = found;
  const within = time((mean.to - mean.from) / 2);
  return { mean: mean.mean, p99, words: `${count} requests, mean ± ${within} with 95 %` };
}

/** Whether theory and simulator agree, and if they do not, why: one sentence for all ways that did as they should. */
export function compared({ plans }: Sizing, found: ReadonlyMap<Way, Found>): readonly string[] {
  const pairs = plans.flatMap((plan) => {
    const result = found.get(plan.way);
    return plan.kind === 'plan' && result !== undefined ? [{ plan, result }] : [];
  });
  const apart = pairs.flatMap(({ plan, result }) => (typeof result === 'string' ? [] : differing(plan, result)));
  const done = pairs.filter(({ result }) => typeof result !== 'string').length;
  const left = pairs.flatMap(({ plan, result }) => (typeof result === 'string' ? [tooMuchWords(plan, result)] : []));
  const agree = 'Theory and simulator agree: each mean of theory is in the simulator’s interval.';
  return [...(done > 0 && apart.length === 0 ? [agree] : apart), ...left];
}

/** Nobody looks for the reason of less. */
const noticed = 0.03;

function differing(plan: Plan, { mean }: Simulated): readonly string[] {
  const { stay, way } = plan;
  const by = mean.mean - stay.mean;
  if ((stay.mean >= mean.from && stay.mean <= mean.to) || Math.abs(by) < noticed * stay.mean) return [];
  const much = `${wayWords[way]}: ${time(Math.abs(by))} ${by > 0 ? 'more' : 'less'} than in theory`;
  return [`${much}: ${reasonOf(plan, by)}.`];
}

function reasonOf({ stay, way }: Plan, by: number): string {
  if (way === 'threads' && by > 0)
    return 'the main thread needs the key too, and waits for it before it hands on a request';
  if (stay.busy > 0.9) return 'so busy a line takes longer to settle than this run lasts';
  if (way === 'sync' && stay.seatLine > 0) return 'of its two lines, that for a seat is approximated';
  return 'chance, as in one of twenty such runs, or a run that is too short';
}

function tooMuchWords({ way }: Plan, what: Exclude<Found, Simulated>): string {
  const why = {
    processes: 'it has no more than 64 processes',
    threads: 'it has no more than 1000 threads in each',
    time: 'so few come that it would take too long',
  };
  return `${wayWords[way]} are not simulated: ${why[what]}.`;
}
