import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawn } from '../../src/compiler/fence.ts';
import { region } from '../../src/compiler/region.ts';
import { type Fence, those } from './pages.ts';

const listings = those('fence').filter(({ language }) => language === 'ts');

/** What a file has, or a region of it, as the comment above a listing names it. */
function quoted({ at, mark }: Fence): string {
  const [file = '', name] = mark.split('#');
  if (!existsSync(file)) throw new Error(`${at}: no file "${file}", which the comment above this listing names`);
  const found = region(readFileSync(file, 'utf8'), name);
  if ('code' in found) return `${found.code}\n`;
  throw new Error(`${at}: ${found.what}; ${found.expected}`);
}

describe('the listings in the documentation', () => {
  it.each(listings)('$mark is what stands there', (fence) => {
    expect(fence.content).toBe(quoted(fence));
  });

  it('are in fences that are held to something', () => {
    const held = ['ts', 'bash', 'markdown', 'yaml', 'stack', ...drawn];
    const marks = ['problems', 'printed, among others'];
    const loose = those('fence').filter(
      ({ language, mark }) => !held.includes(language) && !(language === 'text' && marks.includes(mark)),
    );
    expect(loose.map(({ at, language }) => `${at} ${language}`)).toEqual([]);
  });
});
