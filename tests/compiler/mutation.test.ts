import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compiled } from '../../src/compiler/deck.ts';
import { columnsOf, slidesHtml } from '../../src/compiler/section.ts';
import { unbalanced } from './balance.ts';

const fixtures = readdirSync('tests/fixtures').filter((name) => name === 'kinds' || name.startsWith('deck-'));
const sources = ['slides', ...fixtures.map((name) => join('tests/fixtures', name))].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => readFileSync(join(folder, name), 'utf8')),
);

const special = [
  ...[
    '---',
    '***',
    ':::',
    '::: left 3',
    '::: right',
    '```',
    '~~~',
    '```python file="code/app.py" [1|2]',
    'Note:',
    'Say:',
  ],
  ...['<!--', '-->', '<!-- .slide: id="', '<!-- .slide: id="again" -->', '<!-- .element: class="x" -->', '<!-->', '{}'],
  ...[
    '|',
    '| - |',
    '`',
    '"',
    "'",
    '“',
    '[',
    '](#',
    '](#/',
    '![](',
    '%',
    '\\',
    '&',
    '#',
    '*',
    '_',
    '> ',
    '- ',
    '    ',
    '\t',
  ],
  ...[
    '\r',
    '\n',
    '\n\n',
    '\0',
    '\u0007',
    '\u2028',
    '\uFEFF',
    '\uD800',
    '🙂',
    '__proto__',
    'constructor',
    '$&',
    'title: [',
  ],
];

const at = fc.nat({ max: 10_000 });
const mutation = fc.oneof(
  fc.record({ kind: fc.constant('delete' as const), at }),
  fc.record({ kind: fc.constant('duplicate' as const), at }),
  fc.record({ kind: fc.constant('swap' as const), at, with: at }),
  fc.record({ kind: fc.constant('line' as const), at, text: fc.constantFrom(...special) }),
  fc.record({ kind: fc.constant('insert' as const), at, column: at, text: fc.constantFrom(...special) }),
  fc.record({ kind: fc.constant('cut' as const), at, column: at }),
);
type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

function mutated(text: string, mutations: readonly Mutation[]): string {
  const lines = text.split('\n');
  for (const each of mutations) {
    const i = each.at % Math.max(lines.length, 1);
    const line = lines[i] ?? '';
    switch (each.kind) {
      case 'delete':
        lines.splice(i, 1);
        break;
      case 'duplicate':
        lines.splice(i, 0, line);
        break;
      case 'swap': {
        const other = each.with % Math.max(lines.length, 1);
        [lines[i], lines[other]] = [lines[other] ?? '', line];
        break;
      }
      case 'line':
        lines.splice(i, 0, each.text);
        break;
      case 'insert': {
        const column = each.column % (line.length + 1);
        lines[i] = line.slice(0, column) + each.text + line.slice(column);
        break;
      }
      case 'cut':
        lines[i] = line.slice(0, each.column % (line.length + 1));
        break;
      default:
        each satisfies never;
    }
  }
  return lines.join('\n');
}

function hasRawHtml(text: string): boolean {
  return /<[a-z/!?]/i.test(text.replace(/<!--(?:-?>|[\s\S]*?-->)/g, ''));
}

describe('whatever happens to a file of slides', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'mutation-'));
    cpSync('slides/code', join(folder, 'code'), { recursive: true });
    cpSync('tests/fixtures/kinds/code', join(folder, 'code'), { recursive: true });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('there is a deck or there are problems, each at a place in the file, and the HTML is whole', () => {
    let balanced = 0;
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(mutation, { maxLength: 6 }), (text, mutations) => {
        const changed = mutated(text, mutations);
        const file = join(folder, '10.md');
        writeFileSync(file, changed);
        const deck = compiled(folder, folder);
        const html = slidesHtml(columnsOf(deck), 'speaker');
        const lines = readFileSync(file, 'utf8').split(/\r\n?|\n/);
        for (const { line, column, what } of deck.problems) {
          expect(line).toBeGreaterThanOrEqual(1);
          expect(line).toBeLessThanOrEqual(lines.length);
          expect(column).toBeGreaterThanOrEqual(1);
          // one past the end is where something is missing
          expect([what, column <= (lines[line - 1] ?? '').length + 1]).toEqual([what, true]);
        }
        if (deck.problems.length === 0) expect(html).toContain('<section id=');
        if (hasRawHtml(changed)) return;
        balanced++;
        expect(unbalanced(html)).toBeUndefined();
      }),
      { seed: 2026, numRuns: 600 },
    );
    expect(balanced).toBeGreaterThan(100);
  });
});
