import type { Problem } from '../../model/rules.ts';
import { type Demand, type DemandField, demandFields } from '../../model/sizing/demand.ts';
import { busyEnough, mostSeats, type NoPlan, type Plan, type Sizing, type Way } from '../../model/sizing/plan.ts';
import { counted, memory, number, percent, time } from './numbers.ts';

/** What a field is called, and what it is counted in. */
export const fieldWords: Readonly<Record<DemandField, { readonly label: string; readonly unit: string }>> = {
  rate: { label: 'Requests', unit: '/s' },
  cpu: { label: 'CPU each', unit: 'ms' },
  wait: { label: 'Wait each', unit: 'ms' },
  cores: { label: 'Cores', unit: '' },
  target: { label: '99 % within', unit: 'ms' },
  memory: { label: 'A process', unit: 'MB' },
  pool: { label: 'Its DB pool', unit: '' },
};

/** A field with its unit, in words: "CPU each, ms". */
export function labelled(field: DemandField): string {
  const { label, unit } = fieldWords[field];
  if (unit === '') return label;
  return unit === '/s' ? `${label} ${unit}` : `${label}, ${unit}`;
}

export const wayWords: Readonly<Record<Way, string>> = {
  loops: 'Event loops',
  threads: 'Threads',
  sync: 'Sync workers',
};

/** As many sentences as there is room for. */
export const mostSentences = 3;

/** gunicorn's `--timeout`, ms: a sync worker that serves one request for as long is ended. */
const patience = 30_000;
/** FastAPI's threads in each process, unless told: AnyIO's limiter. */
const tokens = 40;

/** What a reader should know of these numbers, the gravest first. */
export function sentences(demand: Demand, all: Sizing): readonly string[] {
  const plans = all.plans.filter((plan) => plan.kind === 'plan');
  return [
    ...(plans.length === 0 && all.plans.every(({ kind }) => kind === 'none') ? overloaded(demand, all) : []),
    ...pool(demand, all),
    ...queueing(demand, all, plans),
    ...target(demand, all, plans),
    ...beyond(demand, all, plans),
    ...threads(demand, plans),
    ...processes(demand, all, plans),
  ];
}

function overloaded({ cores }: Demand, { computing, coresWanted, plans }: Sizing): readonly string[] {
  if (!plans.some((plan) => plan.kind === 'none' && plan.why === 'cores')) return [];
  return [
    `The CPU alone wants ${number(computing)} cores, and there ${cores === 1 ? 'is 1' : `are ${cores}`}: whatever serves, the line grows for ever.`,
    `With ${coresWanted} cores a fifth of them would be free; or let each request compute less.`,
  ];
}

function pool({ pool: size }: Demand, { plans }: Sizing): readonly string[] {
  if (plans.some((plan) => plan.kind === 'none' && plan.why === 'pool'))
    return [
      `More wait for the database in each process than its pool of ${size} lets through: the line before it grows for ever.`,
    ];
  const busiest = Math.max(0, ...plans.map((plan) => (plan.kind === 'plan' ? plan.pooled : 0)));
  return busiest > busyEnough
    ? [`A pool of ${size} is ${percent(busiest)} taken: a line forms before it too, which these numbers leave out.`]
    : [];
}

function target({ target: within, cores }: Demand, { bare }: Sizing, plans: readonly Plan[]): readonly string[] {
  if (plans.length === 0) return [];
  if (bare > within)
    return [
      `Nothing is within ${time(within)}: without any line, one request in a hundred takes longer than ${time(bare)}.`,
    ];
  const late = plans.filter(({ stay }) => stay.p99 > within).map(({ way }) => wayWords[way].toLowerCase());
  if (late.length === 0) return [];
  const who = late.length === plans.length ? 'nothing keeps' : `${late.join(' and ')} cannot keep`;
  return [`On ${counted(cores, 'core')} ${who} to ${time(within)}: the time goes in line, and not in work.`];
}

