import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { environment, pythonForTests } from './python.ts';

/** A test of the listings, written in Python. */
export interface ListingTest {
  /** "test_fastapi.py::test_forty_handlers_run_at_once". */
  readonly test: string;
  /** The slugs of the slides whose claims it holds. */
  readonly slides: readonly string[];
}

/** How one ended. */
export interface ListingResult extends ListingTest {
  readonly outcome: 'passed' | 'failed' | 'skipped';
  /** What went wrong. */
  readonly text: string;
}

const folder = 'tests/listings';
const requirements = ['slides/code/requirements.txt', `${folder}/requirements.txt`];

/** The tests mostly wait, for servers to come up and for the clients of others: two at a time, a file at once. */
const inProcesses = ['-n', '2', '--dist', 'loadfile'];

/** A Python with what the listings and their tests need; undefined where there is none to make it with. */
export function pythonOfListings(root: string, say: (line: string) => void): string | undefined {
  const found = pythonForTests(say);
  return found && environment(found, requirements, root, say);
}

/** All tests of the listings, without running them. */
export function listingTests(python: string, root: string): readonly ListingTest[] {
  return reported(python, root, ['--collect-only']).filter(isTest);
}

/** Runs all tests of the listings. Throws if not one of them ran. */
export function listingResults(python: string, root: string): readonly ListingResult[] {
  const results = reported(python, root, inProcesses).filter(isResult);
  if (results.length === 0) throw new Error('pytest ran no test of the listings');
  return results;
}

/** ruff's complaints about the listings and their tests; empty if it has none. */
export function ruffComplaints(python: string, root: string): string {
  const at = ['slides/code', folder, 'lab/python'];
  const runs = [
    ['check', ...at],
    ['format', '--check', ...at],
  ].map((args) => spawnSync(python, ['-m', 'ruff', ...args], { cwd: root, encoding: 'utf8' }));
  return runs.map(({ status, stdout, stderr }) => (status === 0 ? '' : stdout + stderr)).join('');
}

function reported(python: string, root: string, args: readonly string[]): readonly unknown[] {
  const temporary = mkdtempSync(join(tmpdir(), 'listings-'));
  try {
    const report = join(temporary, 'report');
    const { stdout, stderr, status } = spawnSync(
      python,
      ['-m', 'pytest', '-p', 'report', `--report=${report}`, ...args],
      { cwd: resolve(root, folder), encoding: 'utf8', env: { ...process.env, PYTHONDONTWRITEBYTECODE: '1' } },
    );
    // 0 all passed, 1 some failed, which the report tells: anything else is pytest's own trouble
    if (status !== 0 && status !== 1) throw new Error(`pytest could not run:\n${stdout}${stderr}`);
    return readFileSync(report, 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line): unknown => JSON.parse(line));
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
}

function isTest(value: unknown): value is ListingTest {
  if (typeof value !== 'object' || value === null) return false;
  return 'test' in value && typeof value.test === 'string' && 'slides' in value && Array.isArray(value.slides);
}

function isResult(value: unknown): value is ListingResult {
  return isTest(value) && 'outcome' in value && typeof value.outcome === 'string' && 'text' in value;
}
