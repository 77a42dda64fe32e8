import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { type Measurement, measurementOf, type Provenance } from '../src/model/measured/measurement.ts';
import { predictions } from '../src/model/measured/predict.ts';
import { type Recording, recordingOf } from '../src/model/measured/recording.ts';
import type { Scenario } from '../src/model/measured/scenario.ts';
import { hashOf } from './machine.ts';
import type { Setup } from './setup.ts';

/** Where measurements are, in the project. */
export const measuredFolder = 'assets/measured';

/** The file of a scenario, by its name: recordings have a folder beside that of the measurements. */
export function fileOf(name: string, folder = measuredFolder): string {
  return join(isRecorded(name) ? dirname(folder) : folder, `${name}.json`);
}

/** "recorded/second-user" */
export function isRecorded(name: string): boolean {
  return name.startsWith('recorded/');
}

/** What the lab wrote for a scenario; undefined if it has not been measured. Throws if the file is not well formed. */
export function writtenIn(file: string, name: string): Measurement | Recording | undefined {
  if (!existsSync(file)) return undefined;
  const contents: unknown = JSON.parse(readFileSync(file, 'utf8'));
  return isRecorded(name) ? recordingOf(contents, file) : measurementOf(contents, file);
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

/** With what the simulator says of it today: a slide need not run it all again. */
export function withPredictions(measurement: Measurement): Measurement {
  const predicted = Object.fromEntries([...predictions(measurement)].map(([name, value]) => [name, rounded(value)]));
  const { predicted: _, ...rest } = measurement;
  return Object.keys(predicted).length === 0 ? rest : { ...rest, predicted };
}

function rounded(value: number): number {
  return Math.round(value * 1000) / 1000;
}

/** Written whole or not at all; a line for each repetition or segment, so that a difference can be read. */
export function write(file: string, written: Measurement | Recording): void {
  mkdirSync(dirname(resolve(file)), { recursive: true });
  writeFileSync(`${file}.part`, `${'trace' in written ? recordingText(written) : measurementText(written)}\n`);
  renameSync(`${file}.part`, file);
}

function measurementText({ repetitions, ...rest }: Measurement): string {
  return withLists(rest, { repetitions });
}

function recordingText({ trace: { end, ...lists }, ...rest }: Recording): string {
  return withLists(rest, {}).replace(/\n}$/, `,\n  "trace": ${withLists({ end }, lists).replaceAll('\n', '\n  ')}\n}`);
}

/** An object with further fields, lists whose items have a line each. */
function withLists(rest: object, lists: Readonly<Record<string, readonly unknown[]>>): string {
  const head = JSON.stringify(rest, undefined, 2).replace(/\n}$/, '');
  const tail = Object.entries(lists).map(([name, items]) => {
    const lines = items.map((item) => `\n    ${JSON.stringify(item)}`);
    return `,\n  ${JSON.stringify(name)}: [${lines.join(',')}${lines.length > 0 ? '\n  ' : ''}]`;
  });
  return `${head}${tail.join('')}\n}`;
}

const instruments = ['example', 'model', 'notes', 'recorder'].map((name) => `lab/python/recorded/${name}.py`);

/** The files of the project that take part in a setup. */
export function filesOf(setup: Setup): readonly string[] {
  if (setup.kind === 'program') return [`lab/python/${setup.script}`];
  if (setup.kind === 'recording') return [...filesOf(setup.setup), ...instruments];
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

/** Why what was written is not of this setup any more; undefined if it is. How near a prediction has to be may change. */
export function outdated(setup: Setup, { scenario, files }: Provenance): string | undefined {
  if (ran(scenario) !== ran(setup.scenario)) return 'the scenario has changed';
  const wanted = filesOf(setup);
  const changed = wanted.find((path) => files[path] !== hashOf(path));
  if (changed !== undefined) return `${changed} has changed`;
  const more = Object.keys(files).find((path) => !wanted.includes(path));
  return more === undefined ? undefined : `${more} takes no part any more`;
}

/** What of a scenario is run and counted. */
function ran({ name, server, clients, figures }: Scenario): string {
  const counted = Object.entries(figures).map(([key, { within, because, ...figure }]) => [key, figure]);
  return JSON.stringify([name, server, clients, counted]);
}
