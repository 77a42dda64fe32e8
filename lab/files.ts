import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Measurement, measurementOf } from '../src/model/measured/measurement.ts';
import { hashOf } from './machine.ts';
import type { Setup } from './setup.ts';

/** Where measurements are, in the project. */
export const measuredFolder = 'assets/measured';

/** The file of a scenario, by its name. */
export function fileOf(name: string, folder = measuredFolder): string {
  return join(folder, `${name}.json`);
}

/** What the lab wrote for a scenario; undefined if it has not been measured. Throws if the file is not well formed. */
export function measurementIn(file: string): Measurement | undefined {
  return existsSync(file) ? measurementOf(JSON.parse(readFileSync(file, 'utf8')), file) : undefined;
}

/** All files of measurements in a folder. */
export function measurementFiles(folder = measuredFolder): readonly string[] {
  if (!existsSync(folder)) return [];
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => file.endsWith('.json'))
    .map((file) => join(folder, file))
    .toSorted();
}

/** Written whole or not at all; a line for each repetition, so that a difference can be read. */
export function write(file: string, measurement: Measurement): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  const { repetitions, ...rest } = measurement;
  const head = JSON.stringify(rest, undefined, 2).replace(/\n}$/, '');
  const lines = repetitions.map((repetition) => `    ${JSON.stringify(repetition)}`);
  writeFileSync(`${file}.part`, `${head},\n  "repetitions": [\n${lines.join(',\n')}\n  ]\n}\n`);
  renameSync(`${file}.part`, file);
}

/** The files of the project that take part in a setup. */
export function filesOf(setup: Setup): readonly string[] {
  if (setup.kind === 'program') return [`lab/python/${setup.script}`];
  const [module = ''] = setup.app.split(':');
  const lab = setup.program === 'tornado' ? ['serve_tornado.py'] : [];
  const model = setup.model === undefined ? [] : ['model.py'];
  return [`${module}.py`, ...(setup.with ?? []), ...model, ...lab, ...(setup.lag ? ['lagged.py'] : [])].map(pathOf);
}

function pathOf(file: string): string {
  const found = ['slides/code', 'lab/python'].map((folder) => `${folder}/${file}`).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${file}: neither in slides/code nor in lab/python`);
  return found;
}

/** Why a measurement is not one of this setup any more; undefined if it is. */
export function outdated(setup: Setup, { scenario, files }: Measurement): string | undefined {
  if (JSON.stringify(scenario) !== JSON.stringify(setup.scenario)) return 'the scenario has changed';
  const wanted = filesOf(setup);
  const changed = wanted.find((path) => files[path] !== hashOf(path));
  if (changed !== undefined) return `${changed} has changed`;
  const more = Object.keys(files).find((path) => !wanted.includes(path));
  return more === undefined ? undefined : `${more} takes no part any more`;
}
