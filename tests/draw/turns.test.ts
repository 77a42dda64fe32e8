import { describe, expect, it } from 'vitest';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still, type View } from '../../src/draw/draw.ts';
import type { Format, Shape } from '../../src/draw/shape.ts';
import { frameAt, neighbour } from '../../src/draw/story.ts';
import { turned } from '../../src/draw/turns/compose.ts';
import { isTurns, turnsProblems } from '../../src/draw/turns/form.ts';
import type { TurnsSpec } from '../../src/draw/turns/spec.ts';
import { discs } from './extents.ts';
import { scenesOfTheTalk } from './scenes.ts';

/** A sleeps, B waits for a byte, C gives up its turn. */
const three: TurnsSpec = {
  tasks: { A: 'cpu 1, sleep 20', B: 'cpu 1, recv 10', C: 'cpu 1, sleep 0, cpu 1' },
  beats: [
    { ask: 'Who runs next?', answers: ['task A', 'task {turn 2.ready}'], until: 'start' },
    { say: 'Each until it awaits.', until: 'turn 1' },
    { say: '{turn 2.ready} waits.', lit: 'C' },
    { say: 'It sleeps {turn 3.timeout} at most.', until: 'turn 3 asks' },
    { say: 'It slept {turn 3.slept}.', until: 'turn 3' },
    { say: 'All of it.', payoff: '{turns} turns', until: 'turn 6', lit: 'loop' },
  ],
};

const formats: readonly Format[] = ['wide', 'tall'];
const { scene, problems } = turned(three);
const at = (view: View, format: Format = 'wide') => draw(scene, view, { ink: 'live', format });
const shown = (beat: number, format: Format = 'wide') => at(still(scene, beat), format);
const word = (shapes: readonly Shape[], key: string) => {
  const found = shapes.find((shape) => shape.key === key);
  return found?.kind === 'text' ? found.text : '';
};
const place = (shapes: readonly Shape[], key: string) => {
  const found = shapes.find((shape) => shape.key === key);
  if (found === undefined || found.kind === 'path') throw new Error(`nothing stands at "${key}"`);
  return { x: found.x, y: found.y };
};
/** The stations whose words are bold: where the bead is. */
const strong = (shapes: readonly Shape[]) =>
  shapes.flatMap((shape) => (shape.kind === 'text' && shape.key.endsWith(' word') && shape.bold ? [shape.text] : []));
/** Who is in the tray of that name, from left to right. */
const inTray = (shapes: readonly Shape[], key: string) => {
  const tray = shapes.find((shape) => shape.key === key);
  if (tray?.kind !== 'rect') throw new Error(`no tray "${key}"`);
  return discs(shapes)
    .filter(({ x, y }) => x > tray.x && x < tray.x + tray.w && y > tray.y && y < tray.y + tray.h)
    .toSorted((a, b) => a.x - b.x)
    .map((disc) => disc.key)
    .join(' ');
};
/** The film of a beat in so many frames a second. */
const film = (beat: number, perSecond = 50) => {
  const { from, at: to } = scene.beats[beat] ?? { from: 0, at: 0 };
  const count = Math.ceil(((to - from) / 1000) * perSecond);
  return Array.from({ length: count }, (_, i) => at({ beat, t: from + ((to - from) * i) / count, settled: 0 }));
};

describe('the form of turns', () => {
  it('that is right has no problems', () => {
    expect([turnsProblems(three), problems]).toEqual([[], []]);
    expect(isTurns(three)).toBe(true);
  });

  it.each([
    ['no tasks', { ...three, tasks: {} }, 'tasks: 0 tasks; expected one to 3'],
    [
      'four tasks',
      { ...three, tasks: { A: 'cpu 1', B: 'cpu 1', C: 'cpu 1', D: 'cpu 1' } },
      'tasks: 4 tasks; expected one to 3',
    ],
    ['a list', { ...three, tasks: ['cpu 1'] }, 'tasks: no tasks; expected what each does, by its name'],
    ['a name', { ...three, tasks: { one: 'cpu 1' } }, 'tasks: a task called "one"; expected a capital letter'],
    ['a number', { ...three, tasks: { A: 20 } }, 'tasks.A: 20; expected text: "20", in quotes'],
    [
      'a step that is none',
      { ...three, tasks: { A: 'wait 20' } },
      'tasks.A: "wait 20" is nothing a task does; expected cpu, sleep or recv with milliseconds, such as "cpu 0.1, sleep 20, cpu 0.1"',
    ],
    [
      'a typed number',
      { ...three, beats: [{ say: 'It sleeps 20 ms.' }] },
      'beats[0].say: the number 20 is typed; expected a word, or a reference to what is counted',
    ],
  ])('with %s is told so by its field', (_, value, message) => {
    expect(turnsProblems(value).map(({ path, what, expected }) => `${path}: ${what}; ${expected}`)).toContain(message);
  });
});

