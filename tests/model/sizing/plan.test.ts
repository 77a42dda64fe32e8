import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bounds, type Demand, demandFields, demandProblems, isWhole } from '../../../src/model/sizing/demand.ts';
import { busyEnough, type Plan, sizing, type Way } from '../../../src/model/sizing/plan.ts';

const server: Demand = { rate: 200, cpu: 10, wait: 90, cores: 4, target: 250, memory: 40, pool: 0 };
const inside: Demand = { rate: 20, cpu: 100, wait: 0, cores: 4, target: 1000, memory: 1500, pool: 0 };

function planOf(demand: Demand, way: Way): Plan {
  const plan = sizing(demand).plans.find((each) => each.way === way);
  if (plan?.kind !== 'plan') throw new Error(`no plan of ${way}`);
  return plan;
}

const whys = (demand: Demand) => sizing(demand).plans.map((plan) => (plan.kind === 'none' ? plan.why : 'plan'));

describe('what a service takes', () => {
  it('is Little’s law first: two hundred a second for a tenth of a second are twenty, of whom two compute', () => {
    const { inFlight, computing, full, useful } = sizing(server);
    expect([inFlight, computing, full, useful]).toEqual([20, 2, 320, 10]);
  });

  it('is the fewest loops that are 80 % busy or less and answer in time', () => {
    const three = planOf(server, 'loops');
    expect([three.processes, three.meets]).toEqual([3, true]);
    expect(three.stay.busy).toBeCloseTo(2 / 3, 9);
    expect(planOf({ ...server, target: 160 }, 'loops').processes).toBe(4);
    expect(planOf({ ...server, rate: 79, target: 1000 }, 'loops').processes).toBe(1);
    expect(planOf({ ...server, rate: 81, target: 1000 }, 'loops').processes).toBe(2);
  });

  it('is as many sync workers as requests are in flight, and a quarter more', () => {
    const { processes, memory, connections } = planOf({ ...server, pool: 15 }, 'sync');
    expect(processes).toBeGreaterThanOrEqual(25);
    expect(processes).toBeLessThanOrEqual(27);
    // one request at a time needs one connection
    expect([memory, connections]).toEqual([processes * 40, processes]);
  });

  it('is more processes where threads have to compute: they share one key', () => {
    const { processes, threads = 0 } = planOf(server, 'threads');
    expect(processes).toBe(3);
    expect(processes * threads).toBeGreaterThanOrEqual(25);
    expect(planOf({ ...server, wait: 2000, target: 4000 }, 'threads').processes).toBe(3);
  });

  it('is one line for sync workers and one for each loop, so that with the model inside loops take more', () => {
    expect(planOf(inside, 'sync').processes).toBe(3);
    expect(planOf(inside, 'loops').processes).toBe(4);
  });

  it('counts connections no process can use not at all', () => {
    expect(planOf({ ...server, pool: 15 }, 'loops').connections).toBe(45);
    const { processes, threads = 0, connections } = planOf({ ...server, pool: 100 }, 'threads');
    expect(connections).toBe(processes * threads);
  });

  it('takes all cores if it cannot answer in time, but no more than enough if nothing could', () => {
    expect(planOf({ ...server, target: 126 }, 'loops')).toMatchObject({ processes: 4, meets: false });
    expect(planOf({ ...server, target: 50 }, 'loops')).toMatchObject({ processes: 3, meets: false });
  });

  it('is nothing where computing alone is more than the cores: which grows for ever', () => {
    expect(whys({ ...server, rate: 400 })).toEqual(['cores', 'cores', 'cores']);
    expect(whys({ ...server, rate: 399 })).toEqual(['plan', 'plan', 'plan']);
    expect(sizing({ ...server, rate: 400 }).coresWanted).toBe(5);
  });

  it('is nothing where more wait for the database than may: but a sync worker has its own connection', () => {
    expect(whys({ ...server, pool: 4 })).toEqual(['pool', 'pool', 'plan']);
    expect(planOf({ ...server, pool: 6 }, 'loops')).toMatchObject({ processes: 4, pooled: 0.75 });
  });

  it('is nothing where it would be more seats than anybody has', () => {
    expect(whys({ ...server, wait: 500_000, target: 600_000 })).toEqual(['plan', 'seats', 'seats']);
  });
});

const demand = fc.record(
  Object.fromEntries(
    demandFields.map((field) => {
      const { from, to } = bounds[field];
      return [
        field,
        isWhole(field)
          ? fc.integer({ min: from, max: Math.min(to, 200) })
          : // as many small ones as large ones
            fc
              .double({ min: Math.log10(Math.max(from, 0.01)), max: Math.log10(to), noNaN: true })
              .map((power) => Math.min(to, Math.max(from, 10 ** power))),
      ];
    }),
  ),
);

describe('whatever is asked', () => {
  it('a demand is refused by its fields, or each of its numbers is one', () => {
    const anything = fc.record(
      Object.fromEntries(
        demandFields.map((field) => [field, fc.oneof(fc.double(), fc.integer(), fc.constant(Number.NaN))]),
      ),
    );
    fc.assert(
      fc.property(fc.oneof(anything, demand), (value) => {
        const problems = demandProblems(value);
        if (problems.length > 0) {
          expect(problems.every(({ path }) => demandFields.some((field) => field === path))).toBe(true);
        } else {
          expect(numbersIn(sizing(demandOf(value))).filter((each) => !Number.isFinite(each) || each < 0)).toEqual([]);
        }
      }),
      { numRuns: 100 },
    );
  });

  it('a plan holds Little’s law, is in flight for longer than it works, and answers most sooner than the last', () => {
    fc.assert(
      fc.property(demand, (value) => {
        const asked = demandOf(value);
        for (const plan of sizing(asked).plans) {
          if (plan.kind === 'none') continue;
          const { stay, inFlight, way, threads = 1, processes, meets } = plan;
          expect(inFlight).toBeCloseTo((asked.rate * stay.mean) / 1000, 6);
          expect(stay.mean).toBeGreaterThanOrEqual((asked.cpu + asked.wait) * (1 - 1e-9));
          // with seats, one in a thousand may wait for as long as all others together
          if (way === 'loops') expect(stay.p99).toBeGreaterThan(stay.mean);
          expect(stay.busy).toBeLessThan(1);
          if (way !== 'sync') expect(processes).toBeLessThanOrEqual(asked.cores);
          // a seat for each in flight, and a fifth of them free unless the cores are the limit
          if (way !== 'loops') expect(processes * threads).toBeGreaterThanOrEqual(Math.floor(sizing(asked).inFlight));
          if (meets) expect([stay.p99 <= asked.target, stay.busy <= busyEnough + 1e-6]).toEqual([true, true]);
        }
      }),
      { numRuns: 100 },
    );
  });
});

function demandOf(value: Readonly<Record<string, number>>): Demand {
  const { rate = 1, cpu = 1, wait = 0, cores = 1, target = 1, memory = 1, pool = 0 } = value;
  return { rate, cpu, wait, cores, target, memory, pool };
}

function numbersIn(value: unknown): readonly number[] {
  if (typeof value === 'number') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersIn) : [];
}
