import { type Asked, asked, usage } from './asked.ts';
import { fileOf, filesOf, outdated, withPredictions, write, writtenIn } from './files.ts';
import { generator } from './load/generator.ts';
import { hashOf, machine, moveToLastCore, versionsOf } from './machine.ts';
import { type Bench, measuredServer } from './measure.ts';
import { stopEverythingAtTheEnd } from './processes.ts';
import { measuredProgram } from './program.ts';
import { progress } from './progress.ts';
import { environment, noPython, pythonForTests } from './python.ts';
import { recorded } from './recording/record.ts';
import { disturbances, report } from './report.ts';
import { setups } from './scenarios/index.ts';
import type { ServerSetup, Setup } from './setup.ts';

const root = process.cwd();
const requirements = ['slides/code/requirements.txt', 'lab/requirements.txt'];

/** `npm run lab`: the diagrams against the real servers. */
async function main(): Promise<void> {
  const wanted = asked(process.argv.slice(2), setups);
  if (wanted.help) console.log(usage);
  else if (wanted.predict) predictedAnew(wanted);
  else if (wanted.list) for (const setup of wanted.setups) console.log(listed(setup, wanted));
  else await measured(wanted);
}

/** When the model has changed, or what a scenario says of how near it has to be: nothing is measured for that. */
function predictedAnew({ setups: all, out }: Asked): void {
  for (const { scenario } of all) {
    const file = fileOf(scenario.name, out);
    const before = writtenIn(file, scenario.name);
    if (before === undefined || !('repetitions' in before)) continue;
    const measurement = withPredictions({ ...before, scenario });
    write(file, measurement);
    console.log(report(measurement).join('\n'));
  }
}

async function measured(wanted: Asked): Promise<void> {
  const todo = wanted.setups.filter((setup) => wanted.again || reason(setup, wanted) !== undefined);
  if (todo.length === 0) {
    console.log('All of it has been measured: --again measures anew.');
    return;
  }
  if (process.platform !== 'linux') throw new Error('The lab reads /proc, which only Linux has.');
  const found = pythonForTests(console.log);
  if (found === undefined) throw new Error(noPython);
  const python = environment(found, requirements, root, console.log, '.venv-lab');
  stopEverythingAtTheEnd();
  const here = machine();
  const versions = versionsOf(python);
  const pins = here.cores > 1 && moveToLastCore(here.cores);
  const load = generator();
  const bar = progress();
  const notes: string[] = [];
  const begun = performance.now();
  for (const [n, setup] of todo.entries()) {
    const onRepetition = (repetition: number) =>
      bar.show(
        (n + repetition / wanted.repetitions) / todo.length,
        `${setup.scenario.name} ${repetition + 1}/${wanted.repetitions}`,
      );
    const bench: Bench = { python, cores: here.cores, pins, generator: load, onRepetition };
    const provenance = {
      scenario: setup.scenario,
      date: new Date().toISOString(),
      machine: here,
      versions: { node: process.versions.node, ...of(setup, versions) },
      files: Object.fromEntries(filesOf(setup).map((path) => [path, hashOf(path)])),
    };
    const file = fileOf(setup.scenario.name, wanted.out);
    if (setup.kind === 'recording') {
      onRepetition(0);
      const recording = { ...provenance, ...(await recorded(setup, bench)) };
      write(file, recording);
      bar.clear();
      console.log(`${setup.scenario.name}: ${recording.trace.requests.length} requests recorded`);
    } else {
      const findings =
        setup.kind === 'program'
          ? await measuredProgram(setup, wanted.repetitions, python, onRepetition)
          : await measuredServer(setup, wanted.repetitions, bench);
      const measurement = withPredictions({ ...provenance, ...findings });
      write(file, measurement);
      bar.clear();
      console.log(report(measurement).join('\n'));
      notes.push(...disturbances(measurement));
    }
  }
  load.stop();
  console.log(
    `\n${todo.length} measured in ${Math.round((performance.now() - begun) / 1000)} s${pins ? '' : ', without cores of their own'}.`,
  );
  if (notes.length > 0) console.log(['Disturbed:', ...notes].join('\n  '));
}

function listed(setup: Setup, { repetitions, out }: Asked): string {
  const why = reason(setup, { repetitions, out });
  return `${setup.scenario.name.padEnd(24)} ${setup.scenario.title}${why === undefined ? '' : ` (${why})`}`;
}

/** Why it has to be measured; undefined if it has been. */
function reason(setup: Setup, { repetitions, out }: Pick<Asked, 'repetitions' | 'out'>): string | undefined {
  const { name } = setup.scenario;
  const before = writtenIn(fileOf(name, out), name);
  if (before === undefined) return 'not measured';
  if ('repetitions' in before && before.repetitions.length < repetitions)
    return `measured ${before.repetitions.length} times`;
  return outdated(setup, before);
}

/** The versions of what takes part. */
function of(setup: Setup, all: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const packages = setup.kind === 'program' ? ['anyio'] : packagesOf(setup.kind === 'recording' ? setup.setup : setup);
  const names = ['python', ...packages];
  return Object.fromEntries(names.flatMap((name) => (all[name] === undefined ? [] : [[name, all[name]]])));
}

function packagesOf({ program, app, scenario }: ServerSetup): readonly string[] {
  const own = {
    gunicorn: ['gunicorn', ...(scenario.server.kind === 'gevent' ? ['gevent'] : []), 'uvloop'],
    uvicorn: ['uvicorn', 'uvloop', 'httptools'],
    hypercorn: ['hypercorn'],
    granian: ['granian', 'uvloop'],
    tornado: ['tornado'],
  }[program];
  const frameworks = ['flask', 'fastapi'].filter(
    (name) => app.startsWith(name) || (name === 'flask' && app.startsWith('gevent')),
  );
  const under = frameworks.includes('fastapi')
    ? ['starlette', 'anyio', 'pydantic']
    : frameworks.length > 0
      ? ['werkzeug']
      : [];
  return [...new Set([...own, ...frameworks, ...under, 'httpx'])];
}

try {
  await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
  // what still runs is stopped at the exit
  process.exit();
}
