import { describe, expect, it } from 'vitest';
import { draw, still } from '../../src/draw/draw.ts';
import { figureReader } from '../../src/draw/figures.ts';
import { sheet } from '../../src/draw/geometry.ts';
import { forms } from '../../src/draw/knobs/adjustable.ts';
import { composers } from '../../src/draw/knobs/composers.ts';
import { numberAt, withNumber } from '../../src/draw/knobs/field.ts';
import { marked, spoken } from '../../src/draw/knobs/marks.ts';
import type { Knobs } from '../../src/draw/knobs/spec.ts';
import { composerOf, turned } from '../../src/draw/knobs/turn.ts';
import { beatOf, type Scene, stageBeats } from '../../src/draw/scene.ts';
import { count, type Format, type Shape } from '../../src/draw/shape.ts';
import { message } from '../../src/model/rules.ts';
import { boxes, discs, everyone, overlap } from './extents.ts';
import { scenesOfTheTalk } from './scenes.ts';
import { four } from './specs.ts';

const users = { sets: 'runs.yours.arrivals[0].count', from: 2, to: 40 };
const wait = { sets: 'runs.yours.arrivals[0].does.wait', from: 0, to: 200, step: 10, unit: 'ms', label: 'waiting' };

/** `four`, with a beat at its end in which the users and their waiting may be changed. */
const own = {
  ...four,
  runs: { yours: { arrivals: four.arrivals } },
  beats: [
    ...four.beats,
    {
      say: 'With {wait} ms away, {users} users wait {last.latency}, not {run:last.latency}.',
      run: 'yours',
      until: 'last done',
      reader: true,
      knobs: { users, wait },
    },
  ],
};

function read(value: unknown, language = 'diagram') {
  const made = figureReader(language)?.(value);
  if (made?.scene === undefined) throw new Error(made?.problems.map(message).join('\n'));
  return made;
}

function knobsOf({ knobs }: Scene): Knobs {
  if (knobs === undefined) throw new Error('a diagram without knobs');
  return knobs;
}

function sceneWith(scene: Scene, beat: number, ...values: number[]): Scene {
  const knobs = knobsOf(scene);
  const made = turned(composerOf(knobs, beat), knobs, { beat, values });
  if ('problems' in made) throw new Error(made.problems.map(message).join('\n'));
  return made.scene;
}

describe('a number at a path', () => {
  const data = { runs: { yours: { arrivals: [{ count: 4, does: 'cpu 5, wait 90, cpu 5' }] } }, list: [1, 2.5] };

  it.each([
    ['runs.yours.arrivals[0].count', 4],
    ['list[1]', 2.5],
    ['runs.yours.arrivals[0].does.wait', 90],
    ['runs.yours.arrivals[0].does.cpu', 5],
    ['runs.yours.arrivals[0].does.block', undefined],
    ['runs.yours.arrivals[0].does', undefined],
    ['runs.yours.arrivals[1].count', undefined],
    ['runs.toString', undefined],
    ['', undefined],
  ])('%s is %s', (path, number) => {
    expect(numberAt(data, path)).toBe(number);
  });

  it('is put where it was, in words of work behind each of its kind', () => {
    expect(withNumber(data, 'runs.yours.arrivals[0].does.cpu', 7)).toMatchObject({
      runs: { yours: { arrivals: [{ count: 4, does: 'cpu 7, wait 90, cpu 7' }] } },
    });
    expect(withNumber(data, 'list[0]', 9)).toMatchObject({ list: [9, 2.5] });
    expect(data.list).toEqual([1, 2.5]);
  });

  it('in work with a thread is found as well, and two different ones are none', () => {
    expect(numberAt({ does: 'cpu 5, thread [wait 90], cpu 5' }, 'does.wait')).toBe(90);
    expect(numberAt({ does: 'cpu 5, cpu 6' }, 'does.cpu')).toBeUndefined();
  });
});

describe('a sentence', () => {
  it('has its numbers where they are read, and has lost their marks', () => {
    expect(spoken(`${marked(40)} users, ${marked(2.5)} ms: 40 of them.`)).toEqual({
      say: '40 users, 2.5 ms: 40 of them.',
      numbers: [
        { at: 0, length: 2 },
        { at: 10, length: 3 },
      ],
    });
    expect(spoken('Nothing to change.')).toEqual({ say: 'Nothing to change.' });
  });
});

