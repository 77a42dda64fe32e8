import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ms } from '../src/model/kernel.ts';
import type { Costs, Measurement, Repetition } from '../src/model/measured/measurement.ts';
import { commandOf } from './command.ts';
import { costsOf, warmedUp } from './costs.ts';
import type { Generator } from './load/generator.ts';
import { firstCores } from './machine.ts';
import { members } from './proc.ts';
import { remove, temporary } from './processes.ts';
import { cpuOf, sampler } from './sampler.ts';
import { type Running, serve } from './server.ts';
import type { ServerSetup } from './setup.ts';

/** With what it is measured. */
export interface Bench {
  readonly python: string;
  readonly cores: number;
  /** Whether the server is kept to cores of its own. */
  readonly pins: boolean;
  readonly generator: Generator;
  /** Told before each repetition, from 0. */
  readonly onRepetition: (n: number) => void;
}

/** What a run of a server's setup brings. */
export type Findings = Pick<Measurement, 'commands' | 'costs' | 'repetitions'>;

/** A service and what it depends on. */
interface Service {
  readonly server: Running;
  readonly model: Running | undefined;
  /** Where the loop's lags are written down. */
  readonly lagFile: string;
  readonly stop: () => Promise<void>;
}

/** How long after a run the server has to be idle. */
const quiet: Ms = 100;
/** How long answers are waited for. */
const guard: Ms = 60_000;

/** Measures a setup so often. Stops what it has started, however it ends. */
export async function measuredServer(setup: ServerSetup, repetitions: number, bench: Bench): Promise<Findings> {
  const results: Repetition[] = [];
  let costs: Costs | undefined;
  let service = await started(setup, bench);
  const commands = [service.model, service.server].flatMap((each) => (each === undefined ? [] : [each.command]));
  try {
    for (let n = 0; n < repetitions; n += 1) {
      bench.onRepetition(n);
      if (n > 0 && setup.restart) {
        await service.stop();
        service = await started(setup, bench);
      }
      if (n === 0 && !setup.restart) {
        await warmedUp(setup, service.server, bench.generator);
        costs = await costsOf(setup, service.server, bench.generator);
      }
      const repetition = await repeated(setup, service, bench);
      results.push({ ...repetition, ...(setup.values && { values: setup.values(repetition) }) });
    }
  } finally {
    await service.stop();
  }
  return { commands, ...(costs && { costs }), repetitions: results };
}

async function started(setup: ServerSetup, { python, cores, pins }: Bench): Promise<Service> {
  const { scenario, app, lag } = setup;
  const wanted = scenario.server.cores ?? 1;
  if (wanted > cores) throw new Error(`${scenario.name}: a server on ${wanted} cores, and this machine has ${cores}`);
  const folder = temporary();
  const lagFile = join(folder, 'lag');
  const model =
    setup.model === undefined
      ? undefined
      : await serve({
          python,
          words: (port) => ['-m', 'model', String(setup.model), String(port)],
          name: 'model server',
        });
  const env = {
    ...(model && { MODEL_URL: `http://127.0.0.1:${model.port}` }),
    ...(lag && { LAB_APP: app, LAB_LAG: lagFile }),
    ...setup.env,
  };
  try {
    const server = await serve({
      python,
      words: (port) => commandOf(lag ? { ...setup, app: 'lagged:app' } : setup, port),
      ...(pins && { cores: firstCores(wanted) }),
      env,
      name: scenario.name,
    });
    const stop = async () => {
      await server.stop();
      await model?.stop();
      remove(folder);
    };
    return { server, model, lagFile, stop };
  } catch (error) {
    await model?.stop();
    throw error;
  }
}

async function repeated(
  { scenario, lag }: ServerSetup,
  { server, model, lagFile }: Service,
  { generator, cores }: Bench,
): Promise<Repetition> {
  await idle(server);
  const { clients = [], server: spec } = scenario;
  const ours = [process.pid, ...(model ? members(model.group) : []), ...generator.pids];
  const sampling = sampler(server.group, ours, cores);
  let began = 0;
  let stopping: NodeJS.Timeout | undefined;
  try {
    const requests = await generator.play({ port: server.port, clients, guard }, ({ at }) => {
      began = at;
      if (spec.stopAt !== undefined)
        stopping = setTimeout(() => server.signal('SIGTERM'), began + spec.stopAt - Date.now());
    });
    return {
      ...sampling.stop(),
      ...(requests.at.length > 0 && { requests }),
      ...(lag && { lag: lagsSince(lagFile, began) }),
    };
  } finally {
    clearTimeout(stopping);
    sampling.cancel();
  }
}

/** What clients have left behind is worked off first. */
async function idle({ group }: Running): Promise<void> {
  for (let before = Number.NaN, now = cpuOf(members(group)); !(now - before < 2); now = cpuOf(members(group))) {
    before = now;
    await sleep(quiet);
  }
}

function lagsSince(file: string, began: number): readonly Ms[] {
  const lines = readFileSync(file, 'utf8')
    .trim()
    .split('\n')
    .map((line) => line.split(' ').map(Number));
  return lines.flatMap(([at = 0, lag = 0]) => (at * 1000 > began ? [rounded(lag * 1000)] : []));
}

function rounded(ms: Ms): Ms {
  return Math.round(Math.max(0, ms) * 1000) / 1000;
}
