import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { lintOf } from '../../src/export/lint/deck.ts';
import { projectWith } from '../../src/export/project.ts';
import { built, type Site, served } from '../../src/export/site.ts';
import { printed, summary } from '../../src/model/problem.ts';
import { useBrowser } from '../browser/open.ts';

const browser = useBrowser();
const folder = mkdtempSync(join(tmpdir(), 'lint-'));
let broken: Site | undefined;

beforeAll(async () => {
  const root = projectWith('tests/fixtures/lint', join(folder, 'project'));
  await built(root, join(folder, 'dist'));
  broken = await served(root, { port: 4320, outDir: join(folder, 'dist') });
});
afterAll(async () => {
  await broken?.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A deck that stands already. */
function at(url: string): Site {
  return { url, close: async () => {} };
}

describe('the lint of the slides', () => {
  it('finds nothing wrong with the talk, which keeps to its time', async () => {
    const { problems, seconds } = await lintOf(browser(), at(inject('talk')));
    expect(summary(problems)).toBe('0 problems in 0 files');
    expect(seconds / 60).toBeLessThanOrEqual(30);
    // nor would a lint that reads no notes
    expect(seconds / 60).toBeGreaterThan(15);
  }, 360_000);

  it('tells what each rule finds on a slide that breaks it, where, and at which step; and nothing of what is right', async () => {
    const { problems } = await lintOf(browser(), broken ?? at(''));
    await expect(`${summary(problems)}\n`).toMatchFileSnapshot(resolve('tests/fixtures/lint/problems.txt'));
    expect(problems.map(printed).filter((line) => line.startsWith('slides/10-right.md'))).toEqual([]);
  }, 120_000);

  it('finds nothing that sticks out or is too small on slides of any kind, and says how much is done, up to all', async () => {
    const shares: number[] = [];
    const { problems } = await lintOf(browser(), at(inject('kinds')), (done) => shares.push(done));
    expect(problems.map(printed).filter((line) => /overflow|overlap|size|contrast|axe/.test(line))).toEqual([]);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBeCloseTo(1);
  });

  it('says in a line what fails in a deck that does not come up', async () => {
    const failing = at(`${inject('kinds')}no/such/deck/`);
    await expect(lintOf(browser(), failing)).rejects.toThrow(/^[^\n]+$/);
  });
});
