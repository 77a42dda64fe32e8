import type { Ms } from '../model/kernel.ts';
import type { Rule } from '../model/rules.ts';
import { asgiBacklog, asgiSupervisor } from '../model/servers/asgi-spec.ts';
import { defaultThreads } from '../model/servers/executor.ts';
import { BOOT, GRACE, TIMEOUT } from '../model/servers/group.ts';
import { type ServerSpec, serverRules } from '../model/servers/index.ts';
import { tornadoSupervisor } from '../model/servers/tornado.ts';
import { CORES } from '../model/world.ts';

/** How a parameter of a server is asked for. */
export interface Field {
  readonly name: string;
  readonly label: string;
  /** What is to be typed or, of `words`, chosen. */
  readonly input: 'number' | 'duration' | 'flag' | 'text' | readonly string[];
  /** What it is where nothing is said. */
  readonly usual: string;
  /** Of many, those that are asked for first. */
  readonly isFirst: boolean;
}

const labels: Readonly<Record<string, string>> = {
  workers: 'Workers',
  threads: 'Threads',
  tokens: 'Tokens',
  connections: 'Connections',
  cores: 'Cores',
  gil: 'GIL',
  endpoint: 'Endpoint',
  handler: 'Handler',
  supervisor: 'Supervisor',
  timeout: 'Timeout',
  backlog: 'Backlog',
  concurrencyLimit: 'Concurrency limit',
  keepAlive: 'Keep-alive',
  quota: 'CPU quota in 100 ms',
  reusePort: 'A socket for each',
  boot: 'Time to boot',
  stopAt: 'Told to stop at',
  grace: 'Grace to finish',
  crashes: 'Crashes',
  routes: 'Routes',
  handlers: 'Handlers',
  dependencies: 'Dependencies',
  validation: 'Validation',
  background: 'Background tasks',
};

/** Those that most experiments are about, kind by kind. */
const first: Readonly<Record<ServerSpec['kind'], readonly string[]>> = {
  sync: ['workers', 'cores', 'timeout'],
  gthread: ['workers', 'threads', 'cores'],
  gevent: ['workers', 'connections', 'cores'],
  asgi: ['workers', 'cores', 'gil'],
  fastapi: ['workers', 'endpoint', 'tokens'],
  tornado: ['workers', 'handler', 'cores'],
};

/** The parameters of a kind of server, as the rules of the model have them; `spec` is what is said so far. */
export function fieldsOf(spec: ServerSpec): readonly Field[] {
  const rules = Object.entries(serverRules()[spec.kind]);
  const usual = usualOf(spec);
  const asked = first[spec.kind];
  const order = (name: string) => (asked.includes(name) ? asked.indexOf(name) : asked.length);
  return rules
    .filter(([name]) => name !== 'kind')
    .map(([name, rule]) => ({
      name,
      label: labels[name] ?? name,
      input: inputOf(rule),
      usual: usual[name] ?? 'none',
      isFirst: asked.includes(name),
    }))
    .toSorted((a, b) => order(a.name) - order(b.name));
}

/** What a rule lets pass says what it is about. */
function inputOf(rule: Rule): Field['input'] {
  const passes = (value: unknown) => rule(value, '').length === 0;
  if (passes(true)) return 'flag';
  if (passes(1)) return passes(1.5) ? 'duration' : 'number';
  const [, words] = / are (.+)$/.exec(rule('', '')[0]?.expected ?? '') ?? [];
  const known = words?.split(', ') ?? [];
  // a list of names, and not one of keys
  return known.length > 0 && known.every(passes) ? known : 'text';
}

/** What the model does where nothing is said: each is held to it by a test that says it. */
function usualOf(spec: ServerSpec): Readonly<Record<string, string>> {
  const all = {
    ...{ workers: '1', cores: String(CORES), gil: 'true', reusePort: 'false' },
    ...{ boot: time(BOOT), stopAt: 'never' },
  };
  const { cores = CORES } = spec;
  const executor = String(defaultThreads(cores));
  switch (spec.kind) {
    case 'sync':
    case 'gthread':
    case 'gevent': {
      const watched = spec.supervisor === 'none' ? {} : { timeout: time(TIMEOUT), grace: time(GRACE) };
      const own = { backlog: '2048', supervisor: 'gunicorn', ...watched };
      if (spec.kind === 'gthread') return { ...all, ...own, threads: '4', connections: '1000', keepAlive: time(2000) };
      return spec.kind === 'gevent'
        ? { ...all, ...own, connections: '1000', keepAlive: time(2000) }
        : { ...all, ...own };
    }
    case 'asgi':
    case 'fastapi': {
      const supervisor = asgiSupervisor(spec);
      const isGunicorn = supervisor === 'gunicorn' || supervisor === 'uvicornWorker';
      return {
        ...all,
        ...{ backlog: String(asgiBacklog(spec)), supervisor, keepAlive: time(isGunicorn ? 2000 : 5000) },
        ...(isGunicorn ? { timeout: time(TIMEOUT), grace: time(GRACE) } : {}),
        ...(spec.kind === 'asgi' ? { threads: executor } : { tokens: '40', endpoint: 'async def' }),
      };
    }
    case 'tornado':
      return {
        ...all,
        backlog: '128',
        supervisor: tornadoSupervisor(spec),
        handler: 'async def',
        threads: executor,
        keepAlive: time(3_600_000),
      };
    default:
      return spec satisfies never;
  }
}

/** As it is typed: "30s". */
function time(ms: Ms): string {
  return ms < 1000 ? `${ms}ms` : `${ms / 1000}s`;
}
