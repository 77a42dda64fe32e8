import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism, cpus, release, totalmem, type } from 'node:os';
import { resolve } from 'node:path';
import type { Machine } from '../src/model/measured/measurement.ts';

/** What measures and is measured on. */
export function machine(): Machine {
  return {
    system: `${type()} ${release().split('.').slice(0, 2).join('.')}`,
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 20),
  };
}

/** Versions of Python and of what is installed for it, by the names of the packages. */
export function versionsOf(python: string): Readonly<Record<string, string>> {
  const asked = `import json, sys, importlib.metadata as m
print(json.dumps({"python": sys.version.split()[0], **{d.metadata["Name"].lower(): d.version for d in m.distributions()}}))`;
  const { stdout, stderr, status } = spawnSync(python, ['-c', asked], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${python} does not tell its versions: ${stderr.trim()}`);
  const all: unknown = JSON.parse(stdout);
  if (typeof all !== 'object' || all === null) throw new Error(`${python} does not tell its versions`);
  return Object.fromEntries(Object.entries(all).map(([name, version]) => [name, String(version)]));
}

/** SHA-256 of a file of the project. */
export function hashOf(path: string, root = process.cwd()): string {
  return createHash('sha256')
    .update(readFileSync(resolve(root, path)))
    .digest('hex');
}

/** Those cores, for taskset: "0-1". */
export function firstCores(count: number): string {
  return count === 1 ? '0' : `0-${count - 1}`;
}

/** Keeps this process, and what it starts without another word, to the last core. Says no on a machine without taskset. */
export function moveToLastCore(cores: number): boolean {
  return (
    spawnSync('taskset', ['-a', '-c', '-p', String(cores - 1), String(process.pid)], { stdio: 'ignore' }).status === 0
  );
}
