import { describe, expect, it } from 'vitest';
import type { Demand } from '../../../src/model/sizing/demand.ts';
import { type Plan, sizing } from '../../../src/model/sizing/plan.ts';
import { type Simulated, simulated, tooMuch } from '../../../src/model/sizing/simulated.ts';

/** To the end, and how often it has let others go first. */
function ran(demand: Demand, plan: Plan): { readonly found: Simulated; readonly shares: readonly number[] } {
  const run = simulated(demand, plan);
  const shares: number[] = [];
  for (let next = run.next(); ; next = run.next()) {
    if (next.done === true) return { found: next.value, shares };
    shares.push(next.value);
  }
}

const base = { cores: 4, target: 1_000_000, memory: 40, pool: 0 };

/** From what waits to what computes, each as busy as its share of four cores says. */
const grid = [
  { cpu: 10, wait: 90 },
  { cpu: 4, wait: 16 },
  { cpu: 50, wait: 0 },
  { cpu: 2, wait: 500 },
].flatMap(({ cpu, wait }) =>
  [0.3, 0.7].map((busy): Demand => ({ ...base, cpu, wait, rate: (busy * base.cores * 1000) / cpu })),
);

const cases = grid.flatMap((demand) =>
  sizing(demand).plans.flatMap((plan) =>
    plan.kind === 'plan' && tooMuch(demand, plan) === undefined ? [{ demand, plan }] : [],
  ),
);

/** What a run of thousands is off by at times, and what the theory of each way leaves out. */
const off = { loops: 0.05, threads: 0.15, sync: 0.08 };

describe('what theory says of a plan, against the simulator', () => {
  it('is compared for every way, from what waits to what computes', () => {
    expect(new Set(cases.map(({ plan }) => plan.way))).toEqual(new Set(['loops', 'threads', 'sync']));
    expect(cases.length).toBeGreaterThan(20);
  });

  it.each(
    cases.map(({ demand, plan }) => ({
      ...{ demand, plan, way: plan.way, processes: plan.processes },
      asked: `${Math.round(demand.rate)}/s of ${demand.cpu} + ${demand.wait} ms`,
    })),
  )('$way, $processes processes, $asked', ({ demand, plan }) => {
    const { mean, p99 } = ran(demand, plan).found;
    const line = plan.stay.mean - demand.wait;
    // the wait is the same for all: what can be off is the rest
    const slack = off[plan.way] * line;
    expect(mean.mean - demand.wait).toBeGreaterThan(line - (mean.to - mean.mean) - slack);
    expect(mean.mean - demand.wait).toBeLessThan(line + (mean.mean - mean.from) + slack);
    // one in a hundred is rare, and where much is busy a run of thousands knows it from a few long lines only
    const tail = (p99 - demand.wait) / (plan.stay.p99 - demand.wait);
    const rare = plan.stay.busy > 0.5 || plan.way === 'threads' ? 0.5 : 0.25;
    expect(tail).toBeGreaterThan(1 - rare);
    expect(tail).toBeLessThan(1 + rare);
  });
});

describe('a simulation in pieces', () => {
  const demand: Demand = { ...base, rate: 200, cpu: 10, wait: 90 };
  const [plan] = sizing(demand).plans;
  if (plan?.kind !== 'plan') throw new Error('no plan');

  it('is the same each time, goes forward, and lets others go first', () => {
    const [one, other] = [ran(demand, plan), ran(demand, plan)];
    expect(one).toEqual(other);
    expect(one.shares.length).toBeGreaterThan(10);
    expect(one.shares).toEqual(one.shares.toSorted((a, b) => a - b));
    expect(one.found.count).toBeGreaterThan(2500);
  });

  it('is not begun where the simulator could not end it', () => {
    expect(tooMuch(demand, plan)).toBeUndefined();
    expect(tooMuch(demand, { ...plan, processes: 65 })).toBe('processes');
    expect(tooMuch(demand, { ...plan, threads: 1001 })).toBe('threads');
    expect(tooMuch({ ...demand, rate: 0.01 }, plan)).toBe('time');
  });
});