function queueing({ cpu, cores }: Demand, { computing }: Sizing, plans: readonly Plan[]): readonly string[] {
  const [first] = plans;
  if (first === undefined || computing <= busyEnough * cores) return [];
  const line = first.stay.coreLine + first.stay.seatLine;
  return [
    `Queueing has taken over: the cores are ${percent(computing / cores)} busy, and who comes is ${time(line)} in line for ${time(cpu)} of work.`,
  ];
}

function threads({ wait }: Demand, plans: readonly Plan[]): readonly string[] {
  const plan = plans.find(({ way }) => way === 'threads');
  if (wait === 0) return ['Threads cannot help: nobody waits for anybody else, and one key lets one of them compute.'];
  if (plan === undefined) return [];
  const { processes: many, threads: each = 0 } = plan;
  const tokenWords = `${number(each)} threads in a process are more than FastAPI’s ${tokens}, unless told.`;
  return [
    ...(each > tokens ? [tokenWords] : []),
    ...(many > 1
      ? [`Threads share a key, and so a core: it takes ${many} processes, however many threads they have.`]
      : []),
  ];
}

function processes({ cpu, wait }: Demand, { plans: all }: Sizing, plans: readonly Plan[]): readonly string[] {
  const sync = plans.find(({ way }) => way === 'sync');
  const loops = plans.find(({ way }) => way === 'loops');
  const isNone = all.some((plan) => plan.way === 'sync' && plan.kind === 'none' && plan.why === 'seats');
  const isMany = sync !== undefined && sync.processes > 8 && sync.processes > 4 * (loops?.processes ?? 1);
  return [
    ...(isNone ? [`It would take more than ${mostSeats} sync workers, each of them a process.`] : []),
    ...(isMany ? [`A seat is a process: ${number(sync.processes)} sync workers take ${memory(sync.memory)}.`] : []),
    ...(cpu + wait >= patience ? [`gunicorn ends a sync worker after ${time(patience)} in one request.`] : []),
  ];
}

function allOf(cores: number): string {
  if (cores === 1) return 'the core is';
  return cores === 2 ? 'both cores are' : `all ${cores} cores are`;
}

/** Where queueing will take over. */
function beyond({ cores }: Demand, { full, computing }: Sizing, plans: readonly Plan[]): readonly string[] {
  if (plans.length === 0 || computing > busyEnough * cores) return [];
  const busy = percent(busyEnough);
  return [`Queueing takes over at ${number(full)}/s: ${allOf(cores)} ${busy} busy then.`];
}

/** What is wrong with a field, for whoever typed it. */
export function faultSentence({ path, expected }: Problem): string {
  const field = demandFields.find((each) => each === path);
  return field === undefined ? expected : `${fieldWords[field].label}: ${expected.replace(/^expected /, '')}.`;
}

/** Why a way is none, in the place of its numbers. */
export const noPlanWords: Readonly<Record<NoPlan['why'], string>> = {
  cores: 'none: the line for the cores grows for ever',
  pool: 'none: the line for a connection grows for ever',
  seats: `none: more than ${mostSeats} seats`,
};

/** What is computed and how, and what that takes for granted. */
export const formulas: readonly (readonly [what: string, how: string])[] = [
  ['In flight', 'requests a second × time. Little’s law: true of every service that keeps up.'],
  ['CPU busy', 'requests a second × CPU ÷ the cores in use. A process uses one: it has one key.'],
  ['Processes', 'the fewest that are at most 80 % busy with 99 % in time; if none are, one for each core.'],
  ['Seats', 'those in flight ÷ 80 %: threads, tokens or sync workers. On a loop, who waits needs none.'],
  ['Mean', 'CPU ÷ (1 − busy) + wait for loops and threads: M/M/1, a line for each process.'],
  ['', 'M/M/c for sync workers: one line for all. A line for seats: Norton’s theorem, Lee and Longton.'],
  ['99 %', 'exponential parts, added by Laplace transforms; the same line again if the wait is short.'],
  ['Memory', 'processes × one, as are connections; but no more of these than a process has seats.'],
  ['Assumed', 'Poisson arrivals; CPU time exponential, half before and half after a wait of fixed length.'],
  ['', 'Connections stay with their process. Nobody gives up. The line before the pool is left out.'],
];
