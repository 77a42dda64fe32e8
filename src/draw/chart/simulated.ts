import { instant } from '../../model/kernel.ts';
import { interval } from '../../model/measure.ts';
import { run } from '../../model/servers/index.ts';
import type { Trace } from '../../model/trace.ts';
import type { Dot } from './scene.ts';
import type { CurveSpec } from './spec.ts';
import { rateAt } from './theory.ts';

/** The busier, the longer a line remembers: so many requests, and more the nearer to full. */
const requests = { least: 500, spare: 125, most: 3000 } as const;

/** The first of them find it emptier than the others. */
const warmUp = 0.1;

const seed = 1;

/**
 * What the simulator finds where theory has a curve: as many workers and cores, each request computes for its own time. Each
 * with the interval in which its mean is with 95 %, by batch means. `hold` is told every run, and may throw.
 */
export function dotsOf(spec: CurveSpec, percents: readonly number[], hold: (trace: Trace) => void): readonly Dot[] {
  return percents.map((at) => {
    const trace = poisson(spec, at);
    hold(trace);
    const latencies = latenciesOf(trace);
    const counted = latencies.slice(Math.floor(latencies.length * warmUp));
    const { mean, from, to } = interval(counted);
    const round = (ms: number) => Math.round(ms * 10) / 10;
    return { at, mean: round(mean), from: round(from), to: round(to) };
  });
}

function poisson(spec: CurveSpec, percent: number): Trace {
  const { servers, service } = spec;
  const perSecond = rateAt(spec, percent);
  const count = Math.min(requests.most, Math.max(requests.least, requests.spare / (1 - percent / 100) ** 2));
  return run({ kind: 'sync', workers: servers, cores: servers, backlog: 65_535 }, [
    {
      ...{ kind: 'poisson', perSecond, to: (count * 1000) / perSecond, seed, path: '/' },
      steps: [{ kind: 'cpu', ms: service, exponential: true }],
    },
  ]);
}

function latenciesOf({ requests: all, outcomes }: Trace): readonly number[] {
  const cameAt = new Map(all.map(({ id, at }) => [id, at]));
  return outcomes.map(({ request, at }) => instant(at - (cameAt.get(request) ?? at)));
}
