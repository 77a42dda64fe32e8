import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { installedBrowser, noBrowser, searches } from '../../src/export/browser.ts';

const folder = mkdtempSync(join(tmpdir(), 'browsers-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function program(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, '');
  return path;
}
const chrome = program('chrome');
const edge = program('edge');
const missing = join(folder, 'missing');

describe('the browser that is taken', () => {
  it('is the one in CHROME_PATH, whatever else there is', () => {
    expect(installedBrowser({ CHROME_PATH: edge }, [() => [chrome]])).toBe(edge);
  });

  it('is looked for as usual when CHROME_PATH is empty', () => {
    expect(installedBrowser({ CHROME_PATH: '' }, [() => [chrome]])).toBe(chrome);
  });

  it('is the first that is really there', () => {
    expect(installedBrowser({}, [() => [], () => [missing, chrome], () => [edge]])).toBe(chrome);
  });

  it('is looked for no further once it is found', () => {
    const further = () => {
      throw new Error('looked for another');
    };
    expect(installedBrowser({}, [() => [chrome], further])).toBe(chrome);
  });

  it('is Chrome before Edge, and Edge before the one that Playwright has downloaded', () => {
    expect(Object.keys(searches)).toEqual(['chrome', 'edge', 'playwright']);
  });

  it('is none on a machine without any', () => {
    expect(installedBrowser({}, [() => [], () => [missing]])).toBeUndefined();
  });

  it('may be Edge in either folder for programs on Windows', () => {
    const paths = searches.edge({ PROGRAMFILES: 'C:\\Programs', 'PROGRAMFILES(X86)': 'C:\\Old' });
    expect(paths).toContain('C:\\Programs\\Microsoft\\Edge\\Application\\msedge.exe');
    expect(paths).toContain('C:\\Old\\Microsoft\\Edge\\Application\\msedge.exe');
  });
});

describe('a browser that is not there', () => {
  it('is named when CHROME_PATH leads to it', () => {
    expect(() => installedBrowser({ CHROME_PATH: missing }, [() => [chrome]])).toThrow(
      `CHROME_PATH is "${missing}", and there is no such file.`,
    );
  });

  it('is not a folder, such as an application on macOS', () => {
    expect(() => installedBrowser({ CHROME_PATH: folder }, [])).toThrow('there is no such file');
  });

  it('comes with three ways out in one sentence', () => {
    expect(noBrowser).toMatch(/install one, set CHROME_PATH to it, or run "npx playwright-core install chromium"\.$/);
    expect(noBrowser).not.toContain('\n');
  });
});
