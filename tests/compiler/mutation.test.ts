import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { unbalanced } from './balance.ts';
import { mutated, mutationWith } from './mutate.ts';
import { light, workshop } from './workshop.ts';

const fixtures = readdirSync('tests/fixtures').filter((name) => name === 'kinds' || name.startsWith('deck-'));
const sources = ['slides', ...fixtures.map((name) => join('tests/fixtures', name))].flatMap((folder) =>
  readdirSync(folder)
    .filter((name) => name.endsWith('.md'))
    .map((name) => light(readFileSync(join(folder, name), 'utf8'))),
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

function hasRawHtml(text: string): boolean {
  return /<[a-z/!?]/i.test(text.replace(/<!--(?:-?>|[\s\S]*?-->)/g, ''));
}

const mutation = mutationWith(special);

describe('whatever happens to a file of slides', () => {
  let folder: ReturnType<typeof workshop>;
  beforeAll(() => {
    folder = workshop();
  });
  afterAll(() => folder.close());

  it('there is a deck or there are problems, each at a place in the file, and the HTML is whole', () => {
    let balanced = 0;
    fc.assert(
      fc.property(fc.constantFrom(...sources), fc.array(mutation, { maxLength: 6 }), (text, mutations) => {
        const changed = mutated(text, mutations);
        const { deck, html } = folder.compile(changed);
        if (deck.problems.length === 0) expect(html).toContain('<section id=');
        // raw HTML that does not pair up is a problem, and a deck with problems is not shown
        if (hasRawHtml(changed) && deck.problems.length > 0) return;
        balanced++;
        expect(unbalanced(html)).toBeUndefined();
      }),
      { seed: 2026, numRuns: 600 },
    );
    expect(balanced).toBeGreaterThan(100);
  });
});
