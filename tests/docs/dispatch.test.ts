import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeIn, those } from './pages.ts';

function filesWith(pattern: RegExp, folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
    .filter((name) => name.endsWith('.ts') && pattern.test(readFileSync(name, 'utf8')));
}

function told(mark: string): readonly string[] {
  const rows = those('table').flatMap((table) => (table.mark === mark ? table.rows : []));
  return rows.flatMap(([name = '']) => codeIn(name)).toSorted();
}

describe('who adds something is told every file that has to know it', () => {
  it('of a server, in the sources', () => {
    const files = filesWith(/'tornado'|\btornado:|\/tornado\.ts'/, 'src');
    expect(told('files that name a server')).toEqual(files.toSorted());
  });

  it('of a server, in the tests', () => {
    const files = filesWith(/fastapi'?, '?tornado|server\('tornado'|'servers\/tornado/, 'tests');
    expect(told('files of tests that name every server')).toEqual(files.toSorted());
  });

  it('of a view', () => {
    const files = filesWith(/\/race\/|'race'/, 'src').filter((name) => !name.startsWith('src/draw/race/'));
    expect(told('files that name a view')).toEqual(files.toSorted());
  });
});
