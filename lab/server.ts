import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { Agent } from 'node:http';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Ms } from '../src/model/kernel.ts';
import { ask } from './load/ask.ts';
import { members } from './proc.ts';
import { keep, kill, remove, temporary } from './processes.ts';
import { cpuOf } from './sampler.ts';

/** A program that listens on loopback, in a process group of its own. */
export interface Running {
  readonly port: number;
  /** The group, which is the first process's number. */
  readonly group: number;
  /** As one would type it. */
  readonly command: string;
  /** The first process is told; it tells the others, or does not. */
  signal(signal: NodeJS.Signals): void;
  /** Kills the group, and waits until nothing is left of it. */
  stop(): Promise<void>;
}

export interface Start {
  readonly python: string;
  /** What follows the interpreter, once the port is known. */
  readonly words: (port: number) => readonly string[];
  /** "0-1": the cores it may use; all. */
  readonly cores?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** What to call it if it does not come up. */
  readonly name: string;
  /** What is asked until there is an answer; /healthz. */
  readonly path?: string;
}

const longest: Ms = 30_000;
const lines = 15;

/** Where the listings and the lab's own Python are, for those who run in the project's folder. */
const sources = ['slides/code', 'lab/python'];

/** Starts a server and waits until it answers and all its processes are idle. Throws the last lines of its log if it does not. */
export async function serve({ python, words, cores, env = {}, name, path = '/healthz' }: Start): Promise<Running> {
  const port = await freePort();
  // not in the project: gunicorn reads the gunicorn.conf.py of the folder that it starts in
  const folder = temporary();
  const log = join(folder, 'log');
  const command = [python, ...words(port)];
  const pinned = cores === undefined ? command : ['taskset', '-c', cores, ...command];
  const sink = openSync(log, 'w');
  const child = spawn(pinned[0] ?? python, pinned.slice(1), {
    cwd: folder,
    detached: true,
    env: { ...clean(folder), ...env },
    stdio: ['ignore', sink, sink],
  });
  closeSync(sink);
  const release = keep(child);
  const stop = () =>
    stopped(child).finally(() => {
      release();
      remove(folder);
    });
  try {
    await up(child, port, path);
    return {
      port,
      group: child.pid ?? 0,
      command: pinned.map((word) => (word === python ? 'python' : word)).join(' '),
      signal: (signal) => void child.kill(signal),
      stop,
    };
  } catch (error) {
    const tail = readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines);
    await stop();
    const what = error instanceof Error ? error.message : String(error);
    throw new Error(
      [`${name} does not come up: ${what}`, `  ${command.join(' ')}`, ...tail.map((line) => `  | ${line}`)].join('\n'),
    );
  }
}

/** Nothing of the lab's own environment that could configure a server. */
function clean(folder: string): Readonly<Record<string, string>> {
  return {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    PYTHONPATH: sources.map((each) => resolve(each)).join(':'),
    PYTHONDONTWRITEBYTECODE: '1',
    PYTHONUNBUFFERED: '1',
    GUNICORN_CMD_ARGS: '--no-control-socket',
  };
}

async function up(child: ChildProcess, port: number, path: string): Promise<void> {
  let ended: string | undefined;
  child.once('exit', (code, signal) => {
    ended = signal === null ? `it has ended with ${code}` : `it was ended by ${signal}`;
  });
  child.once('error', (error) => {
    ended = error.message;
  });
  const agent = new Agent();
  const until = performance.now() + longest;
  const check = () => {
    if (ended !== undefined) throw new Error(ended);
    if (performance.now() > until) throw new Error(`no answer from ${path} in ${longest / 1000} s`);
  };
  for (;;) {
    const { answer } = await ask(port, path, agent, { patience: 1000 });
    check();
    if (answer === 200 || answer === 404) break;
    await sleep(50);
  }
  // the other workers, which may still import
  for (let before = Number.NaN, idle = 0; idle < 2; check()) {
    const now = cpuOf(members(child.pid ?? 0));
    idle = now - before < 10 ? idle + 1 : 0;
    before = now;
    await sleep(100);
  }
}

async function stopped(child: ChildProcess): Promise<void> {
  const group = child.pid;
  if (group === undefined) return;
  kill(child);
  while (members(group).length > 0) await sleep(10);
}

function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const server = createServer().once('error', fail);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      server.close(() => done(port));
    });
  });
}
