import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { codeReader } from '../../src/compiler/code-lines.ts';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still } from '../../src/draw/draw.ts';
import type { Format, Shape } from '../../src/draw/shape.ts';
import { neighbour, settles, settling } from '../../src/draw/story.ts';
import { durations } from '../../src/draw/theme.ts';
import { branched } from '../../src/draw/tree/compose.ts';
import { isTree, treeProblems } from '../../src/draw/tree/form.ts';
import { answersOf, asked, wayTo } from '../../src/draw/tree/scene.ts';
import type { LeafSpec, TreeSpec } from '../../src/draw/tree/spec.ts';
import { message } from '../../src/model/rules.ts';
import { discs } from './extents.ts';
import { scenesOfTheTalk } from './scenes.ts';

const leaf = (title: string, givesUp: string): LeafSpec => ({
  title,
  take: { [title]: 'always', Bottle: 'sometimes' },
  server: `${title}d`,
  settings: 'none',
  why: 'It fits.',
  givesUp,
  see: ['race'],
  listing: 'code/flask_predict.py',
});

/** Two questions, three ends. */
const small: TreeSpec = {
  ask: 'Compute or wait?',
  answers: [
    { text: 'computes', leaf: 'processes' },
    {
      text: 'waits',
      next: {
        ask: 'Does it block?',
        name: 'blocks',
        answers: [
          { text: 'it blocks', leaf: 'threads' },
          { text: 'it awaits', leaf: 'loop' },
        ],
      },
    },
  ],
  leaves: {
    processes: leaf('Any', 'memory'),
    threads: leaf('Flask', 'a thread a wait'),
    loop: leaf('FastAPI', 'drivers that block'),
  },
  beats: [
    { ask: 'Which?', answers: ['FastAPI', '{threads}'] },
    { say: 'Threads on {threads.server}, one of {leaves}.', until: 'threads' },
    { say: 'A loop.', until: 'loop' },
    { say: 'As far as here.', until: 'blocks' },
  ],
};

const formats: readonly Format[] = ['wide', 'tall'];
const { scene } = branched(small);
const shown = (beat: number, format: Format = 'wide') => draw(scene, still(scene, beat), { ink: 'still', format });
const boxOf = (shapes: readonly Shape[], name: string) => {
  const found = shapes.find(({ key }) => key === `${name} box`);
  if (found?.kind !== 'rect') throw new Error(`no box of ${name}`);
  return found;
};
const lit = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) =>
    shape.kind === 'rect' && shape.fill === 'code-lit' ? [shape.key.replace(' box', '')] : [],
  );
const where = (shapes: readonly Shape[]) => discs(shapes).map(({ x, y }) => ({ x, y }));

describe('the form of a tree', () => {
  it('that is right has no problems', () => {
    expect([treeProblems(small), branched(small).problems]).toEqual([[], []]);
    expect(isTree(small)).toBe(true);
  });

  const ends = { text: 'a', leaf: 'threads' };
  it.each([
    ['nothing', {}, 'ask: missing; expected text'],
    ['a single answer', { ...small, answers: [ends] }, 'answers: a single answer; expected two or three'],
    ['four answers', { ...small, answers: Array(4).fill(ends) }, 'answers: a list of 4; expected one to 3'],
    [
      'a dead end',
      { ...small, answers: [ends, { text: 'b' }] },
      'answers[1]: a dead end; expected a leaf, or next and a question',
    ],
    [
      'two ways at once',
      { ...small, answers: [ends, { ...small.answers[1], leaf: 'loop' }] },
      'answers[1]: a leaf beside next; expected one of them',
    ],
    [
      'a dead end further in',
      { ...small, answers: [ends, { text: 'b', next: { ask: 'c', answers: [ends, { text: 'd' }] } }] },
      'answers[1].next.answers[1]: a dead end; expected a leaf, or next and a question',
    ],
    [
      'a leaf that costs nothing',
      { ...small, leaves: { ...small.leaves, loop: { ...leaf('a', 'b'), givesUp: undefined } } },
      'leaves.loop.givesUp: missing; expected text',
    ],
    [
      'a leaf that nothing runs',
      { ...small, leaves: { ...small.leaves, loop: { ...leaf('a', 'b'), listing: [] } } },
      'leaves.loop.listing: an empty list; expected at least one',
    ],
    [
      'a leaf that takes nothing',
      { ...small, leaves: { ...small.leaves, loop: { ...leaf('a', 'b'), take: {} } } },
      'leaves.loop.take: no framework; expected one at least',
    ],
    [
      'a framework for no reason',
      { ...small, leaves: { ...small.leaves, loop: { ...leaf('a', 'b'), take: { Flask: undefined } } } },
      'leaves.loop.take.Flask: missing; expected text',
    ],
    [
      'a leaf that is shown nowhere',
      { ...small, leaves: { ...small.leaves, loop: { ...leaf('a', 'b'), see: [] } } },
      'leaves.loop.see: an empty list; expected at least one',
    ],
    [
      'a typed number',
      { ...small, beats: [{ say: 'Take 4.' }] },
      'beats[0].say: the number 4 is typed; expected a word, or a reference to what is counted',
    ],
  ])('with %s is told so by its field', (_, value, expected) => {
    expect(treeProblems(value).map(message)).toContain(expected);
  });
});

