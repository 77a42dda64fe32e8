import { conditions, type Evidence } from '../../model/measured/evidence.ts';
import type { Costs } from '../../model/measured/measurement.ts';
import { parseSteps } from '../../model/notation.ts';
import type { Step } from '../../model/workload.ts';
import { CORES } from '../../model/world.ts';
import type { MeasuredReader } from '../sources.ts';
import type { Tell } from '../told.ts';
import type { BarsSpec, RowSpec, WorkloadSpec } from './spec.ts';
import { nameOf } from './theory.ts';

/** What was measured of the bars of a chart, by their names, and how. */
export interface Brought {
  readonly note: string;
  readonly bars: Readonly<Record<string, BroughtBar>>;
}

/** A bar as it was measured and predicted (replies a second), and what it takes to predict another. */
export interface BroughtBar {
  readonly least: number;
  readonly median: number;
  readonly most: number;
  readonly predicted: number;
  readonly costs: Costs;
  /** Its work as it was run, and with it the turns that a client gives up on its way to a call: "cpu 5, wait 0, wait 90, cpu 5". */
  readonly steps: readonly Step[];
  /** Of what it was measured: `sameAs` says of what. */
  readonly of: string;
}

/** What the lab has of a chart's bars. What it has not, or has of another server or other work, is told. */
export function brought(spec: BarsSpec, measured: MeasuredReader, tell: Tell): Brought | undefined {
  const { measured: set, servers, workloads } = spec;
  if (set === undefined) return undefined;
  const bars: [string, BroughtBar][] = [];
  let one: Evidence | undefined;
  for (const workload of workloads)
    for (const row of servers) {
      const name = `${nameOf(workload)}.${nameOf(row)}`;
      const found = measured(`${set}/${name}`);
      if ('what' in found) {
        tell('bars.measured', found.what, found.expected);
        return undefined;
      }
      const bar = barOf(found);
      if (bar === undefined || bar.of !== whatItIs(row, stepsOf(workload)))
        tell('bars.measured', `${set}/${name} is of something else`, `expected ${whatItIs(row, stepsOf(workload))}`);
      else bars.push([name, bar]);
      // of all programs that took part
      one = one === undefined ? found : { ...found, versions: { ...one.versions, ...found.versions } };
    }
  if (one === undefined) return undefined;
  const note = `measured ${one.times} times: ${conditions(one, ['python', 'gunicorn'])}`;
  return { note, bars: Object.fromEntries(bars) };
}

/** The bar as it was measured, if it was measured of this server and this work. */
export function barAt(
  found: Brought | undefined,
  name: string,
  row: RowSpec,
  steps: readonly Step[],
): BroughtBar | undefined {
  const bar = found?.bars[name];
  return bar?.of === whatItIs(row, steps) ? bar : undefined;
}

function barOf({ scenario, costs, figures, predicted = {} }: Evidence): BroughtBar | undefined {
  const { perSecond } = figures;
  const { server, clients = [] } = scenario;
  const [client] = clients;
  if (
    perSecond === undefined ||
    predicted.perSecond === undefined ||
    costs === undefined ||
    server === undefined ||
    client === undefined
  )
    return undefined;
  const { least, median, most } = perSecond;
  const of = whatItIs({ label: '', server }, client.steps);
  return { least, median, most, predicted: predicted.perSecond, costs, steps: client.steps, of };
}

/** Server and work as far as throughput depends on them: "4 × 1 on 2 cores, 10 ms CPU of 100". */
function whatItIs({ server }: RowSpec, steps: readonly Step[]): string {
  const { workers = 1, cores = CORES } = server;
  const threads = 'threads' in server ? (server.threads ?? 1) : 1;
  const total = (kinds: readonly Step['kind'][]) =>
    steps.reduce((sum, step) => ('ms' in step && kinds.includes(step.kind) ? sum + step.ms : sum), 0);
  return `${workers} × ${threads} on ${cores} cores, ${total(['cpu'])} ms CPU, ${total(['wait', 'block'])} ms waiting`;
}

function stepsOf({ does }: WorkloadSpec): readonly Step[] {
  const parsed = parseSteps(does);
  return parsed.kind === 'steps' ? parsed.steps : [];
}
