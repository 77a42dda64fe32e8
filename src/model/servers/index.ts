import { clientProblems } from '../check.ts';
import { clients } from '../clients.ts';
import type { Ms } from '../kernel.ts';
import { assertLaws } from '../laws.ts';
import { message, type Problem, type Rule, type Rules, union } from '../rules.ts';
import { visit } from '../sources.ts';
import type { Trace } from '../trace.ts';
import { type Client, type Step, unreachable, type Work } from '../workload.ts';
import { type World, world } from '../world.ts';
import { arbiter, type Group, type Settings } from './arbiter.ts';
import { asgiWorker } from './asgi.ts';
import { type AsgiSpec, asgiBacklog, asgiProblems, asgiRules, asgiSupervisor } from './asgi-spec.ts';
import { type FastapiSpec, fastapiRules, fastapiSteps, fastapiWorker } from './fastapi.ts';
import { type GeventSpec, geventRules, geventWorker } from './gevent.ts';
import { GRACE, groupProblems, SUPERVISORS, type Supervision } from './group.ts';
import { gthreadWorker } from './gthread.ts';
import { type GthreadSpec, gthreadRules } from './gthread-spec.ts';
import type { Program } from './program.ts';
import { type SyncSpec, syncRules, syncWorker } from './sync.ts';
import { type TornadoSpec, tornadoProcess, tornadoRules, tornadoSteps, tornadoSupervisor } from './tornado.ts';

/** A server and its machine, as plain data. */
export type ServerSpec = SyncSpec | GthreadSpec | GeventSpec | AsgiSpec | FastapiSpec | TornadoSpec;

/** What is wrong with a server's description, every field by its path, which is inside `path`. */
export function serverProblems(server: unknown, path = ''): readonly Problem[] {
  const wrong = form(server, path);
  if (wrong.length > 0 || !isServer(server)) return wrong;
  const { supervisor } = settingsOf(server);
  const limits = server.kind === 'asgi' || server.kind === 'fastapi' ? asgiProblems(server) : [];
  const inside = path === '' ? '' : `${path}.`;
  return [...groupProblems(server, supervisor), ...limits].map((each) => ({ ...each, path: inside + each.path }));
}

// region kinds
/** The rules of each kind, anew at each call. */
export function serverRules(): Readonly<Record<ServerSpec['kind'], Rules>> {
  return {
    sync: syncRules(),
    gthread: gthreadRules(),
    gevent: geventRules(),
    asgi: asgiRules(),
    fastapi: fastapiRules(),
    tornado: tornadoRules(),
  };
}
// endregion

const form: Rule = (server, path) => union(serverRules(), 'servers')(server, path);

function isServer(value: unknown): value is ServerSpec {
  return form(value, '').length === 0;
}

/** Far beyond any scene of the talk (20,000), and a second or so of computing. */
export const MAX_EVENTS = 1_000_000;

export interface Limits {
  readonly maxEvents?: number;
  /** Is told how many events of the kernel the run took. */
  readonly onEnd?: (events: number) => void;
}

/**
 * Runs the server from 0 ms until every client has its outcome and the server has finished with what it was asked.
 * The same input gives the same trace. Throws on bad input, all problems at once; on more than `maxEvents` events of the
 * kernel; and on a run that breaks a law, which is a bug of the model.
 */
export function simulate(server: ServerSpec, all: readonly Client[], limits: Limits = {}): Trace {
  const problems = [...serverProblems(server), ...clientProblems(all)];
  if (problems.length > 0) throw new Error(problems.map(message).join('\n'));
  const trace = run(server, all, limits);
  assertLaws(trace);
  return trace;
}

/** `simulate` for a page: what ran before, when the page was made, and was found well formed and to break no law. */
export function run(server: ServerSpec, all: readonly Client[], { maxEvents = MAX_EVENTS, onEnd }: Limits = {}): Trace {
  const { site, visitors } = begun(server, all, maxEvents);
  site.clock.run(() => visitors.open > 0);
  onEnd?.(site.clock.events);
  return site.recorder.trace(visitors.requests);
}

/** `run` for who has other things to do as well: yields its time (ms) after every `piece` events or so. */
export function* piecewise(
  server: ServerSpec,
  all: readonly Client[],
  { maxEvents, piece }: { readonly maxEvents: number; readonly piece: number },
): Generator<Ms, Trace, void> {
  const { site, visitors } = begun(server, all, maxEvents);
  let before = -1;
  // without a single event there will be none any more
  while (visitors.open > 0 && site.clock.events > before) {
    before = site.clock.events;
    site.clock.run(() => visitors.open > 0 && site.clock.events < before + piece);
    yield site.clock.now;
  }
  return site.recorder.trace(visitors.requests);
}

function begun(server: ServerSpec, all: readonly Client[], maxEvents: number) {
  const site = world(server, maxEvents);
  const { door, restart, stepsOf } = started(site, server);
  const visitors = clients(site, { door, stepsOf });
  visit(site.clock, visitors, all, restart);
  return { site, visitors };
}

/** Who watches the workers of this server. */
export function supervision(server: ServerSpec): Supervision {
  return SUPERVISORS[settingsOf(server).supervisor];
}

/** A server that runs, and what its application does for a request. */
export interface Started extends Group {
  readonly stepsOf: (work: Work) => readonly Step[];
}

/** Starts a server on a machine. */
export function started(site: World, server: ServerSpec): Started {
  const group = arbiter(site, server, settingsOf(server), programOf(site, server));
  return { ...group, stepsOf: applicationOf(server) };
}

function settingsOf(server: ServerSpec): Settings {
  const { grace = GRACE } = server;
  switch (server.kind) {
    case 'sync':
    case 'gthread':
    case 'gevent':
      return { supervisor: server.supervisor ?? 'gunicorn', backlog: server.backlog ?? 2048, grace };
    case 'asgi':
    case 'fastapi':
      return { supervisor: asgiSupervisor(server), backlog: asgiBacklog(server), grace };
    case 'tornado':
      return { supervisor: tornadoSupervisor(server), backlog: server.backlog ?? 128, grace };
    default:
      return unreachable(server);
  }
}

function programOf(site: World, server: ServerSpec): Program {
  return (worker, socket) => {
    switch (server.kind) {
      case 'sync':
        return syncWorker(site, server, worker, socket);
      case 'gthread':
        return gthreadWorker(site, server, worker, socket);
      case 'gevent':
        return geventWorker(site, server, worker, socket);
      case 'asgi':
        return asgiWorker(site, server, worker, socket);
      case 'fastapi':
        return fastapiWorker(site, server, worker, socket);
      case 'tornado':
        return tornadoProcess(site, server, worker, socket);
      default:
        return unreachable(server);
    }
  };
}

/** What the application on this server does for this work. */
function applicationOf(server: ServerSpec): (work: Work) => readonly Step[] {
  switch (server.kind) {
    case 'fastapi':
      return (work) => fastapiSteps(server, work);
    case 'tornado':
      return (work) => tornadoSteps(server, work);
    default:
      return ({ steps }) => steps;
  }
}
