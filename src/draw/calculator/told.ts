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

/** Whether theory and simulator agree, and where they do not, by how much and why: the means, then what one in a hundred exceeds. */
export function compared({ plans }: Sizing, found: ReadonlyMap<Way, Found>): readonly string[] {
  const pairs = plans.flatMap((plan) => {
    const result = found.get(plan.way);
    return plan.kind === 'plan' && result !== undefined ? [{ plan, result }] : [];
  });
  const done = pairs.flatMap(({ plan, result }) => (typeof result === 'string' ? [] : [{ plan, result }]));
  const means = done.flatMap(({ plan, result }) => differing(plan, result));
  const agree = 'Theory and simulator agree: each mean of theory is in the simulator’s interval.';
  return [
    ...(done.length > 0 && means.length === 0 ? [agree] : means.map(({ sentence }) => sentence)),
    ...done
      .filter(({ plan }) => means.every(({ way }) => way !== plan.way))
      .flatMap(({ plan, result }) => tails(plan, result)),
    ...pairs.flatMap(({ plan, result }) => (typeof result === 'string' ? [tooMuchWords(plan, result)] : [])),
  ];
}

/** Nobody looks for the reason of less: of a mean, and of what is rare. */
const noticed = { mean: 0.03, tail: 0.15 } as const;

function differing(
  { stay, way }: Plan,
  { mean }: Simulated,
): readonly { readonly way: Way; readonly sentence: string }[] {
  const by = mean.mean - stay.mean;
  if ((stay.mean >= mean.from && stay.mean <= mean.to) || Math.abs(by) < noticed.mean * stay.mean) return [];
  const much = `${wayWords[way]}: ${time(Math.abs(by))} ${by > 0 ? 'more' : 'less'} than in theory`;
  return [{ way, sentence: `${much}: ${reasonOf(stay, way, by)}.` }];
}

function reasonOf({ busy, seatLine }: Plan['stay'], way: Way, by: number): string {
  if (way === 'threads' && by > 0) return 'the main thread needs the key too, and waits for it';
  if (busy > 0.9) return 'so busy a line takes longer to settle than this run lasts';
  if (way === 'sync' && seatLine > 0) return 'of its two lines, that for a seat is approximated';
  return 'chance, as in one of twenty such runs, or a run that is too short';
}

function tails({ stay, way }: Plan, { p99 }: Simulated): readonly string[] {
  if (Math.abs(p99 - stay.p99) < noticed.tail * stay.p99) return [];
  const why =
    way === 'threads'
      ? 'threads take turns with the key, and theory serves who came first'
      : 'so rare a time is known from a few long lines only';
  return [`${wayWords[way]}: 99 % within ${time(p99)}, and not ${time(stay.p99)}: ${why}.`];
}

function tooMuchWords({ way }: Plan, what: Exclude<Found, Simulated>): string {
  const why = {
    processes: 'it has no more than 64 processes',
    threads: 'it has no more than 1000 threads in each',
    time: 'so few come that it would take too long',
  };
  return `${wayWords[way]} are not simulated: ${why[what]}.`;
}
