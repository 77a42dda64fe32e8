import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';

/** What npm says of known holes in what ships; undefined where it cannot ask. */
function audit(): { readonly total: number; readonly report: string } | undefined {
  const args = ['audit', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=15000'];
  const { stdout } = spawnSync('npm', args, { encoding: 'utf8', timeout: 30_000, shell: process.platform === 'win32' });
  try {
    const { metadata } = JSON.parse(stdout);
    const total: unknown = metadata?.vulnerabilities?.total;
    return typeof total === 'number' ? { total, report: stdout } : undefined;
  } catch {
    return undefined;
  }
}

it('no hole is known in what ships', ({ skip }) => {
  const found = audit();
  if (found === undefined) return skip('npm cannot ask for known holes: there is no network');
  expect(found.total, found.report).toBe(0);
});
