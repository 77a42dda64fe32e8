import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still } from '../../src/draw/draw.ts';
import type { Format, Shape } from '../../src/draw/shape.ts';
import { neighbour, settles, settling } from '../../src/draw/story.ts';
import { durations } from '../../src/draw/theme.ts';
import { branched } from '../../src/draw/tree/compose.ts';
import { isTree, treeProblems } from '../../src/draw/tree/form.ts';
import type { LeafSpec, TreeSpec } from '../../src/draw/tree/spec.ts';
import { message } from '../../src/model/rules.ts';
import { discs } from './extents.ts';
import { scenesOfTheTalk } from './scenes.ts';

const leaf = (title: string, givesUp: string): LeafSpec => ({
  title,
  framework: title,
  server: `${title}d`,
  settings: 'none',
  why: 'It fits.',
  givesUp,
  see: ['race'],
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
      'beats[0].say: no leaf or count "threads.colour"; expected questions, leaves, or title, framework, server, settings, givesUp of a leaf, such as {processes.server}; leaves are processes, threads, loop',
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

  it('is fair to the frameworks of the talk: each is at an end', () => {
    const titles = leaves.map(({ title }) => title).join();
    for (const name of ['Flask', 'Django', 'FastAPI', 'Starlette', 'Litestar', 'Quart', 'Sanic', 'aiohttp', 'Tornado'])
      expect.soft(titles, name).toContain(name);
  });

  it('points to slides that there are', () => {
    const text = readdirSync('slides')
      .filter((name) => name.endsWith('.md'))
      .map((name) => readFileSync(`slides/${name}`, 'utf8'))
      .join('');
    const spec: unknown = parse(/```tree\n([\s\S]*?)```/.exec(text)?.[1] ?? '');
    if (!isTree(spec)) throw new Error('the tree is not well formed');
    for (const [name, { see }] of Object.entries(spec.leaves)) {
      expect.soft(see.length, name).toBeGreaterThan(0);
      for (const slug of see) expect.soft(text.includes(`.slide: id="${slug}"`), `${name}: ${slug}`).toBe(true);
    }
  });
});
