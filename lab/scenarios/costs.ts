import type { Repetition } from '../../src/model/measured/measurement.ts';
import type { Figure } from '../../src/model/measured/scenario.ts';
import type { ProgramSetup, ServerSetup, Setup } from '../setup.ts';

const MB: Figure = { kind: 'value', unit: 'MB' };
const US: Figure = { kind: 'value', unit: 'µs' };

/** What a worker, a task, a thread and a hop cost. */
export const costs: readonly Setup[] = [
  workers('plain', 'four workers that import 80 MB each for themselves', []),
  workers('preload', 'four workers that share what was imported before the fork', ['--preload']),
  {
    ...workers('preload-touched', 'the same, once requests have looked at all of it', ['--preload']),
    scenario: {
      ...workers('preload-touched', 'the same, once requests have looked at all of it', []).scenario,
      clients: [{ kind: 'rate', perSecond: 20, to: 2000, path: '/touch', steps: [] }],
    },
  },
  program('tasks', '10,000 tasks that sleep', 'waiting_tasks.py', ['tasks', '10000'], {
    memory: MB,
    each: { kind: 'value', unit: 'KB' },
  }),
  program('threads', '1,000 threads that wait', 'waiting_tasks.py', ['threads', '1000'], {
    memory: MB,
    each: { kind: 'value', unit: 'KB' },
  }),
  program('hops', 'To a thread and back, and once round the loop', 'hops.py', [], { anyio: US, asyncio: US, turn: US }),
  program('switches', 'From one to the next on one core: coroutine, thread, process', 'switches.py', [], {
    coroutine: US,
    thread: US,
    process: US,
    memory: MB,
  }),
];

function workers(name: string, what: string, options: readonly string[]): ServerSetup {
  return {
    kind: 'server',
    scenario: {
      name: `memory/${name}`,
      title: `Memory of ${what}`,
      server: { kind: 'sync', workers: 4, cores: 2 },
      // who looks at nothing: the memory is that of workers that have served
      clients: [{ kind: 'rate', perSecond: 20, to: 1000, path: '/healthz', steps: [] }],
      figures: { worker: MB, all: MB },
    },
    program: 'gunicorn',
    app: 'heavy:app',
    options,
    values: memory,
  };
}

/** Of the last look: the arbiter is first. Megabytes are 1,000,000 bytes. */
function memory({ samples }: Repetition): Readonly<Record<string, number>> {
  const [arbiter = 0, ...rest] = (samples?.pss.at(-1) ?? []).map((kibibytes) => (kibibytes * 1024) / 1e6);
  const all = rest.reduce((sum, each) => sum + each, 0);
  return { worker: tenth(all / Math.max(1, rest.length)), all: tenth(arbiter + all) };
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

function program(
  name: string,
  title: string,
  script: string,
  words: readonly string[],
  figures: ProgramSetup['scenario']['figures'],
): ProgramSetup {
  return { kind: 'program', scenario: { name: `cost/${name}`, title, figures }, script, arguments: words };
}
