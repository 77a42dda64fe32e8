import { describe, expect, it } from 'vitest';
import type { CodeReader } from '../../src/draw/code.ts';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still } from '../../src/draw/draw.ts';
import { walked } from '../../src/draw/path/compose.ts';
import { isPath, pathProblems } from '../../src/draw/path/form.ts';
import type { PathSpec } from '../../src/draw/path/spec.ts';
import type { Format, Shape } from '../../src/draw/shape.ts';
import { frameAt, neighbour, settles } from '../../src/draw/story.ts';
import { textWidth } from '../../src/draw/text.ts';
import { discs } from './extents.ts';

/** In and back, with two trips, one of which takes no token. */
const there: PathSpec = {
  in: [
    { layer: 'uvicorn', function: 'data_received' },
    { layer: 'FastAPI', function: 'run_endpoint_function', trips: ['endpoint'] },
  ],
  out: [
    { layer: 'Starlette', function: 'Response.__call__', answers: true },
    { layer: 'FastAPI', name: 'exits', trips: [{ name: 'exit', exempt: true }] },
  ],
  beats: [
    { ask: 'How often?', answers: ['never', '{trips} times'] },
    { say: 'Up.', until: 'endpoint' },
    { say: 'The user has the answer.', until: 'Response.__call__' },
    { say: 'Down.', payoff: '{trips} trips, {tokens} token', until: 'done', lit: 'trips' },
  ],
};

/** Two ways on one loop. */
const both: PathSpec = {
  columns: [
    { title: 'Tornado', whole: true, steps: [{ layer: 'web' }, { layer: 'Yours', name: 'post' }] },
    {
      title: 'FastAPI',
      steps: [{ layer: 'uvicorn' }, { layer: 'FastAPI' }, { layer: 'Yours', name: 'get', trips: ['thread'] }],
      seam: { after: 'uvicorn', text: 'scope, receive, send' },
    },
  ],
  beats: [
    { ask: 'Which one?', answers: ['both', '{stuck}'] },
    { say: 'This one.', until: 'post', loop: 'stuck' },
    { say: 'Not that.', until: ['done', 'thread'] },
    { say: 'Another server.', lit: 'seam', swap: { uvicorn: { layer: 'hypercorn' } } },
  ],
};

const formats: readonly Format[] = ['wide', 'tall'];
const shown = (spec: PathSpec, beat: number, format: Format = 'wide') => {
  const { scene } = walked(spec);
  return draw(scene, still(scene, beat), { ink: 'still', format });
};
const texts = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const keyed = (shapes: readonly Shape[], end: string) => shapes.filter(({ key }) => key.endsWith(end));

describe('the form of a path', () => {
  it('that is right has no problems', () => {
    for (const spec of [there, both]) expect([pathProblems(spec), walked(spec).problems]).toEqual([[], []]);
    expect(isPath(there)).toBe(true);
  });

  it.each([
    ['nothing', {}, 'beats: missing; expected a list'],
    ['no steps', { beats: [{ say: 'a' }] }, 'in: missing; expected steps from left to right, or columns'],
    [
      'columns and rows',
      { ...there, columns: both.columns },
      'columns: columns beside in and out; expected one of them',
    ],
    ['no layer', { ...there, in: [{ function: 'f' }] }, 'in[0].layer: missing; expected text'],
    [
      'three trips',
      { ...there, in: [{ layer: 'a', trips: ['b', 'c', 'd'] }] },
      'in[0].trips: a list of 3; expected one to 2',
    ],
    [
      'a wrong trip',
      { ...there, in: [{ layer: 'a', trips: [{ name: 'b', exemt: true }] }] },
      'in[0].trips[0]: unknown key "exemt"; did you mean "exempt"?',
    ],
    ['five steps in a row', { ...there, in: Array(5).fill({ layer: 'a' }) }, 'in: a list of 5; expected one to 4'],
    [
      'a typed number',
      { ...there, beats: [{ say: 'So.', payoff: '6 trips' }] },
      'beats[0].payoff: the number 6 is typed; expected a word, or a reference to what is counted',
    ],
    [
      'a wrong light',
      { ...there, beats: [{ say: 'a', lit: 'all' }] },
      'beats[0].lit: "all"; what can be lit are trips, seam',
    ],
    [
      'a wrong loop',
      { ...there, beats: [{ say: 'a', loop: 'off' }] },
      'beats[0].loop: "off"; states of the loop are turns, stuck',
    ],
    [
      'a swap of nothing',
      { ...there, beats: [{ say: 'a', swap: 'b' }] },
      'beats[0].swap: b; expected words by the names of boxes',
    ],
  ])('with %s is told so by its field', (_, value, message) => {
    expect(pathProblems(value).map(({ path, what, expected }) => `${path}: ${what}; ${expected}`)).toContain(message);
  });
});

