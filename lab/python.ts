import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The oldest that the listings are written for. */
const OLDEST = [3, 10] as const;

/** What to do where there is no Python, in one sentence. */
export const noPython = `No Python ${OLDEST.join('.')} or newer with venv found: install one (on Debian python3 and python3-venv), or set PYTHON to it.`;

interface Interpreter {
  readonly command: string;
  /** "3.11.7". */
  readonly version: string;
}

/** Python as it is installed: the one in PYTHON, or the first that is new enough and can make environments. */
export function installedPython(env: NodeJS.ProcessEnv = process.env): Interpreter | undefined {
  const named = env.PYTHON;
  const commands = named !== undefined && named !== '' ? [named] : ['python3', ...newest(), 'python'];
  for (const command of commands) {
    const version = versionOf(command);
    if (version !== undefined) return { command, version };
  }
  return undefined;
}

function newest(): readonly string[] {
  return [15, 14, 13, 12, 11, 10].map((minor) => `python3.${minor}`);
}

/** The version, if it is new enough and has what a virtual environment needs. */
function versionOf(command: string): string | undefined {
  const asked = 'import sys, venv, ensurepip; print(sys.version.split()[0])';
  const { status, stdout } = spawnSync(command, ['-c', asked], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const version = stdout.trim();
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]) ? version : undefined;
}

/** As `installedPython`; as root where apt is, installs what is missing first. */
export function pythonForTests(say: (line: string) => void): Interpreter | undefined {
  const found = installedPython();
  if (found !== undefined) return found;
  if (process.getuid?.() !== 0 || spawnSync('apt-get', ['--version']).status !== 0) return undefined;
  say('No Python with venv found: installing one with apt-get …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  spawnSync('apt-get', ['update', '-q'], { stdio: 'ignore', env });
  spawnSync('apt-get', ['install', '-qy', '--no-install-recommends', 'python3', 'python3-venv'], {
    stdio: 'ignore',
    env,
  });
  return installedPython();
}

/**
 * The path of a Python in a folder of the project, `.venv`, with exactly these locked requirements: made if it is not there or
 * is another's. Throws with pip's own words if that fails.
 */
export function environment(
  { command, version }: Interpreter,
  requirements: readonly string[],
  root: string,
  say: (line: string) => void,
  name = '.venv',
): string {
  const folder = resolve(root, name);
  const python = join(folder, ...(process.platform === 'win32' ? ['Scripts', 'python.exe'] : ['bin', 'python']));
  const stamp = join(folder, 'made-of');
  const wanted = fingerprint([version, ...requirements.map((path) => readFileSync(resolve(root, path), 'utf8'))]);
  if (existsSync(python) && existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return python;
  say(`Making a virtual environment with Python ${version} in ${name} …`);
  rmSync(folder, { recursive: true, force: true });
  runOrThrow(command, ['-m', 'venv', folder]);
  const from = requirements.flatMap((path) => ['-r', resolve(root, path)]);
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--require-hashes'];
  runOrThrow(python, [...pip, '--only-binary', ':all:', ...from]);
  writeFileSync(stamp, wanted);
  return python;
}

function fingerprint(parts: readonly string[]): string {
  return createHash('sha256').update(parts.join('\0')).digest('hex');
}

function runOrThrow(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status === 0) return;
  const last = stderr?.trim().split('\n').slice(-8).join('\n');
  throw new Error(`${command} ${args.slice(0, 3).join(' ')} failed:\n${error?.message ?? last}`);
}
