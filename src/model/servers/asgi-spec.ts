import type { Ms } from '../kernel.ts';
import { optional, type Problem, period, type RulesFor, whole } from '../rules.ts';
import { fault, type GroupSpec, groupRules, supervisorRule, type Watched, watchedRules } from './group.ts';

/** An ASGI server: uvicorn or, under gunicorn, gunicorn's own ASGI worker or uvicorn's. */
export interface AsgiServer extends GroupSpec, Watched {
  /** none for one worker, uvicorn for several. */
  readonly supervisor?: 'none' | 'gunicorn' | 'uvicornWorker' | 'uvicorn';
  /** At this many connections, the new one counted, the answer is a 503; none. */
  readonly concurrencyLimit?: number;
  /** How long a connection may be idle; 5 s, under gunicorn 2 s. */
  readonly keepAlive?: Ms;
}

/** An ASGI server with an application whose endpoints are `async def`. */
export interface AsgiSpec extends AsgiServer {
  readonly kind: 'asgi';
  /** Size of each worker's pool for `thread` steps; asyncio's default, cores + 4 and at most 32. */
  readonly threads?: number;
}

export function asgiServerRules(): RulesFor<AsgiServer> {
  return {
    ...groupRules(),
    ...watchedRules(),
    supervisor: supervisorRule(['none', 'gunicorn', 'uvicornWorker', 'uvicorn']),
    concurrencyLimit: optional(whole(1, 100_000)),
    keepAlive: optional(period),
  };
}

export function asgiRules(): RulesFor<AsgiSpec> {
  return { ...asgiServerRules(), threads: optional(whole(1, 1000)) };
}

/** Who supervises it, if nothing else is said. */
export function asgiSupervisor({ supervisor, workers = 1 }: AsgiServer) {
  return supervisor ?? (workers > 1 ? 'uvicorn' : 'none');
}

/** gunicorn's own worker listens anew with asyncio's default. */
export function asgiBacklog({ backlog, supervisor }: AsgiServer): number {
  return backlog ?? (supervisor === 'gunicorn' ? 100 : 2048);
}

/** gunicorn's own worker counts connections and refuses none. */
export function asgiProblems({ concurrencyLimit, supervisor }: AsgiServer): readonly Problem[] {
  if (concurrencyLimit === undefined || supervisor !== 'gunicorn') return [];
  return [fault('concurrencyLimit', 'a limit that the ASGI worker of gunicorn does not enforce', 'none')];
}
