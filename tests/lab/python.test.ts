import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { environment, installedPython } from '../../lab/python.ts';

const folder = mkdtempSync(join(tmpdir(), 'python-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Something that answers as a Python of that version would. */
function python(version: string): string {
  const path = join(folder, `python-${version}`);
  writeFileSync(path, `#!/bin/sh\necho ${version}\n`, { mode: 0o755 });
  return path;
}

describe('the Python that is there', () => {
  it('is the one in PYTHON, if that is new enough', () => {
    const command = python('3.10.2');
    expect(installedPython({ PYTHON: command })).toEqual({ command, version: '3.10.2' });
  });

  it.each(['3.9.18', '2.7.18'])('is not %s, for which the listings are too new', (version) => {
    expect(installedPython({ PYTHON: python(version) })).toBeUndefined();
  });

  it('is none where PYTHON names nothing that runs', () => {
    expect(installedPython({ PYTHON: join(folder, 'nowhere') })).toBeUndefined();
  });
});

describe('its virtual environment', () => {
  it('says with pip’s own words why it could not be made', () => {
    const failing = join(folder, 'failing');
    writeFileSync(failing, '#!/bin/sh\necho no space left >&2\nexit 1\n', { mode: 0o755 });
    writeFileSync(join(folder, 'requirements.txt'), '');
    const said: string[] = [];
    const make = () =>
      environment({ command: failing, version: '3.11.0' }, ['requirements.txt'], folder, (line) => said.push(line));
    expect(make).toThrow(/failing -m venv .* failed:\nno space left/);
    expect(said).toEqual(['Making a virtual environment with Python 3.11.0 in .venv …']);
  });
});

describe('what the listings run on', () => {
  it.each(['slides/code/requirements', 'tests/listings/requirements'])(
    '%s is locked, with a hash for every file',
    (path) => {
      const lock = readFileSync(`${path}.txt`, 'utf8');
      const packages = lock.split('\n').filter((line) => /^[a-z]/i.test(line));
      expect(packages.length).toBeGreaterThan(5);
      expect(packages.filter((line) => !/^[\w.-]+==[\w.]+.*\\$/.test(line))).toEqual([]);
      const blocks = lock.split(/\n(?=[a-z])/i).filter((block) => /^[a-z]/i.test(block));
      expect(blocks.filter((block) => !block.includes('--hash=sha256:'))).toEqual([]);
    },
  );

  it('is what the sources of the locks ask for, version by version', () => {
    const wanted = readFileSync('slides/code/requirements.in', 'utf8').match(/^[\w-]+==[\w.]+/gm) ?? [];
    const lock = readFileSync('slides/code/requirements.txt', 'utf8');
    expect(wanted.length).toBeGreaterThan(5);
    expect(wanted.filter((each) => !new RegExp(`^${each.replaceAll('.', '\\.')}\\b`, 'm').test(lock))).toEqual([]);
  });
});
