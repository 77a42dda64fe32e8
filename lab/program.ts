import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import type { Findings } from './measure.ts';
import { busy } from './proc.ts';
import { keep } from './processes.ts';
import type { ProgramSetup } from './setup.ts';

/** Runs a program of the lab so often, each time anew. */
export async function measuredProgram(
  { script, arguments: words = [] }: ProgramSetup,
  repetitions: number,
  python: string,
  onRepetition: (n: number) => void,
): Promise<Findings> {
  const command = [resolve('lab/python', script), ...words];
  const results: Findings['repetitions'][number][] = [];
  for (let n = 0; n < repetitions; n += 1) {
    onRepetition(n);
    const [begun, before] = [performance.now(), busy()];
    const values = await printed(python, command);
    // one core of it is the program itself, which is no other
    const others = (busy() - before) / (performance.now() - begun) - 1;
    results.push({ others: Math.max(0, Math.round(others * 1000) / 1000), values });
  }
  return { commands: [['python', `lab/python/${script}`, ...words].join(' ')], repetitions: results };
}

function printed(python: string, command: readonly string[]): Promise<Readonly<Record<string, number>>> {
  return new Promise((done, fail) => {
    const child = spawn(python, command, { detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    const release = keep(child);
    let [out, err] = ['', ''];
    child.stdout.on('data', (text) => {
      out += text;
    });
    child.stderr.on('data', (text) => {
      err += text;
    });
    child.once('error', fail);
    child.once('close', (code) => {
      release();
      if (code !== 0) fail(new Error(`${command.join(' ')} has ended with ${code}:\n${err.trim()}`));
      else done(numbersOf(out));
    });
  });
}

function numbersOf(json: string): Readonly<Record<string, number>> {
  const all: unknown = JSON.parse(json);
  if (typeof all !== 'object' || all === null) throw new Error(`no object: ${json}`);
  return Object.fromEntries(Object.entries(all).map(([name, value]) => [name, Number(value)]));
}