describe('the words', () => {
  it('are what the loop of the model came to', () => {
    expect(scene.beats.map(({ say, payoff }) => `${say}${payoff}`)).toEqual([
      '',
      'Each until it awaits.',
      'C waits.',
      'It sleeps 17 ms at most.',
      'It slept 6 ms.',
      'All of it.6 turns',
    ]);
    expect(scene.beats[0]?.answers).toEqual([
      { text: 'task A', right: false },
      { text: 'task C', right: true },
    ]);
  });

  it('change with the tasks', () => {
    const later = turned({ ...three, tasks: { ...three.tasks, B: 'cpu 1, recv 15' } }).scene;
    expect(later.beats[4]?.say).toBe('It slept 11 ms.');
    const other = turned({ ...three, tasks: { ...three.tasks, A: 'cpu 1, sleep 0', C: 'cpu 1, sleep 20, cpu 1' } });
    expect(other.scene.beats[0]?.answers[1]?.text).toBe('task A');
  });

  it('can be followed by ears alone', () => {
    expect(inWords(scene, 0)).toBe(
      'Who runs next? task A, task C. Turn 1: select is asked for 0 ms. Ready: A is first, B stands behind A, C stands behind B.',
    );
    expect(inWords(scene, 1)).toBe(
      'Each until it awaits. Turn 1: select is asked for 0 ms, it ran A1, B1, C1. C is ready. A waits for its timer, due 21 ms. B waits in the kernel, for a byte.',
    );
    expect(inWords(scene, 3)).toContain('Turn 3: select is asked for 17 ms. Nobody is ready.');
    expect(inWords(scene, 4)).toContain('it slept 6 ms, it found B’s byte, it ran B’s reader. B is ready.');
    expect(inWords(scene, 5), 'all that happened since').toMatch(
      /^All of it\. 6 turns\. Turn 1: .* Turn 5: .*it found A’s timer/,
    );
    expect(inWords(scene, 5)).toContain('Nobody is ready. A, B and C are done.');
  });

  it('say of who comes back in line behind whom it stands', () => {
    const pair = turned({ tasks: { A: 'sleep 0, cpu 1', B: 'sleep 0' }, beats: [{ say: 'Both.', until: 'turn 1' }] });
    expect(inWords(pair.scene, 0)).toContain('Ready: A is first, B stands behind A.');
  });
});

describe.each(formats)('the picture, %s', (format) => {
  it('has everyone in line before they run, and the loop has asked', () => {
    const shapes = shown(0, format);
    expect(inTray(shapes, 'ready')).toBe('A B C');
    expect(strong(shapes)).toEqual(['ask']);
  });

  it('has A at the timers with its due time, B in the kernel, and C in line when they have run', () => {
    const shapes = shown(1, format);
    expect(['timers', 'kernel', 'ready'].map((tray) => inTray(shapes, tray))).toEqual(['A', 'B', 'C']);
    expect(word(shapes, 'timers 0')).toBe('due 21 ms');
    expect(word(shapes, 'kernel 0')).toBe('for a byte');
    expect(shapes.some(({ key }) => key === 'clock 0 face')).toBe(true);
  });

  it('asks select for 17 ms when nobody is ready, beside the bead, and the loop is pale', () => {
    const shapes = shown(3, format);
    expect(word(shapes, 'timeout')).toBe('17 ms');
    expect(inTray(shapes, 'ready')).toBe('');
    expect(word(shapes, 'doing')).toBe('asleep');
    expect(Math.abs(place(shapes, 'bead').y - place(shapes, 'timeout').y)).toBeLessThan(40);
    const ring = shapes.find(({ key }) => key === 'ring');
    expect(ring?.kind === 'circle' && ring.stroke).toBe('rule');
  });

  it('says how long it slept when the byte has come, and B is ready', () => {
    const shapes = shown(4, format);
    expect(word(shapes, 'slept')).toBe('slept 6 ms');
    expect(inTray(shapes, 'ready')).toBe('B');
    expect(inTray(shapes, 'kernel')).toBe('');
    expect(word(shapes, 'kernel 0')).toBe('');
  });

  it('ends with all turns in the table, and all done', () => {
    const shapes = shown(5, format);
    const row = (field: string) => [1, 2, 3, 4, 5, 6].map((n) => word(shapes, `${n} ${field}`));
    expect(row('ready')).toEqual(['A B C', 'C', '–', 'B', '–', 'A']);
    expect(row('select')).toEqual(['0 ms', '0 ms', '17 ms', '0 ms', '11 ms', '0 ms']);
    expect(row('found')).toEqual(['–', '–', 'B’s byte', '–', 'A’s timer', '–']);
    expect(row('runs')).toEqual(['A1 B1 C1', 'C2', 'B’s reader', 'B2', 'A’s timer', 'A2']);
    expect(shapes.filter(({ key }) => key.startsWith('tick '))).toHaveLength(3);
    expect(word(shapes, 'turn')).toBe('6 turns');
    expect(strong(shapes)).toEqual(['run', 'ask', 'wake']);
  });

  it('has in its table no turn that has not begun', () => {
    const turns = three.beats.map((_, beat) => shown(beat, format).filter(({ key }) => / turn$/.test(key)).length);
    // the tall one has no name for this column
    expect(turns.map((count) => count - (format === 'tall' ? 0 : 1))).toEqual([1, 1, 1, 3, 3, 6]);
  });
});