describe('a tree', () => {
  const deep = (levels: number): TreeSpec['answers'] => [
    { text: 'a', leaf: `l${levels}` },
    levels === 0 ? { text: 'b', leaf: 'last' } : { text: 'b', next: { ask: `q${levels}`, answers: deep(levels - 1) } },
  ];
  const six: TreeSpec = {
    ...small,
    answers: deep(7),
    leaves: Object.fromEntries(
      [...Array(8).keys()].map((n) => [`l${n}`, leaf('a', 'b')]).concat([['last', leaf('a', 'b')]]),
    ),
    beats: [{ say: 'a' }],
  };

  it.each([
    [
      'a leaf that is not there',
      { ...small, answers: [{ text: 'a', leaf: 'none' }, ...small.answers.slice(1)] },
      'answers[0].leaf: no leaf "none"; leaves are processes, threads, loop',
    ],
    [
      'a leaf that nobody reaches',
      { ...small, answers: [{ text: 'a', leaf: 'none' }, ...small.answers.slice(1)] },
      'leaves.processes: no answer leads here; expected one that does',
    ],
    [
      'a leaf that is reached twice',
      { ...small, answers: [...small.answers, { text: 'a', leaf: 'loop' }] },
      'answers[2]: "loop" stands twice; expected one way to each leaf, and a name for each question',
    ],
    [
      'a beat to nowhere',
      { ...small, beats: [{ say: 'a', until: 'gone' }] },
      'beats[0].until: nothing is called "gone"; names are Compute or wait?, processes, blocks, threads, loop',
    ],
    [
      'a reference to nothing',
      { ...small, beats: [{ say: '{threads.colour}' }] },
      'beats[0].say: no leaf or count "threads.colour"; expected questions, leaves, or title, take, server, settings, givesUp of a leaf, such as {processes.server}; leaves are processes, threads, loop',
    ],
    ['too many questions', six, 'ask: 8 questions; expected 5 or fewer'],
    ['too many leaves', six, 'leaves: 9 leaves; expected 7 or fewer'],
    [
      'a question too wide for a phone',
      { ...small, ask: `Is it ${'so '.repeat(20)}?` },
      /^ask: these words are \d+ px too wide for the tall picture; expected fewer$/,
    ],
    [
      'a title too wide',
      { ...small, leaves: { ...small.leaves, loop: leaf('F'.repeat(40), 'b') } },
      /^leaves\.loop\.title: these words are \d+ px too wide for the wide picture; expected fewer$/,
    ],
    [
      'a question that has no room beside its answers',
      { ...small, ask: 'W'.repeat(46) },
      /^ask: this question is with its answers \d+ px too wide for the line below the wide picture; expected fewer or shorter words$/,
    ],
    [
      'a further question of one long word',
      {
        ...small,
        answers: small.answers.map((each) =>
          each.next ? { ...each, next: { ...each.next, ask: 'W'.repeat(40) } } : each,
        ),
      },
      /^answers\[1\]\.next\.ask: these words are \d+ px too wide for the wide picture; expected fewer$/,
    ],
  ])('with %s is told so', (_, spec: TreeSpec, expected) => {
    const told = branched(spec).problems.map(message);
    expect(
      told.some((each) => (typeof expected === 'string' ? each === expected : expected.test(each))),
      told.join('\n'),
    ).toBe(true);
  });

  it('with a listing that is not there is told so, and one that is there is not', () => {
    const code = codeReader({ folder: 'slides', used: () => {} });
    const spec = {
      ...small,
      leaves: { ...small.leaves, loop: { ...leaf('a', 'b'), listing: 'code/flask_predit.py' } },
    };
    expect(branched(spec, code).problems.map(message)).toEqual([
      'leaves.loop.listing: no file "code/flask_predit.py"; did you mean "code/flask_predict.py"?',
    ]);
  });

  it('may have several listings, and says which is not there', () => {
    const code = codeReader({ folder: 'slides', used: () => {} });
    const several = ['code/flask_predict.py', 'code/flask_predit.py'];
    const spec = { ...small, leaves: { ...small.leaves, loop: { ...leaf('a', 'b'), listing: several } } };
    expect(isTree(spec)).toBe(true);
    const { scene: grown, problems } = branched(spec, code);
    expect(problems.map(message)).toEqual([
      'leaves.loop.listing[1]: no file "code/flask_predit.py"; did you mean "code/flask_predict.py"?',
    ]);
    const listings = grown.nodes.flatMap((node) => (node.kind === 'leaf' ? [node.listings] : []));
    expect(listings).toEqual([['code/flask_predict.py'], ['code/flask_predict.py'], several]);
  });

  it('says where it leads to slides', () => {
    expect(branched(small).slides).toContainEqual({ path: 'leaves.threads.see[0]', slug: 'race' });
    expect(branched(small).slides).toHaveLength(3);
  });

  it('names what to take, for a sentence', () => {
    const { scene: named } = branched({ ...small, beats: [{ say: '{threads.take}.' }] });
    expect(named.beats[0]?.say).toBe('Flask or Bottle.');
  });

  it('takes what it says of a leaf from the leaf', () => {
    expect(scene.beats[0]?.answers).toEqual([
      { text: 'FastAPI', right: false },
      { text: 'Flask', right: true },
    ]);
    expect(scene.beats[1]?.say).toBe('Threads on Flaskd, one of 3.');
  });

  it.each(formats)('lights the way to where a beat walks and nothing else, and its disc stands there, %s', (format) => {
    expect(scene.beats.map((_, beat) => lit(shown(beat, format)))).toEqual([
      [],
      ['Compute or wait?', 'blocks', 'threads'],
      ['Compute or wait?', 'blocks', 'loop'],
      ['Compute or wait?', 'blocks'],
    ]);
    for (const [beat, name] of [[1, 'threads'] as const, [2, 'loop'] as const]) {
      const { x, y, h } = boxOf(shown(beat, format), name);
      expect(where(shown(beat, format)), 'on the edge of its leaf').toEqual([{ x, y: y + h / 2 }]);
    }
    expect(shown(0, format).some(({ key }) => key === 'trail')).toBe(false);
  });

  it('goes from left to right, and on a phone from top to bottom', () => {
    const order = ['Compute or wait?', 'blocks', 'threads'];
    const [wide, tall] = formats.map((format) => order.map((name) => boxOf(shown(1, format), name)));
    expect(wide?.map(({ x }) => x)).toEqual(wide?.map(({ x }) => x).toSorted((a, b) => a - b));
    expect(tall?.map(({ y }) => y)).toEqual(tall?.map(({ y }) => y).toSorted((a, b) => a - b));
    const leaves = ['processes', 'threads', 'loop'].map((name) => boxOf(shown(1), name));
    expect(new Set(leaves.map(({ x }) => x)).size, 'leaves are a column').toBe(1);
  });

  it.each(formats)(
    'sends each service on its way from the first question, and lights what it has come to, %s',
    (format) => {
      expect(settles(scene)).toBe(true);
      expect(settling(scene), 'slow enough to be followed').toBeGreaterThan(durations.emphasis);
      const film = [0, 0.25, 0.5, 0.75, 1].map((settled) =>
        draw(scene, { beat: 2, t: 0, settled, came: 1 }, { ink: 'live', format }),
      );
      expect(where(film[0] ?? [])).toEqual(where(shown(0, format)));
      expect(where(film[4] ?? [])).toEqual(where(shown(2, format)));
      expect(film.map((shapes) => discs(shapes)[0]?.moving)).toEqual([true, true, true, true, false]);
      const counts = film.map((shapes) => lit(shapes).length);
      expect(counts, 'more and more').toEqual(counts.toSorted((a, b) => a - b));
      expect([counts[0], counts[4]]).toEqual([1, 3]);
    },
  );

  it.each(formats)('keeps open what a question can still lead to, and nothing else, %s', (format) => {
    const looks = new Map(shown(3, format).flatMap((each) => (each.kind === 'rect' ? [[each.key, each.fill]] : [])));
    expect(looks.get('threads box')).toBe('process');
    expect(looks.get('loop box')).toBe('process');
    expect(looks.get('processes box')).toBe('tray');
  });

  it.each(formats)('goes on from a question on its way, with the way there behind it, %s', (format) => {
    const at = (settled: number) => draw(scene, { beat: 2, t: 0, settled, came: 3 }, { ink: 'live', format });
    expect(where(at(0))).toEqual(where(shown(3, format)));
    expect(lit(at(0))).toEqual(['Compute or wait?', 'blocks']);
    expect(at(0).some(({ key }) => key === 'trail')).toBe(true);
    expect(where(at(1))).toEqual(where(shown(2, format)));
  });

  it('asks what a reader is asked, with answers of which none is right', () => {
    expect(asked(scene, 2)).toEqual({
      ask: 'Does it block?',
      answers: [
        { text: 'it blocks', right: false },
        { text: 'it awaits', right: false },
      ],
      say: '',
      payoff: '',
    });
    expect(asked(scene, 1)).toEqual({ ask: '', answers: [], say: '', payoff: '' });
  });

  it('says in words how it comes to its end, and what that gives up', () => {
    expect(inWords(scene, 1)).toBe(
      'Threads on Flaskd, one of 3. Compute or wait? waits. Does it block? it blocks. Flask, which gives up a thread a wait.',
    );
    expect(inWords(scene, 0)).toContain('Ways to end: Any; Flask; FastAPI.');
  });

  it('has its next beat for the next thing that happens', () => {
    expect(neighbour(scene, still(scene, 1), 1)).toEqual(still(scene, 2));
  });
});

