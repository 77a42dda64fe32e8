import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, inject } from 'vitest';
import { projectWith } from '../../src/export/project.ts';

/** A command of package.json, by its file in src/export. */
export type Command = 'pdf' | 'start' | 'lint' | 'shots' | 'single';

/** Commands for the tests of one file, as `tsc -b` compiles them, and projects to run them in. */
export function useCommands() {
  const folder = mkdtempSync(join(tmpdir(), 'commands-'));
  const started = new Set<ChildProcess>();
  beforeAll(async () => {
    await node([resolve('node_modules/typescript/bin/tsc'), '-b', 'src/export'], process.cwd(), {}, started).ended;
  });
  afterAll(() => {
    for (const child of started) child.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });
  return {
    folder,
    run: (command: Command, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv = {}) =>
      node([resolve(`.build/export/${command}.js`), ...args], cwd, env, started),
    project: (name: string, slides = 'tests/fixtures/kinds') => projectWith(slides, join(folder, name)),
  };
}

/** A process, what it has said so far, and how it ends. */
function node(args: readonly string[], cwd: string, env: NodeJS.ProcessEnv, started: Set<ChildProcess>) {
  const child = spawn(process.execPath, args, {
    cwd,
    env: { ...process.env, CHROME_PATH: inject('browser'), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.add(child);
  const said = { out: '', err: '' };
  child.stdout.on('data', (data) => {
    said.out += String(data);
  });
  child.stderr.on('data', (data) => {
    said.err += String(data);
  });
  const ended = new Promise<{ code: number | null; out: string; err: string }>((done) => {
    child.on('close', (code) => {
      started.delete(child);
      done({ code, ...said });
    });
  });
  const saying = (words: RegExp) =>
    new Promise<RegExpExecArray>((found, never) => {
      const look = () => {
        const match = words.exec(said.out);
        if (match !== null) found(match);
      };
      child.stdout.on('data', look);
      child.on('close', () => never(new Error(`ended without saying ${words}: ${said.out}${said.err}`)));
      look();
    });
  return { child, ended, saying };
}
