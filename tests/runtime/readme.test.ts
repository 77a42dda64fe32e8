import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { bindings } from '../../src/runtime/keys.ts';

/** The table of the README as the bindings make it. */
const expected = [
  '| Keys | What they do |',
  '| --- | --- |',
  ...bindings.map(({ shown, does }) => `| ${shown.map((key) => `\`${key}\``).join(', ')} | ${does} |`),
].join('\n');

/** The first table under `## Keys`, without what aligns its columns. */
function keysIn(readme: string): string {
  const section = readme.split(/^## /m).find((part) => part.startsWith('Keys\n')) ?? '';
  const rows = section.split('\n').filter((line) => line.startsWith('|'));
  return rows
    .map((row) =>
      row
        .replace(/\s*\|\s*/g, ' | ')
        .trim()
        .replace(/-{3,}/g, '---'),
    )
    .join('\n');
}

it('the keys in the README are the keys of the deck', () => {
  const readme = existsSync('README.md') ? readFileSync('README.md', 'utf8') : '';
  expect(keysIn(readme), `under "## Keys" README.md should say:\n\n${expected}\n`).toBe(expected);
});