describe('a beat with knobs', () => {
  const { scene, data, problems } = read(own);
  const last = scene.beats.length - 1;

  it('says what the author wrote, and where its numbers are, in the order of the sentence', () => {
    expect(problems).toEqual([]);
    const { say, numbers = [], from, at } = beatOf(scene, last);
    expect(say).toBe('With 90 ms away, 4 users wait 400 ms, not 400 ms.');
    expect(numbers.map((number) => say.slice(number.at, number.at + number.length))).toEqual(['90', '4']);
    expect(knobsOf(scene).beats[last]?.map(({ name, start }) => [name, start])).toEqual([
      ['wait', 90],
      ['users', 4],
    ]);
    // it stands, and nothing of it plays
    expect(from).toBe(at);
  });

  it('is not on stage, and not what stands for the diagram', () => {
    expect(stageBeats(scene)).toEqual([0, 1, 2]);
    expect(scene.key).toBe(2);
  });

  it('is computed again with other numbers, and the run of the other beats is not', () => {
    const made = sceneWith(scene, last, 10, 9);
    expect(beatOf(made, last).say).toBe('With 10 ms away, 9 users wait 180 ms, not 400 ms.');
    expect(beatOf(made, last).at).toBe(180);
  });

  it('is the same where it starts, whoever composes it', () => {
    const made = sceneWith(scene, last, 90, 4);
    const drawn = (each: Scene) => draw(each, still(each, last), { ink: 'live', format: 'wide' });
    expect(drawn(made)).toEqual(drawn(scene));
  });

  it('makes its page carry what it was made of; a diagram without one carries nothing', () => {
    expect(data.knobs).toMatchObject({ language: 'diagram', spec: { server: { kind: 'sync' } } });
    expect(read(four).data.knobs).toBeUndefined();
    expect(JSON.stringify(data.knobs)).not.toMatch(/[\ue000-\ue0ff]/);
  });

  it('keeps to what is shown when a value makes nothing of it, and says why', () => {
    const narrow = { ...own, beats: own.beats.map((beat) => ({ ...beat, until: beat.until.replace('last', 'r4') })) };
    const made = figureReader('diagram')?.(narrow);
    expect(made?.problems.map(message)).toEqual([
      'beats[3].knobs: with wait 0, users 2: no request r4 in this run; it has r1 … r2, first, last',
    ]);
    const knobs = made?.scene && knobsOf(made.scene);
    expect(knobs && turned(composerOf(knobs, 3), knobs, { beat: 3, values: [90, 3] })).toMatchObject({
      problems: [
        { path: 'beats[3].until', what: 'no request r4 in this run', expected: 'it has r1 … r3, first, last' },
      ],
    });
  });

  it('tells what the simulator throws, too', () => {
    const thrown = () => {
      throw new Error('more than 10 events');
    };
    expect(turned(thrown, knobsOf(scene), { beat: last, values: [90, 4] })).toEqual({
      problems: [{ path: '', what: 'more than 10 events', expected: '' }],
    });
  });
});

it('what a page composes again has rules for its form', () => {
  expect([...composers.keys()]).toEqual([...forms.keys()]);
});

const smallest = { wide: 20, tall: 23, half: 20, low: 23 } as const satisfies Record<Format, number>;
const most = 6;

const knobbed = scenesOfTheTalk().filter(({ scene }) => scene.knobs !== undefined);

it('there are numbers to change on the slides that ask for them', () => {
  expect(knobbed.map(({ slug }) => slug)).toEqual(
    expect.arrayContaining([
      'second-user',
      'one-key',
      'cpu-or-waiting',
      'pre-fork',
      'many-waits',
      'forty-first',
      'curve',
    ]),
  );
});

describe.each(knobbed)('the numbers of $slug', ({ scene }) => {
  const { beats } = knobsOf(scene);
  const turns = Object.entries(beats).flatMap(([number, knobs]) => {
    const starts = knobs.map(({ start }) => start);
    const each = knobs.flatMap(({ from, to, step }, i) => {
      const steps = Math.round((to - from) / step);
      const stride = Math.max(1, Math.ceil(steps / most));
      const values = Array.from({ length: steps + 1 }, (_, n) => from + n * step);
      return values.filter((value, n) => n % stride === 0 || value === to).map((value) => starts.with(i, value));
    });
    const ends = [knobs.map(({ from }) => from), knobs.map(({ to }) => to)];
    return [...each, ...ends].map((values) => ({ beat: Number(number), values }));
  });

  it.each(['wide', 'tall'] as const)('can all be shown, in the %s format', (format) => {
    const { width, height } = sheet(format);
    expect(turns.length).toBeGreaterThan(most);
    for (const { beat, values } of turns) {
      const made = sceneWith(scene, beat, ...values);
      const shapes = draw(made, still(made, beat), { ink: 'live', format });
      const name = values.join(', ');
      for (const { key, box } of boxes(shapes))
        expect
          .soft(box.x1 >= 0 && box.y1 >= 0 && box.x2 <= width && box.y2 <= height, `${name}: ${key} is outside`)
          .toBe(true);
      const labels = boxes(shapes).filter(({ isText }) => isText);
      for (const [i, a] of labels.entries())
        for (const b of labels.slice(i + 1))
          expect.soft(overlap(a.box, b.box), `${name}: "${a.key}" and "${b.key}"`).toBe(false);
      const standing = everyone(shapes);
      for (const [i, a] of standing.entries())
        for (const b of standing.slice(i + 1))
          expect
            .soft(Math.hypot(a.x - b.x, a.y - b.y) + 0.01, `${name}: ${a.key} and ${b.key}`)
            .toBeGreaterThan(a.r + b.r);
      expect.soft(Math.min(...sizesIn(shapes)), name).toBeGreaterThanOrEqual(smallest[format]);
      expect.soft(discs(shapes).length, name).toBeLessThanOrEqual(16);
      expect.soft(count(shapes), name).toBeLessThanOrEqual(300);
    }
  });
});

function sizesIn(shapes: readonly Shape[]): readonly number[] {
  return shapes.flatMap((shape) =>
    shape.kind === 'group' ? sizesIn(shape.children) : shape.kind === 'text' ? [shape.size] : [],
  );
}