describe('a path', () => {
  it.each([
    [
      'a place that is not on it',
      { ...there, beats: [{ say: 'a', until: 'nowhere' }] },
      /^beats\[0\]\.until: no place "nowhere" on this path; places are data_received, /,
    ],
    [
      'a count that it has not',
      { ...there, beats: [{ say: '{threads}' }] },
      'beats[0].say: no count "threads"; what is counted is trips, tokens',
    ],
    [
      'a question without its answer',
      { ...there, beats: [{ ask: 'a', answers: ['b'] }] },
      'beats[0].ask: a question without its answer; expected answers, of which one is a reference',
    ],
    [
      'a beat without words',
      { ...there, beats: [{ until: 'done' }] },
      'beats[0]: a beat without words; expected say or ask as well',
    ],
    [
      'a name that stands twice',
      { ...there, out: [{ layer: 'x', name: 'endpoint' }] },
      'in: "endpoint" stands twice; expected a name for one of them',
    ],
    ['a key that there is not', { ...there, key: 9 }, 'key: no beat 9; beats are 0 to 3'],
    [
      'a box too narrow',
      { ...there, in: [{ layer: 'a', function: 'f'.repeat(60) }] },
      /^in\[0\]: these words are \d+ px too wide for the wide picture/,
    ],
    [
      'a loop too narrow',
      { ...there, in: [{ layer: 'a', trips: ['validation of it'] }] },
      /^in\[0\]\.trips\[0\]: these words are \d+ px too wide/,
    ],
    [
      'a seam nowhere',
      { ...both, columns: [{ steps: [{ layer: 'a' }, { layer: 'b' }], seam: { after: 'b', text: 'c' } }] },
      'columns[0].seam.after: no seam after "b"; steps are a',
    ],
    [
      'a swapped box that is not there',
      { ...both, beats: [{ say: 'a', swap: { x: {} } }] },
      /^beats\[0\]\.swap: no box "x"; boxes are web, post, /,
    ],
    [
      'a swap too wide',
      { ...both, beats: [{ say: 'a', swap: { web: { layer: 'x'.repeat(60) } } }] },
      /^beats\[0\]\.swap\.web: these words are \d+ px too wide/,
    ],
  ])('with %s is told so', (_, spec: PathSpec, message) => {
    const told = walked(spec).problems.map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);
    expect(
      told.some((each) => (typeof message === 'string' ? each === message : message.test(each))),
      told.join('\n'),
    ).toBe(true);
  });

  it('counts its trips and its tokens, and who stops the loop, from its data', () => {
    const { beats } = walked(there).scene;
    expect(beats[0]?.answers).toEqual([
      { text: 'never', right: false },
      { text: '2 times', right: true },
    ]);
    expect(beats[3]?.payoff).toBe('2 trips, 1 token');
    const more = walked({ ...there, in: [{ layer: 'a', name: 'endpoint', trips: ['b', 'c'] }] }).scene;
    expect(more.beats[3]?.payoff).toBe('3 trips, 2 token');
    expect(walked(both).scene.beats[0]?.answers[1]).toEqual({ text: 'Tornado', right: true });
  });

  it.each(formats)('draws no trip before it is made, and none away again, %s', (format) => {
    const loops = there.beats.map((_, beat) => keyed(shown(there, beat, format), ' loop').length);
    expect(loops).toEqual([0, 1, 1, 2]);
    const tokens = there.beats.map((_, beat) => keyed(shown(there, beat, format), ' token').length);
    expect(tokens, 'the exempt one has none').toEqual([0, 1, 1, 1]);
    expect(there.beats.map((_, beat) => texts(shown(there, beat, format)).includes('answered'))).toEqual([
      false,
      false,
      true,
      true,
    ]);
  });

  it('has one disc: before the first box, on the trip, at a box, at the end', () => {
    const at = there.beats.map((_, beat) => discs(shown(there, beat)).map(({ x, y }) => ({ x, y })));
    expect(at.map(({ length }) => length)).toEqual([1, 1, 1, 1]);
    const [start, trip, box, end] = at.flat();
    expect(trip?.y, 'up').toBeLessThan(start?.y ?? 0);
    expect(box?.y, 'back in the second row').toBeGreaterThan(start?.y ?? 0);
    expect(end).toEqual({ x: start?.x, y: box?.y });
  });

  it('walks in one hop from where it was, and nothing else moves', () => {
    const { scene } = walked(there);
    expect(settles(scene)).toBe(true);
    const frames = [0, 0.2, 0.4, 0.6, 1].map((settled) =>
      draw(scene, { beat: 2, t: 0, settled, came: 1 }, { ink: 'live', format: 'wide' }),
    );
    const xs = frames.map((shapes) => discs(shapes)[0]);
    expect(xs.map((each) => each?.moving)).toEqual([true, true, true, false, false]);
    expect(xs[0]).toMatchObject(discs(shown(there, 1)).map(({ x, y }) => ({ x, y }))[0] ?? {});
    expect(xs[4]).toMatchObject(discs(shown(there, 2)).map(({ x, y }) => ({ x, y }))[0] ?? {});
    const rest = frames.map((shapes) => shapes.filter(({ key }) => !key.startsWith('disc')));
    for (const each of rest) expect(each).toEqual(rest[0]);
  });

  it('of two columns stops the loop where the way on it does, and not where it goes to a thread', () => {
    const states = both.beats.map((_, beat) => shown(both, beat).find(({ key }) => key === 'ring'));
    expect(states.map((ring) => ring?.kind === 'circle' && ring.stroke)).toEqual([
      'ink-second',
      'stuck-hatch',
      'ink-second',
      'ink-second',
    ]);
    expect(keyed(shown(both, 2), ' token')).toHaveLength(1);
    expect(discs(shown(both, 2))).toHaveLength(2);
    for (const format of formats) {
      expect(texts(shown(both, 0, format))).toEqual(
        expect.arrayContaining(['scope, receive, send', 'uvicorn', 'Tornado']),
      );
      expect(texts(shown(both, 3, format))).toContain('hypercorn');
      expect(texts(shown(both, 3, format))).not.toContain('uvicorn');
    }
  });

  it('says in words where it is', () => {
    expect(inWords(walked(there).scene, 1)).toBe('Up. At FastAPI, run_endpoint_function, in a thread (endpoint).');
    expect(inWords(walked(both).scene, 1)).toContain('The loop stands still.');
  });

  it('has its next beat for the next thing that happens', () => {
    const { scene } = walked(there);
    expect(neighbour(scene, still(scene, 1), 1)).toEqual(still(scene, 2));
    expect(neighbour(scene, still(scene, 0), -1)).toEqual(still(scene, 0));
    expect(frameAt(scene, 700)).toEqual(still(scene, 1));
  });
});

