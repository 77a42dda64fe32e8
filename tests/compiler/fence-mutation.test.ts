import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { drawn } from '../../src/compiler/fence.ts';
import { unbalanced } from './balance.ts';
import { mutated, mutationWith } from './mutate.ts';
import { light, workshop } from './workshop.ts';

/** The slides of the talk with a figure, cut where its YAML begins and ends. */
const slides = readdirSync('slides')
  .filter((name) => name.endsWith('.md'))
  .flatMap((name) => light(readFileSync(join('slides', name), 'utf8')).split(/^---$/m))
  .flatMap((slide) => {
    const [, before, yaml, after] =
      new RegExp(`^([\\s\\S]*?^\`\`\`(?:${drawn.join('|')})\\n)([\\s\\S]*?)(^\`\`\`\\n[\\s\\S]*)$`, 'm').exec(slide) ??
      [];
    return before === undefined || yaml === undefined || after === undefined ? [] : [{ before, yaml, after }];
  });

/** Before it, so that one may be optional, and links lead somewhere: on its own a slide of the talk is not always right. */
const notes = ['Say', 'Click', 'Next', 'If asked'].map((part) => `${part}: this.\n\n`).join('');
const first = `<!-- .slide: id="first" -->\n\n## First\n\nNote:\n\n${notes}---\n`;
const alone = (text: string) => text.replaceAll(/\]\(#[\w-]+\)/g, '](#first)');

const words = [...new Set(slides.flatMap(({ yaml }) => yaml.match(/[\w.]+/g) ?? []))];

const special = [
  ...['yes', 'null', '~', 'true', '2026-01-01', '.nan', '.inf', '-1', '0', '1.5', '1e99', '0x10', '9'.repeat(30)],
  ...[
    '{',
    '}',
    '[',
    ']',
    ':',
    ': ',
    ',',
    '#',
    ' # ',
    '"',
    "'",
    '|',
    '>',
    '- ',
    '? ',
    '<<: *x',
    '*x',
    '&x',
    '!tag ',
    '%',
    '@',
    '`',
  ],
  ...[
    '\t',
    '  ',
    '\r',
    '\n',
    '\u00a0',
    '\u200b',
    '\u2028',
    '“',
    '🙂',
    'שלום',
    '一二',
    '\uD800',
    '\0',
    '\\d',
    '...',
    '__proto__',
  ],
  ...[
    '</script>',
    '<b>',
    '{busy}',
    '{busy',
    '{last.latency}',
    '{r9.latency}',
    '{x:y}',
    '{turn 9.at}',
    '{}',
    '{a.b@c/d|bare}',
  ],
  ...['key: 99', 'lens: 0', 'beats: []', 'arrivals: []', 'constructor: 1', 'x'.repeat(3000)],
  ...words,
];

const mutation = mutationWith(special);

describe('whatever happens to the YAML of a figure', () => {
  let folder: ReturnType<typeof workshop>;
  beforeAll(() => {
    folder = workshop();
  });
  afterAll(() => folder.close());

  it('it is drawn or its author is told why not, at a place in it, and the HTML is whole', () => {
    let drawnAll = 0;
    fc.assert(
      fc.property(
        fc.constantFrom(...slides),
        fc.array(mutation, { minLength: 1, maxLength: 4 }),
        ({ before, yaml, after }, mutations) => {
          const front = '---\ntitle: T\nminutes: 1\n---\n';
          const { deck, html } = folder.compile(
            `${front}${first}${alone(before)}${mutated(yaml, mutations)}${alone(after)}`,
          );
          // what nobody has thought of has the place of its fence, and the words of a program
          const unforeseen = deck.problems.filter(
            ({ what }) => what.startsWith('this cannot be drawn') && !what.includes('kernel events'),
          );
          expect(unforeseen).toEqual([]);
          if (deck.problems.length === 0) drawnAll++;
          expect(unbalanced(html)).toBeUndefined();
        },
      ),
      { seed: 2026, numRuns: 500 },
    );
    expect(drawnAll).toBeGreaterThan(20);
  });

  it('all kinds of figures are among them', () => {
    const kinds = slides.map(({ before }) => /```(\w+)\n$/.exec(before)?.[1]);
    expect([...new Set(kinds)].toSorted()).toEqual(drawn.toSorted());
  });
});
