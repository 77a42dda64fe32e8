import type { Ms } from '../src/model/kernel.ts';
import type { Costs } from '../src/model/measured/measurement.ts';
import type { Arrival, Client, Step } from '../src/model/workload.ts';
import type { Generator } from './load/generator.ts';
import { members } from './proc.ts';
import { cpuOf } from './sampler.ts';
import type { Running } from './server.ts';
import type { ServerSetup } from './setup.ts';

/** How often /healthz is asked for what a request costs, and how far apart; as often again before, for what happens only once. */
const askings = { count: 100, apart: 10 };
/** How many come at once before the first run at most. */
const warm = 40;
/** How many requests, so far apart, tell what their calls cost; fewer where each keeps the server for long. */
const lone = { count: 12, few: 2, apart: 110, long: 1500 };
/** How long answers are waited for. */
const guard: Ms = 60_000;

/** What lone requests cost beside their steps, each the mean of many. */
export async function costsOf(setup: ServerSetup, server: Running, generator: Generator): Promise<Costs> {
  const perRequest = (path: string, count: number, period: Ms) =>
    cpuOfEach(
      server,
      generator,
      Array.from({ length: count }, (_, n) => ({ at: period * n, path, steps: [] })),
    );
  // what happens only once
  await perRequest('/healthz', askings.count, 2);
  const request = await perRequest('/healthz', askings.count, askings.apart);
  const work = workOf(setup);
  if (work === undefined || waiting(work.steps) === 0) return { request: thousandths(request), call: 0 };
  const count = waiting(work.steps) < lone.long ? lone.count : lone.few;
  const whole = await perRequest(work.path, count, lone.apart);
  return { request: thousandths(request), call: thousandths(whole - request - computing(work.steps)) };
}

/** What the clients of a setup ask for, other than its health. */
function workOf({ scenario }: ServerSetup): Client | undefined {
  return scenario.clients?.find(({ path }) => path.startsWith('/predict'));
}

/** Processor time of the server for one of these (ms). */
async function cpuOfEach({ port, group }: Running, generator: Generator, clients: readonly Arrival[]): Promise<Ms> {
  const before = cpuOf(members(group));
  await generator.play({ port, guard, clients });
  return Math.max(0, cpuOf(members(group)) - before) / clients.length;
}

function computing(steps: readonly Step[]): Ms {
  return total(steps, ['cpu']);
}

function waiting(steps: readonly Step[]): Ms {
  return total(steps, ['wait', 'block']);
}

function total(steps: readonly Step[], kinds: readonly Step['kind'][]): Ms {
  return steps.reduce((sum, step) => {
    if (step.kind === 'thread') return sum + total(step.steps, kinds);
    return step.kind !== 'reply' && kinds.includes(step.kind) ? sum + step.ms : sum;
  }, 0);
}

/** A crowd as large as that of the scenario, so that threads and connections are there; nothing is measured. */
export async function warmedUp(setup: ServerSetup, { port }: Running, generator: Generator): Promise<void> {
  const work = workOf(setup);
  if (work === undefined || waiting(work.steps) === 0) return;
  const { clients = [] } = setup.scenario;
  const users = clients.map((client) => ('kind' in client && client.kind === 'users' ? client.count : 1));
  const crowd = Math.min(
    warm,
    users.reduce((sum, count) => sum + count, 0),
  );
  await generator.play({
    port,
    guard,
    clients: Array.from({ length: crowd }, () => ({ at: 0, path: work.path, steps: [] })),
  });
}

function thousandths(ms: Ms): Ms {
  return Math.round(Math.max(0, ms) * 1000) / 1000;
}
