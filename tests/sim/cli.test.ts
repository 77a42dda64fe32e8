import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './runs.ts';

const folder = mkdtempSync(join(tmpdir(), 'sim-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** The command as `npm run sim` starts it; `npm test` has built it. */
function sim(...args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['.build/sim/cli.js', ...args], {
    encoding: 'utf8',
    maxBuffer: 1e8,
  });
  return { status, stdout, stderr };
}

/** What goes wrong is on stderr alone, without a stack, and the exit code says so. */
function faultsOf(...args: readonly string[]): string[] {
  const { status, stdout, stderr } = sim(...args);
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
  expect(stderr).not.toMatch(/^\s+at /m);
  return stderr.trimEnd().split('\n');
}

const HELP = 'npm run sim -- --help has examples.';

describe('npm run sim', () => {
  it('prints the measures of the run', () => {
    const { status, stdout, stderr } = sim('asgi workers=2', 'rate 80 for 1s: cpu 5, wait 90, cpu 5');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^replied +80 +100\.0 %$/m);
    expect(stdout).toMatch(/^of those replied to +100\.0 +100\.0/m);
  });

  it('takes several descriptions of clients for one run', () => {
    expect(sim('sync', '2 at 0: cpu 5', 'rate 10 for 1s: cpu 1').stdout).toMatch(/^replied +12 /m);
  });

  it('prints the whole trace with --json, and nothing else', () => {
    const { status, stdout } = sim('asgi', 'poisson 50 for 1s seed 3: cpu ~5', '--json');
    expect(status).toBe(0);
    expect(JSON.parse(stdout)).toEqual(run('asgi', 'poisson 50 for 1s seed 3: cpu ~5'));
  });

  it('writes trace events to a file, and says what opens it', () => {
    const file = join(folder, 'trace.json');
    const { status, stdout } = sim('sync', '2 at 0: cpu 5', `--trace-events=${file}`);
    expect(status).toBe(0);
    expect(stdout).toContain(`${file} opens in ui.perfetto.dev`);
    const { traceEvents } = JSON.parse(readFileSync(file, 'utf8'));
    expect(traceEvents).toContainEqual(expect.objectContaining({ ph: 'X', name: 'r2', ts: 5000, dur: 5000 }));
  });

  it.each(['--help', '-h'])('explains itself with %s, whatever else is there', (option) => {
    const { status, stdout } = sim('nonsense', option);
    expect(status).toBe(0);
    expect(stdout).toMatch(/^Examples$/m);
    expect(stdout.split('\n').filter((line) => line.length > 120)).toEqual([]);
  });

  it('runs every example of its help', () => {
    const help = sim('--help').stdout.replace(/\\\n/g, '');
    const examples = Array.from(help.matchAll(/^ {2}npm run sim -- (.+)$/gm), ([, line = '']) =>
      Array.from(line.matchAll(/'([^']*)'|\S+/g), ([word, quoted]) => quoted ?? word),
    );
    expect(examples.length).toBeGreaterThan(4);
    for (const args of examples) expect(sim(...args)).toMatchObject({ status: 0, stderr: '' });
  });
});

describe('npm run sim, asked for what cannot be', () => {
  it('tells all faults of all phrases, each with its place', () => {
    expect(faultsOf('asgi workers=0', 'rate 80 fore 1s: cpu 5', '1 at 0: cpu 5, blok 1')).toEqual([
      'server: workers: 0; expected a whole number from 1 to 64',
      '  asgi workers=0',
      '               ^',
      'clients 1: "fore" says nothing here; did you mean "for"?',
      '  rate 80 fore 1s: cpu 5',
      '          ^',
      'clients 2: "blok" is not a step; did you mean "block"?',
      '  1 at 0: cpu 5, blok 1',
      '                 ^',
      HELP,
    ]);
  });

  it('shows the line of a phrase that has several', () => {
    expect(faultsOf('asgi', 'rate 80 for 1s:\n\tcpu 5,\n\tblok 1').slice(1, 3)).toEqual(['   blok 1', '   ^']);
  });

  it.each([
    [['asgi', '1 at 0: cpu 1', '--jsn'], '--jsn: no such option; did you mean "--json"?'],
    [
      ['asgi', '1 at 0: cpu 1', '--trace-event', 'x.json'],
      '--trace-event: no such option; did you mean "--trace-events"?',
    ],
    [['asgi', '1 at 0: cpu 1', '-x'], '-x: no such option; options are --json, --trace-events, --max-events, --help'],
    [['asgi', '1 at 0: cpu 1', '--json=3'], '--json: "3"; expected nothing behind it'],
    [['asgi', '1 at 0: cpu 1', '--trace-events'], '--trace-events: no file; expected its name, such as trace.json'],
    [
      ['asgi', '1 at 0: cpu 1', '--trace-events', '--json'],
      '--trace-events: no file; expected its name, such as trace.json',
    ],
    [
      ['asgi', '1 at 0: cpu 1', '--max-events', '1e3'],
      '--max-events: "1e3"; expected a whole number from 1 to 1000000000',
    ],
    [['asgi', '1 at 0: cpu 1', '--max-events'], '--max-events: no number; expected one, such as 5000000'],
    [
      [],
      "there are no server and no clients; expected, in quotes: 'asgi workers=2' 'rate 80 for 10s: cpu 5, wait 90, cpu 5'",
    ],
    [['asgi'], "there are no clients; expected, in quotes: 'asgi workers=2' 'rate 80 for 10s: cpu 5, wait 90, cpu 5'"],
    [
      ['asgi', 'workers=2', 'rate', '80'],
      "the descriptions fell into words; expected quotes around each: 'asgi workers=2' 'rate 80 for 10s: cpu 5, wait 90, cpu 5'",
    ],
  ])('%j', (args, line) => {
    expect(faultsOf(...args)).toEqual([line, HELP]);
  });

  it('says why it cannot write', () => {
    const asked = ['asgi', '1 at 0: cpu 1', '--trace-events'];
    expect(faultsOf(...asked, folder)).toEqual([`--trace-events: cannot write ${folder}: it is a folder`]);
    const file = join(folder, 'none', 'trace.json');
    expect(faultsOf(...asked, file)).toEqual([`--trace-events: cannot write ${file}: there is no such folder`]);
  });

  it('stops a run that does not end', () => {
    expect(faultsOf('asgi', 'users 1 for 1s: cpu 0', '--max-events', '5000')).toEqual([
      'the run was stopped at 0 ms after 5000 kernel events; expected fewer or shorter requests, or a higher --max-events',
    ]);
  });
});