describe('the tree of the talk', () => {
  const talked = scenesOfTheTalk().find(({ slug }) => slug === 'which-framework')?.scene;
  if (talked?.kind !== 'tree') throw new Error('no tree on which-framework');
  const leaves = talked.nodes.flatMap((node) => (node.kind === 'leaf' ? [node] : []));

  it('walks to each of its leaves', () => {
    const walked = new Set(talked.beats.map(({ node }) => talked.nodes[node]?.name));
    expect(leaves.filter(({ name }) => !walked.has(name)).map(({ name }) => name)).toEqual([]);
  });

  it('leads to each leaf by one way of answers', () => {
    const ways = leaves.map((leaf) => wayTo(talked, talked.nodes.indexOf(leaf)));
    expect(ways.map(([first]) => first)).toEqual(leaves.map(() => 0));
    for (const way of ways)
      for (const [n, node] of way.slice(0, -1).entries()) expect(answersOf(talked, node)).toContain(way[n + 1]);
    const reached = (node: number): readonly number[] => {
      const below = answersOf(talked, node);
      return below.length === 0 ? [node] : below.flatMap(reached);
    };
    expect(reached(0).map((node) => talked.nodes[node])).toEqual(leaves);
  });

  it('is fair to the frameworks of the talk: each is to be taken somewhere, and it is said when', () => {
    const taken = leaves.flatMap(({ take }) => Object.keys(take));
    for (const name of ['Flask', 'Django', 'FastAPI', 'Starlette', 'Litestar', 'Quart', 'Sanic', 'aiohttp', 'Tornado'])
      expect.soft(taken, name).toContain(name);
    for (const { take, title } of leaves)
      for (const [name, when] of Object.entries(take)) expect.soft(when.length, `${title}: ${name}`).toBeGreaterThan(5);
  });

  it('has a listing for each framework that it says to take', () => {
    for (const { take, title, listings } of leaves) {
      const code = listings.map((file) => readFileSync(`slides/${file}`, 'utf8')).join('');
      for (const name of Object.keys(take).filter((each) => each !== 'any'))
        expect.soft(code, `${title}: ${name}`).toMatch(new RegExp(`^from ${name.toLowerCase()}\\b`, 'm'));
    }
  });
});
