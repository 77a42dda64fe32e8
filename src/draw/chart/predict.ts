import type { Ms } from '../../model/kernel.ts';
import { costly } from '../../model/measured/predict.ts';
import { parseSteps } from '../../model/notation.ts';
import type { Trace } from '../../model/trace.ts';
import type { Step } from '../../model/workload.ts';
import { CORES } from '../../model/world.ts';
import { type ClosedLoop, steady } from '../steady.ts';
import type { Tell } from '../told.ts';
import { type Brought, type BroughtBar, barAt } from './brought.ts';
import { type Bars, type Group, perSecond } from './scene.ts';
import type { BarsSpec, WorkloadSpec } from './spec.ts';
import { nameOf } from './theory.ts';

/** Runs every server on every workload, here and not on the page. One that does not come to rest is told. */
export function predicted(
  spec: BarsSpec,
  found: Brought | undefined,
  tell: Tell,
  hold?: (trace: Trace) => void,
): Omit<Bars, 'placed'> & { readonly note: string } {
  const note = `replies a second to ${spec.users} users, each asking again at once`;
  return {
    form: 'bars',
    servers: spec.servers.map(({ label }) => label),
    groups: spec.workloads.map((workload) => groupOf(spec, workload, found, tell, hold)),
    note: found === undefined ? note : `${note}, real costs included; ${found.note}`,
  };
}

function groupOf(
  { users, servers }: BarsSpec,
  workload: WorkloadSpec,
  found: Brought | undefined,
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
      const measured = barAt(found, name, row, steps);
      if (measured !== undefined) return { name, value: measured.predicted, measured: spread(measured) };
      const loop = withCosts({ server: row.server, users, steps }, found?.bars[name]);
      const { rate, before, after, rests } = steady(loop, hold);
      if (!rests)
        tell(
          'bars.users',
          `${name} is not steady: ${perSecond(before)}, then ${perSecond(after)}`,
          'expected fewer users',
        );
      return { name, value: rate };
    }),
    limit: {
      name: `${group}.limit`,
      value: limit,
      label: limitWords(cores, limit, found !== undefined),
    },
  };
}

/** What the cores could do, if a request were nothing but its steps. */
function limitWords(cores: number, limit: number, isDearer: boolean): string {
  const said = isDearer
    ? `${cores === 1 ? 'the core' : 'all cores'}, if HTTP were free`
    : `${cores === 1 ? 'the core is' : 'all cores are'} busy`;
  return `${said}: ${perSecond(limit)}`;
}

/** The loop of the real server, as far as what was measured knows of it. */
function withCosts(loop: ClosedLoop, bar: BroughtBar | undefined): ClosedLoop {
  if (bar === undefined) return loop;
  const { server, steps } = costly(loop.server, bar.costs);
  // where switching is cooperative that changes who is first, and not how many are served
  const yields = server.kind === 'gthread' && bar.steps.some(isYield);
  return { ...loop, server, steps: steps(yields ? loop.steps.flatMap(yielding) : loop.steps), think: bar.costs.way };
}

function isYield(step: Step): boolean {
  return step.kind === 'wait' && step.ms === 0;
}

/** An HTTP client gives up its turn on the way to its call. */
function yielding(step: Step): readonly Step[] {
  return step.kind === 'wait' || step.kind === 'block' ? [{ kind: 'wait', ms: 0 }, step] : [step];
}

function spread({ least, median, most }: BroughtBar) {
  return { least, median, most };
}

function coresOf({ servers }: Pick<BarsSpec, 'servers'>): number {
  return Math.max(...servers.map(({ server }) => server.cores ?? CORES));
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
