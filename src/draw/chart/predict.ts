import type { Ms } from '../../model/kernel.ts';
import { parseSteps } from '../../model/notation.ts';
import { run, type ServerSpec } from '../../model/servers/index.ts';
import type { Trace } from '../../model/trace.ts';
import type { Step } from '../../model/workload.ts';
import { CORES } from '../../model/world.ts';
import type { Tell } from '../told.ts';
import { type Bars, type Group, perSecond } from './scene.ts';
import type { BarsSpec, WorkloadSpec } from './spec.ts';
import { nameOf } from './theory.ts';

/** How often each user is answered, on average: `turns` times, of which the last `counted` count. */
const turns = 12;
const counted = 8;

/** How much longer the next try is, if they have asked too seldom. */
const longer = 1.5;

/** As many of a prediction as are worth saying: what is counted begins and ends somewhere in a herd. */
const digits = 2;

/** Between the first and the second half of what counts; more, and it was not steady yet. */
const mostDrift = 0.05;

/** Runs every server on every workload, here and not on the page. One that does not come to rest is told. */
export function predicted(
  spec: BarsSpec,
  tell: Tell,
  hold?: (trace: Trace) => void,
): Omit<Bars, 'placed'> & { readonly note: string } {
  return {
    form: 'bars',
    ...(spec.lamps ? { lamps: coresOf(spec) } : {}),
    servers: spec.servers.map(({ label }) => label),
    groups: spec.workloads.map((workload) => groupOf(spec, workload, tell, hold)),
    note: `replies a second to ${spec.users} users, each asking again at once`,
  };
}

function groupOf(
  { users, servers, lamps }: BarsSpec,
  workload: WorkloadSpec,
  tell: Tell,
  hold?: (trace: Trace) => void,
): Group {
  const parsed = parseSteps(workload.does);
  const steps = parsed.kind === 'steps' ? parsed.steps : [];
  const group = nameOf(workload);
  const cores = coresOf({ servers });
  const cpu = total(steps, ['cpu', 'native']);
  const limit = (cores * 1000) / Math.max(cpu, 0.001);
  return {
    name: group,
    label: workload.label,
    work: workWords(steps),
    bars: servers.map((row) => {
      const name = `${group}.${nameOf(row)}`;
      const [before, after, value] = steady(row.server, users, steps, hold);
      if (Math.abs(before - after) > mostDrift * value)
        tell(
          'bars.users',
          `${name} is not steady: ${perSecond(before)}, then ${perSecond(after)}`,
          'expected fewer users',
        );
      const rounded = Number(value.toPrecision(digits));
      return { name, value: rounded, ...(lamps ? { busy: (rounded * cpu) / 1000 } : {}) };
    }),
    limit: {
      name: `${group}.limit`,
      value: limit,
      label: `${cores === 1 ? 'the core is' : 'all cores are'} busy: ${perSecond(limit)}`,
    },
  };
}

function coresOf({ servers }: Pick<BarsSpec, 'servers'>): number {
  return Math.max(...servers.map(({ server }) => server.cores ?? CORES));
}

/** Replies a second in the first half of what counts, in the second, and in both. */
function steady(
  server: ServerSpec,
  users: number,
  steps: readonly Step[],
  hold?: (trace: Trace) => void,
): readonly [number, number, number] {
  let [to, trace] = closedLoop(server, users, steps, 1000);
  // a slow server needs longer to answer as often
  while (repliesOf(trace, to).length <= turns * users) [to, trace] = closedLoop(server, users, steps, to * longer);
  hold?.(trace);
  // from a reply to that of as many turns later: of a herd that comes round, the same beast at both ends
  const replies = repliesOf(trace, to);
  const rate = (from: number, until: number) => {
    const [first = 0, last = 0] = [replies.at(-1 - from * users), replies.at(-1 - until * users)];
    return ((from - until) * users * 1000) / (last - first);
  };
  return [rate(counted, counted / 2), rate(counted / 2, 0), rate(counted, 0)];
}

function closedLoop(server: ServerSpec, users: number, steps: readonly Step[], to: Ms): [Ms, Trace] {
  return [to, run(server, [{ kind: 'users', count: users, to, path: '/', steps }])];
}

/** When each reply came (ms), while everybody still asked again. */
function repliesOf({ outcomes }: Trace, to: Ms): readonly Ms[] {
  return outcomes.flatMap(({ kind, at }) => (kind === 'replied' && at <= to ? [at] : []));
}

function total(steps: readonly Step[], kinds: readonly Step['kind'][]): Ms {
  return steps.reduce((sum, step) => {
    if (step.kind === 'thread') return sum + total(step.steps, kinds);
    return step.kind !== 'reply' && kinds.includes(step.kind) ? sum + step.ms : sum;
  }, 0);
}

/** "10 ms CPU, 90 ms waiting": what the steps come to. */
function workWords(steps: readonly Step[]): string {
  const outside = steps.filter(({ kind }) => kind !== 'thread');
  const threads = steps.filter(({ kind }) => kind === 'thread');
  const parts: readonly (readonly [Ms, string])[] = [
    [total(outside, ['cpu', 'native']), 'CPU'],
    [total(outside, ['wait']), 'waiting'],
    [total(outside, ['block']), 'blocking'],
    [total(threads, ['cpu', 'native', 'wait', 'block']), 'in a thread'],
  ];
  return parts
    .filter(([ms]) => ms > 0)
    .map(([ms, words]) => `${ms} ms ${words}`)
    .join(', ');
}
