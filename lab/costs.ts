import type { Ms } from '../src/model/kernel.ts';
import { percentile } from '../src/model/measure.ts';
import type { Costs } from '../src/model/measured/measurement.ts';
import type { Arrival, Client, Step } from '../src/model/workload.ts';
import type { Generator } from './load/generator.ts';
import { members } from './proc.ts';
import { cpuOf } from './sampler.ts';
import type { Running } from './server.ts';
import type { ServerSetup } from './setup.ts';

/** How often /healthz is asked for what a request costs, and how far apart where that is one at a time. */
const askings = { count: 100, apart: 10 };
/** How many come at once at most. */
const most = 40;
/** How many requests tell what their calls cost; fewer where each keeps the server for long. */
const work = { count: 12, few: 2, long: 1500 };
/** How long answers are waited for. */
const guard: Ms = 60_000;

/**
 * What requests cost beside their steps, each the mean of many. They come in crowds like those of the scenario: what a
 * processor that has just slept does alone takes it a third longer. Only the way there and back is that of one alone.
 */
export async function costsOf(setup: ServerSetup, server: Running, generator: Generator): Promise<Costs> {
  const crowd = crowdOf(setup);
  const crowds = (path: string, count: number) => {
    const clients = Array.from({ length: crowd }, () => ({ at: 0, path, steps: [] }));
    return each(server, generator, Array<readonly Arrival[]>(Math.ceil(count / crowd)).fill(clients));
  };
  const alone = Array.from({ length: askings.count }, (_, n) => ({
    at: askings.apart * n,
    path: '/healthz',
    steps: [],
  }));
  // what happens only once
  await crowds('/healthz', askings.count);
  const one = await each(server, generator, [alone]);
  const { cpu: request } = await crowds('/healthz', askings.count);
  const costs = { request: thousandths(request), way: thousandths(one.latency - one.cpu) };
  const asked = workOf(setup);
  if (asked === undefined) return { ...costs, call: 0 };
  const steps = computing(asked.steps) + waiting(asked.steps);
  const { cpu: whole } = await crowds(asked.path, Math.max(steps < work.long ? work.count : work.few, 2 * crowd));
  return { ...costs, call: thousandths(whole - request - computing(asked.steps)) };
}

/** What the clients of a setup ask for, other than its health. */
function workOf({ scenario }: ServerSetup): Client | undefined {
  return scenario.clients?.find(({ path }) => path.startsWith('/predict'));
}

/** Processor time of the server for one of these, and how long half of them wait at most; one crowd after the other. */
async function each(
  { port, group }: Running,
  generator: Generator,
  crowds: readonly (readonly Arrival[])[],
): Promise<{ readonly cpu: Ms; readonly latency: Ms }> {
  const before = cpuOf(members(group));
  const latencies: Ms[] = [];
  for (const clients of crowds) latencies.push(...(await generator.play({ port, guard, clients })).latency);
  return {
    cpu: Math.max(0, cpuOf(members(group)) - before) / latencies.length,
    latency: percentile(latencies, 50),
  };
}

function computing(steps: readonly Step[]): Ms {
  return spent(steps, ['cpu']);
}

function waiting(steps: readonly Step[]): Ms {
  return spent(steps, ['wait', 'block']);
}

function spent(steps: readonly Step[], kinds: readonly Step['kind'][]): Ms {
  return total(
    steps.map((step) => {
      if (step.kind === 'thread') return spent(step.steps, kinds);
      return step.kind !== 'reply' && kinds.includes(step.kind) ? step.ms : 0;
    }),
  );
}

function total(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0);
}

/** How many of the scenario come at once: its users; and one of each who come by the clock. */
function crowdOf({ scenario: { clients = [] } }: ServerSetup): number {
  const users = clients.map((client) => ('kind' in client && client.kind === 'users' ? client.count : 1));
  return Math.max(1, Math.min(most, total(users)));
}

/** Such a crowd, so that threads and connections are there; nothing is measured. */
export async function warmedUp(setup: ServerSetup, { port }: Running, generator: Generator): Promise<void> {
  const asked = workOf(setup);
  if (asked === undefined || waiting(asked.steps) === 0) return;
  await generator.play({
    port,
    guard,
    clients: Array.from({ length: crowdOf(setup) }, () => ({ at: 0, path: asked.path, steps: [] })),
  });
}

function thousandths(ms: Ms): Ms {
  return Math.round(Math.max(0, ms) * 1000) / 1000;
}
