import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { article } from '../../src/compiler/article.ts';
import { compiled, type Deck } from '../../src/compiler/deck.ts';
import { indexOf } from '../../src/compiler/search.ts';
import { type Line, linesOf } from '../../src/compiler/search-lines.ts';
import { columnsOf } from '../../src/compiler/section.ts';
import { transcript } from '../../src/compiler/transcript.ts';

const slides = `---
title: One
minutes: 1
---

<!-- .slide: id="first" kind="title" -->

# The title

Plain *words* &amp; more.

- At once
- Later <!-- .element: class="fragment" -->

| a | b |
| - | - |
| left | right |

Note:

Say: What is **said**.

Click: Click now.

Next: The bridge.

If asked: _Why?_ Because.

---

<!-- .slide: id="second" kind="listing" -->

## A listing

\`\`\`python [1|2-3]
import threading
lock = threading.Lock()
lock.acquire()
\`\`\`

Note:

Say: a

Click: b

Next: c

If asked: d

---

<!-- .slide: id="third" -->

## A diagram

\`\`\`diagram
server: { kind: sync }
arrivals:
  - { count: 2, path: /predict, does: "cpu 5, wait 90, cpu 5" }
beats:
  - ask: How long?
    answers: ["1 s", "{last.latency}"]
    until: 0 ms
  - say: The first is served.
    until: r1 done
    reader: true
  - say: One after the other.
    until: r2 done
\`\`\`

Note:

Say: a

Click: b

Next: c

If asked: d
`;

describe('the index of what can be found', () => {
  let folder = '';
  let deck: Deck;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'search-'));
    writeFileSync(join(folder, '10.md'), slides);
    deck = compiled(folder, folder);
    expect(deck.problems).toEqual([]);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  const lines = (slug: string): readonly Line[] => {
    const slide = columnsOf(deck)
      .flat()
      .find((each) => each.slug === slug);
    return slide === undefined ? [] : linesOf(slide);
  };
  const short = (slug: string) =>
    lines(slug).map(({ place, step, anchor, text }) => `${place} ${step} ${anchor}: ${text}`);

  it('has each line of a slide, and the step that shows it', () => {
    expect(short('first')).toEqual([
      'text -1 first: Plain words & more.',
      'text -1 first: At once',
      'text 0 first: Later',
      'text -1 first: a · b',
      'text -1 first: left · right',
      'notes -1 first--say: What is said.',
      'notes -1 first--next: The bridge.',
      'notes -1 first--if-asked: Why? Because.',
    ]);
  });

  it('has each line of code, at the step that lights it', () => {
    expect(short('second').slice(0, 3)).toEqual([
      'code -1 second: import threading',
      'code 0 second: lock = threading.Lock()',
      'code 0 second: lock.acquire()',
    ]);
  });

  it('has what each beat says, at its step on the stage, and its place in the article', () => {
    const beats = short('third').filter((line) => /third--\d/.test(line) && !line.includes(' · '));
    expect(beats).toEqual(['text -1 third--2: The first is served.', 'text 0 third--3: One after the other.']);
    expect(short('third')[0]).toMatch(/^text -1 third--1: How long\? 1 s · \d+ ms$/);
  });

  it('leads to places that the article has', () => {
    const html = article(columnsOf(deck), transcript);
    const ids = new Set(Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id]) => id));
    const anchors = Object.entries(indexOf(deck)).flatMap(([slug, all]) => all.map(([, , anchor]) => slug + anchor));
    expect(anchors.length).toBeGreaterThan(15);
    expect(anchors.filter((anchor) => !ids.has(anchor))).toEqual([]);
    expect(ids.size).toBe([...html.matchAll(/ id="/g)].length);
  });
});

describe('the index of the talk', () => {
  it('has something of every slide, no markup, and leads to places that the article has', () => {
    const deck = compiled('slides', process.cwd());
    const columns = columnsOf(deck);
    const index = indexOf(deck);
    const html = article(columns, transcript);
    const ids = new Set(Array.from(html.matchAll(/ id="([^"]*)"/g), ([, id]) => id));
    expect(Object.keys(index)).toEqual(columns.flat().map(({ slug }) => slug));
    const lost = Object.entries(index).flatMap(([slug, lines]) =>
      lines.flatMap(([place, step, anchor, text]) =>
        ids.has(slug + anchor) &&
        step >= -1 &&
        step < 20 &&
        text !== '' &&
        !/<\/?[a-z]+[ >]|&(amp|lt|quot);/.test(place === 1 ? '' : text)
          ? []
          : [`${slug}${anchor} ${step}: ${text}`],
      ),
    );
    expect(lost).toEqual([]);
    expect(Object.entries(index).filter(([, lines]) => lines.length < 2)).toEqual([]);
  });
});
