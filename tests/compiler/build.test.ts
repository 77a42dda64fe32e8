import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../../src/compiler/deck.ts';
import { built } from '../../src/export/site.ts';
import { printed } from '../../src/model/problem.ts';
import { projectWith } from '../browser/project.ts';

/** What a terminal shows of `vite build`, and its exit code. */
function terminal(root: string) {
  const cli = join('node_modules', 'vite', 'bin', 'vite.js');
  const env = { ...process.env, NO_COLOR: '1', FORCE_COLOR: undefined };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'build'], { cwd: root, encoding: 'utf8', env });
  return { status, output: stdout + stderr };
}

describe('a build', () => {
  let folder = '';
  let bad = '';
  let good = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'build-'));
    bad = projectWith('tests/fixtures/deck-slide-comments', join(folder, 'bad'));
    good = projectWith('tests/fixtures/kinds', join(folder, 'good'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const problemLines = () => compiled(join(bad, 'slides'), bad).problems.map(printed);

  it('of slides with problems fails with every problem of every file, as file:line:column', async () => {
    const lines = problemLines();
    expect(lines.filter((line) => line.startsWith('slides/10.md:')).length).toBeGreaterThan(1);
    expect(lines.filter((line) => line.startsWith('slides/20.md:'))).toHaveLength(1);
    const message = await built(bad).then(
      () => 'built',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
    expect(lines.filter((line) => !message.includes(line))).toEqual([]);
  }, 60_000);

  it('in a terminal ends with exit code 1 and the problems, the first of them in their lines, and no stack', () => {
    const { status, output } = terminal(bad);
    expect(status).toBe(1);
    expect(problemLines().filter((line) => !output.includes(line))).toEqual([]);
    expect(output).toContain(`${problemLines().length} problems in 2 files`);
    expect(output).toMatch(/\n {4}6 \| ## No comment at all\n {6}\| \^\n/);
    expect(output.match(/^ +\| +\^$/gm)).toHaveLength(5);
    expect(output).not.toMatch(/^\s+at |node_modules|\[Symbol|\[Error/m);
  }, 60_000);

  it('with doubts tells them in the terminal, and ends with exit code 0', () => {
    const doubtful = projectWith('tests/fixtures/deck-warnings', join(folder, 'doubtful'));
    const { status, output } = terminal(doubtful);
    const { warnings } = compiled(join(doubtful, 'slides'), doubtful);
    expect([status, warnings.length]).toEqual([0, 2]);
    expect(warnings.filter((each) => !output.includes(`warning: ${printed(each)}`))).toEqual([]);
  }, 60_000);

  it('of a good deck ends with exit code 0', () => {
    const { status, output } = terminal(good);
    expect([status, output]).toEqual([0, expect.stringContaining('built in')]);
  }, 60_000);
});