describe('a box with code in it', () => {
  const read: CodeReader = ({ region }) =>
    region === 'long'
      ? { lines: Array.from({ length: 30 }, (_, i) => [[`line_${i}()`]]) }
      : {
          lines: [
            [['async', 'keyword'], [' def ask(payload: dict):']],
            [['    return await model.post(payload, timeout=2)']],
          ],
        };
  const coded = (region: string): PathSpec => ({
    ...both,
    columns: [
      {
        title: 'async def',
        steps: [{ layer: 'FastAPI' }, { layer: 'Yours', name: 'post', code: { file: 'a.py', region } }],
      },
      {
        title: 'def',
        steps: [
          { layer: 'FastAPI', name: 'other' },
          { layer: 'Yours', name: 'get', trips: ['thread'] },
        ],
      },
    ],
    beats: [{ say: 'It awaits.', until: ['post', 'thread'] }],
  });

  it.each(['wide', 'tall'] as const)('shows all of it, in its colours, inside the box of the %s picture', (format) => {
    const { scene, problems } = walked(coded('short'), read);
    expect(problems).toEqual([]);
    const shapes = draw(scene, still(scene, 0), { ink: 'still', format });
    const box = shapes.find(({ key }) => key === '0 1 box');
    const code = shapes.filter((shape) => shape.kind === 'text' && shape.key.startsWith('0 1 code'));
    expect(code.map((shape) => (shape.kind === 'text' ? shape.text : '')).join(' ')).toBe(
      'async def ask(payload: dict): return await model.post(payload, timeout=2)',
    );
    expect(code[0]).toMatchObject({ text: 'async', fill: 'code-keyword' });
    if (box?.kind !== 'rect') throw new Error('no box');
    for (const shape of code) {
      if (shape.kind !== 'text') continue;
      expect(shape.x + textWidth(shape.text, shape)).toBeLessThanOrEqual(box.x + box.w);
      expect(shape.y).toBeGreaterThan(box.y);
      expect(shape.y).toBeLessThan(box.y + box.h);
    }
  });

  it('is refused where it is too long, where there is no room for it, and where it is not', () => {
    const told = (spec: PathSpec) => walked(spec, read).problems.map(({ path, what }) => `${path}: ${what}`);
    expect(told(coded('long'))[0]).toMatch(
      /^columns\[0\].*: (this code is|its boxes are) \d+ px too high for the wide picture$/,
    );
    const row = { ...there, in: [{ layer: 'Yours', code: { file: 'a.py' } }, ...(there.in ?? [])] };
    expect(told(row)).toContain('in[0].code: code in a row of boxes');
    expect(walked(coded('short')).problems.map(({ path }) => path)).toContain('columns[0].steps[1].code.file');
  });
});
