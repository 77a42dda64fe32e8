import type { Ms } from '../kernel.ts';
import { amountWithin, type Problem, type Rule, record, whole } from '../rules.ts';

/** A service: what is asked of it, and what it has. */
export interface Demand {
  /** Requests a second. */
  readonly rate: number;
  /** The mean of what a request computes. */
  readonly cpu: Ms;
  /** How long it waits for someone else. */
  readonly wait: Ms;
  readonly cores: number;
  /** What ninety-nine in a hundred are to be answered within. */
  readonly target: Ms;
  /** Of a process, MB. */
  readonly memory: number;
  /** Connections that a process may open to the database for which its requests wait; 0 if there is none. */
  readonly pool: number;
}

export type DemandField = keyof Demand;

/** From the least to the most of each: what is beyond is no web service, and the simulator has no more cores. */
export const bounds = {
  rate: { from: 0.01, to: 100_000 },
  cpu: { from: 0.01, to: 60_000 },
  wait: { from: 0, to: 600_000 },
  cores: { from: 1, to: 64 },
  target: { from: 1, to: 1_000_000 },
  memory: { from: 1, to: 1_000_000 },
  pool: { from: 0, to: 10_000 },
} as const satisfies Record<DemandField, { readonly from: number; readonly to: number }>;

export const demandFields = ['rate', 'cpu', 'wait', 'cores', 'target', 'memory', 'pool'] as const;

/** What there can be no half of. */
export function isWhole(field: DemandField): boolean {
  return field === 'cores' || field === 'pool';
}

/** The rule of each field. */
export function demandRules(): Readonly<Record<DemandField, Rule>> {
  const rule = (field: DemandField) => {
    const { from, to } = bounds[field];
    return isWhole(field) ? whole(from, to) : amountWithin(from, to);
  };
  return {
    rate: rule('rate'),
    cpu: rule('cpu'),
    wait: rule('wait'),
    cores: rule('cores'),
    target: rule('target'),
    memory: rule('memory'),
    pool: rule('pool'),
  };
}

/** What is wrong with a demand, each field by its path. */
export function demandProblems(value: unknown): readonly Problem[] {
  return record(demandRules())(value, '');
}

export function isDemand(value: unknown): value is Demand {
  return demandProblems(value).length === 0;
}