describe('the film', () => {
  it('lets A, B and C each sit down in turn, and runs nobody else', () => {
    const seat = place(shown(0), 'seat');
    const sitting = film(1).flatMap((shapes) =>
      discs(shapes).flatMap(({ key, x, y, moving }) => (x === seat.x && y === seat.y && !moving ? [key] : [])),
    );
    expect([...new Set(sitting)]).toEqual(['A', 'B', 'C']);
    for (const who of ['A', 'B', 'C']) {
      const ms = sitting.filter((key) => key === who).length * 20;
      expect(ms, `${who} flashes`).toBeGreaterThanOrEqual(350);
    }
  });

  it('has at most one in the seat, and two on their way', () => {
    for (const beat of [1, 3, 4, 5]) {
      const seat = place(shown(0), 'seat');
      for (const shapes of film(beat)) {
        const all = discs(shapes);
        expect(all.filter(({ x, y, moving }) => !moving && x === seat.x && y === seat.y).length).toBeLessThanOrEqual(1);
        expect(all.filter(({ moving }) => moving).length).toBeLessThanOrEqual(3);
      }
    }
  });

  it('takes the bead round one way only: run, ask, wake', () => {
    const ring = place(shown(0), 'ring');
    const angles = [1, 3, 4, 5].flatMap((beat) =>
      film(beat).map((shapes) => {
        const { x, y } = place(shapes, 'bead');
        return Math.atan2(y - ring.y, x - ring.x);
      }),
    );
    const steps = angles.slice(1).map((angle, i) => angle - (angles[i] ?? 0));
    const forward = steps.map((step) => (step + 2 * Math.PI) % (2 * Math.PI)).filter((step) => step > 1e-6);
    expect(Math.max(...forward)).toBeLessThan(Math.PI / 2);
    const rounds = forward.reduce((sum, step) => sum + step, 0) / (2 * Math.PI);
    expect(Math.round(rounds), 'six turns, of which the first had asked before').toBe(6);
  });

  it('says what it means when it stands still, and not before', () => {
    const { from = 0, at: to = 0 } = scene.beats[5] ?? {};
    expect(word(at({ beat: 5, t: (from + to) / 2, settled: 0 }), 'turn')).toMatch(/^turn \d$/);
    expect(word(shown(5), 'turn')).toBe('6 turns');
  });

  it('points at who the beat is about', () => {
    const body = (settled: number) => {
      const c = at({ beat: 2, t: scene.beats[2]?.at ?? 0, settled }).find(({ key }) => key === 'C');
      const circle = c?.kind === 'group' ? c.children.find(({ key }) => key === 'body') : undefined;
      return circle?.kind === 'circle' ? (circle.width ?? 0) : 0;
    };
    expect(body(0.5)).toBeGreaterThan(body(1));
    expect(body(0)).toBe(body(1));
  });

  it('can be scrubbed, and has its next beat for the next thing that happens', () => {
    const { from = 0, at: to = 0 } = scene.beats[1] ?? {};
    expect(frameAt(scene, 600 + 1000)).toEqual({ beat: 1, t: from + 1000, settled: 0 });
    expect(to).toBeGreaterThan(1000);
    expect(neighbour(scene, still(scene, 1), 1)).toEqual(still(scene, 2));
  });

  it('is plain data, and the same whenever it is computed', () => {
    expect(JSON.parse(JSON.stringify(scene))).toEqual(turned(three).scene);
  });
});

describe('the turns of the talk', () => {
  const talked = scenesOfTheTalk().find(({ slug }) => slug === 'event-loop')?.scene;
  if (talked?.kind !== 'turns') throw new Error('no turns on event-loop');
  const last = talked.beats.length - 1;
  const shapes = draw(talked, still(talked, last), { ink: 'still', format: 'wide' });

  it('are those that were measured: who was ready, what select was asked for, what ran', () => {
    const row = (field: string) => [1, 2, 3, 4, 5, 6].map((n) => word(shapes, `${n} ${field}`));
    expect(row('at')).toEqual(['0 ms', '0.2 ms', '0.3 ms', '10.3 ms', '10.5 ms', '20.1 ms']);
    expect(row('ready')).toEqual(['A B C', 'C', '–', 'B', '–', 'A']);
    expect(row('select')).toEqual(['0 ms', '0 ms', '19.8 ms', '0 ms', '9.6 ms', '0 ms']);
    expect(row('runs').join(' ')).toBe('A1 B1 C1 C2 B’s reader B2 A’s timer A2');
  });

  it('play at most eight seconds from click to click', () => {
    const stage = talked.beats.filter(({ reader }) => !reader);
    const long = stage.slice(1).map(({ at: end }, i) => end - (stage[i]?.at ?? 0));
    expect(Math.max(...long)).toBeLessThanOrEqual(8000);
  });
});
