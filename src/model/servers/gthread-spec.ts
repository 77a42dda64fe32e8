import type { Ms } from '../kernel.ts';
import { optional, period, type RulesFor, whole } from '../rules.ts';
import { type GroupSpec, groupRules, supervisorRule, type Watched, watchedRules } from './group.ts';

/** gunicorn with threads. */
export interface GthreadSpec extends GroupSpec, Watched {
  readonly kind: 'gthread';
  /** gunicorn. */
  readonly supervisor?: 'gunicorn' | 'none';
  /** In each worker; 4. */
  readonly threads?: number;
  /** How many connections a worker takes into its own queue; 1000. */
  readonly connections?: number;
  /** How long a connection may be idle; 2 s. */
  readonly keepAlive?: Ms;
}

export function gthreadRules(): RulesFor<GthreadSpec> {
  return {
    ...groupRules(),
    ...watchedRules(),
    supervisor: supervisorRule(['gunicorn', 'none']),
    threads: optional(whole(1, 1000)),
    connections: optional(whole(1, 100_000)),
    keepAlive: optional(period),
  };
}
