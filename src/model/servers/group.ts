import type { Ms } from '../kernel.ts';
import { QUOTA_PERIOD } from '../processor.ts';
import { flag, list, optional, type Problem, period, type RulesFor, record, time, whole, word } from '../rules.ts';
import { CORES, type MachineSpec, machineRules } from '../world.ts';

/** The processes of a server, whatever runs in them. */
export interface GroupSpec extends MachineSpec {
  /** 1. */
  readonly workers?: number;
  /** How many connections the kernel holds for a socket; each server has its own default. */
  readonly backlog?: number;
  /** Whether each worker has a socket of its own, and the kernel spreads connections over them; false. */
  readonly reusePort?: boolean;
  /** From the fork of a new worker, in place of one that has ended, until it serves; 1 s. */
  readonly boot?: Ms;
  /** When the server is told to stop, by SIGTERM; never. */
  readonly stopAt?: Ms;
  /** How long it may then finish what it has; each server has its own default. */
  readonly grace?: Ms;
  /** Workers that end by a fault of their own. */
  readonly crashes?: readonly Crash[];
}

export interface Crash {
  readonly at: Ms;
  /** 1 is the first. */
  readonly worker: number;
}

export function groupRules(): RulesFor<GroupSpec> {
  return {
    ...machineRules(),
    workers: optional(whole(1, 64)),
    backlog: optional(whole(1, 65_535)),
    reusePort: optional(flag),
    boot: optional(time),
    stopAt: optional(time),
    grace: optional(time),
    crashes: optional(list(record({ at: time, worker: whole(1, 64) }))),
  };
}

/** What no single field shows to be wrong. */
export function groupProblems(spec: GroupSpec & Watched, supervisor: SupervisorKind): readonly Problem[] {
  const { workers = 1, crashes = [], cores = CORES, quota = 0, timeout, boot = BOOT } = spec;
  const { watches } = SUPERVISORS[supervisor];
  const problems = crashes.flatMap(({ worker }, n) =>
    worker > workers ? [fault(`crashes[${n}].worker`, `worker ${worker} of ${workers}`, `1 to ${workers}`)] : [],
  );
  if (quota > cores * QUOTA_PERIOD)
    problems.push(fault('quota', `${quota} ms on ${cores} cores`, `${cores * QUOTA_PERIOD} or less`));
  if (timeout !== undefined && !watches)
    problems.push(fault('timeout', `a timeout under supervisor "${supervisor}", which watches nobody`, 'none'));
  // an arbiter counts a worker's age from its fork: who boots for longer is killed before it serves
  if (watches && boot >= (timeout ?? TIMEOUT))
    problems.push(fault('boot', `${boot} ms under a timeout of ${timeout ?? TIMEOUT} ms`, 'less'));
  return problems;
}

/** A problem of a field with the others. */
export function fault(path: string, what: string, expected: string): Problem {
  return { path, what, expected: `expected ${expected}` };
}

/** Who watches the workers. */
export interface Supervision {
  /** What it is called in the picture; nobody is there without it. */
  readonly label?: string;
  /** How often it looks after them. */
  readonly period?: Ms;
  /** Whether it sees only when it looks that it was told to stop. */
  readonly looksForSignals?: boolean;
  /** When it puts a new worker in the place of one that has ended. */
  readonly replaces: 'never' | 'whenItEnds' | 'whenItLooks';
  /** Whether it looks at heartbeats, and kills a worker that has shown none for as long as its timeout. */
  readonly watches: boolean;
  /** Whether it kills what is left when the grace period of a stop is over. */
  readonly kills: boolean;
  /** Whether it keeps the socket while its workers finish, so that who comes then is in line for nobody. */
  readonly keepsSocket: boolean;
}

const gunicorn: Supervision = {
  label: 'arbiter',
  period: 1000,
  replaces: 'whenItEnds',
  watches: true,
  kills: true,
  keepsSocket: false,
};

export const SUPERVISORS = {
  /** A process on its own. */
  none: { replaces: 'never', watches: false, kills: false, keepsSocket: false },
  /** gunicorn/arbiter.py over gunicorn's own workers. */
  gunicorn,
  /** gunicorn/arbiter.py over uvicorn/workers.py, whose signals are the system's. */
  uvicornWorker: gunicorn,
  /** uvicorn/supervisors/multiprocess.py. A thread answers its ping, so it sees dead workers and no blocked loop. */
  uvicorn: {
    label: 'supervisor',
    period: 500,
    looksForSignals: true,
    replaces: 'whenItLooks',
    watches: false,
    kills: false,
    keepsSocket: true,
  },
  /** tornado/process.py, fork_processes: it waits for its children to end, no more. */
  forkProcesses: { label: 'parent', replaces: 'whenItEnds', watches: false, kills: false, keepsSocket: false },
} as const satisfies Readonly<Record<string, Supervision>>;

export type SupervisorKind = keyof typeof SUPERVISORS;

/** A server whose arbiter watches heartbeats. */
export interface Watched {
  /** The arbiter kills a worker whose last heartbeat is older; 30 s. */
  readonly timeout?: Ms;
}

export function watchedRules(): RulesFor<Watched> {
  return { timeout: optional(period) };
}

/** gunicorn's `--timeout` and `--graceful-timeout`. */
export const TIMEOUT: Ms = 30_000;
export const GRACE: Ms = 30_000;
/** For want of a better one: that of an application with a few libraries. */
export const BOOT: Ms = 1000;

export function supervisorRule(known: readonly SupervisorKind[]) {
  return optional(word(known, 'supervisors of this server'));
}
