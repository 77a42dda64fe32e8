import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { serverRules } from '../../src/model/servers/index.ts';
import { known } from './known.ts';
import { codeIn, those } from './pages.ts';

const tables = those('table').filter(({ mark }) => mark !== '');

/** What the first column of a table names. */
function namesIn(mark: string): readonly string[] {
  return tables
    .filter((table) => table.mark === mark)
    .flatMap(({ rows }) => rows.flatMap(([first = '']) => codeIn(first)));
}

describe('the tables of the documentation', () => {
  it.each([...known])('%s: all that there are, and no others', (mark, names) => {
    expect(namesIn(mark).toSorted(), `below <!-- ${mark} -->`).toEqual([...new Set(names)].toSorted());
  });

  it('are all held to the code that they tell of', () => {
    const loose = tables.filter(({ mark }) => !known.has(mark) && !mark.startsWith('files ') && mark !== 'rooms');
    expect(loose.map(({ at, mark }) => `${at} ${mark}`)).toEqual([]);
  });

  it('say something of each', () => {
    const silent = tables.flatMap(({ at, rows }) =>
      rows.filter((row) => (row.at(-1) ?? '').trim() === '').map(() => at),
    );
    expect(silent).toEqual([]);
  });

  it('tell which servers have a parameter', () => {
    const all = Object.keys(serverRules());
    const rows = tables.find(({ mark }) => mark === 'parameters of servers')?.rows ?? [];
    const told = rows.flatMap(([names = '', servers = '']) =>
      codeIn(names).map((name) => [name, servers === 'all' ? all : codeIn(servers)] as const),
    );
    const real = (name: string) =>
      Object.entries(serverRules()).flatMap(([kind, rules]) => (name in rules ? [kind] : []));
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(told.map(([name]) => [name, real(name)])));
  });

  it('tell of every room what it may import', () => {
    const rows = tables.find(({ mark }) => mark === 'rooms')?.rows ?? [];
    const told = rows.map(([room = '', , , imports = '']) => [codeIn(room)[0], codeIn(imports).toSorted()]);
    const rooms = readdirSync('src').map((room) => {
      const config = readFileSync(`src/${room}/tsconfig.json`, 'utf8');
      return [room, [...config.matchAll(/"path": "\.\.\/(\w+)"/g)].map(([, name = '']) => name).toSorted()];
    });
    expect(Object.fromEntries(told)).toEqual(Object.fromEntries(rooms));
  });
});
