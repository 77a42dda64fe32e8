import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { installedPython } from '../../lab/python.ts';

it.skipIf(installedPython() === undefined && process.env.CI === undefined)(
  'npm run claims tells which slides have a test, which tests those are, and which slides have none',
  () => {
    const { stdout, stderr, status } = spawnSync(process.execPath, ['.build/lab/lab/claims.js'], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
    expect(stdout).toMatch(/^blocking-call +One blocking call stops every request\n {2}test_\w+\.py::test_/m);
    expect(stdout).toMatch(/^\d+ of \d+ slides have a test\. Without one:$/m);
    expect(stdout).toMatch(/^ {2}four-questions +Four questions/m);
  },
);
