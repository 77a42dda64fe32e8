import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { simulate } from '../../src/model/servers/index.ts';
import { summary } from '../../src/model/summary.ts';
import { input } from '../../src/sim/input.ts';
import { table } from '../../src/sim/table.ts';
import { codeIn, pages, those } from './pages.ts';

const { scripts }: { scripts: Readonly<Record<string, string>> } = JSON.parse(readFileSync('package.json', 'utf8'));

/** Lines of shells, and what stands as a command in a sentence. */
const commands = [
  ...those('fence').flatMap(({ language, content }) => (language === 'bash' ? content.trim().split(/\n| && /) : [])),
  ...pages.flatMap(({ file }) => codeIn(withoutFences(readFileSync(file, 'utf8')).replaceAll('\n', ' '))),
].filter((line) => line.startsWith('npm '));

function withoutFences(text: string): string {
  return text.replaceAll(/^(`{3,})[\s\S]*?^\1$/gm, '');
}

const simulations = [...new Set(commands)].filter((line) => line.startsWith('npm run sim -- '));

/** The words that a shell makes of a line. */
function wordsOf(line: string): readonly string[] {
  return [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '');
}

/** What `npm run sim` prints. Throws what it would say is wrong. */
function printed(line: string): readonly string[] {
  const asked = input(wordsOf(line).slice('npm run sim --'.split(' ').length));
  if (asked.kind !== 'run') throw new Error(JSON.stringify(asked));
  return table(summary(simulate(asked.server, asked.clients)));
}

describe('the commands in the documentation', () => {
  it.each([...new Set(commands)])('%s: there is such a script', (line) => {
    const [, run, name = ''] = /^npm (run )?(?:-s )?([\w:-]+)/.exec(line) ?? [];
    const own = ['ci', ...['start', 'test'].filter((each) => Object.hasOwn(scripts, each))];
    expect(run === undefined ? own : Object.keys(scripts)).toContain(name);
  });

  it.each(simulations)('%s simulates', (line) => {
    expect(printed(line)).not.toEqual([]);
  });

  it('print what is said to be printed', () => {
    const fences = those('fence');
    const outputs = fences.flatMap(({ mark, content }, i) =>
      mark === 'printed, among others' ? [{ content, line: fences[i - 1]?.content.trim() ?? '' }] : [],
    );
    expect(outputs).not.toEqual([]);
    for (const { content, line } of outputs)
      expect(printed(line)).toEqual(expect.arrayContaining(content.trimEnd().split('\n')));
  });
});
