import { describe, expect, it } from 'vitest';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still } from '../../src/draw/draw.ts';
import { sheet } from '../../src/draw/geometry.ts';
import { raced } from '../../src/draw/race/compose.ts';
import { isRace, raceProblems } from '../../src/draw/race/form.ts';
import { lifeOf, overdue, spanAt, timeLeft } from '../../src/draw/race/life.ts';
import type { Scene } from '../../src/draw/race/scene.ts';
import type { BeatSpec, RaceSpec } from '../../src/draw/race/spec.ts';
import { type Scene as AnyScene, sceneOf } from '../../src/draw/scene.ts';
import type { Format, Shape } from '../../src/draw/shape.ts';
import { filmLength, neighbour } from '../../src/draw/story.ts';
import { parseSteps } from '../../src/model/notation.ts';
import { type ServerSpec, simulate } from '../../src/model/servers/index.ts';
import type { Trace } from '../../src/model/trace.ts';
import { scenesOfTheTalk } from './scenes.ts';

/** Ten at once: a strip of lines a row. */
const strips: RaceSpec = {
  servers: [
    { label: 'sync ×1', name: 'sync', server: { kind: 'sync' } },
    { label: 'gevent', server: { kind: 'gevent' } },
    { label: 'asgi', server: { kind: 'asgi' } },
  ],
  arrivals: [{ count: 10, path: '/predict', does: 'cpu 5, wait 90, cpu 5' }],
  beats: [
    { ask: 'Who is first?', answers: ['asgi', '{winner}'], until: '0 ms' },
    { say: 'It is {winner}.', until: 'asgi:last done', lens: 10 },
    { say: 'And {sync:end}.', payoff: '{sync:end|bare} → {asgi:end}', until: 'sync:last done', lens: 4 },
  ],
};

/** One that takes longer than a heartbeat may, and one that comes meanwhile: lanes below the life of a process. */
const lanes: RaceSpec = {
  servers: [
    { label: 'sync', server: { kind: 'sync', timeout: 3000 } },
    { label: 'gthread', server: { kind: 'gthread', timeout: 3000 } },
  ],
  arrivals: [
    { path: '/report', does: 'wait 6000' },
    { at: 1000, path: '/predict', does: 'cpu 5, wait 90, cpu 5' },
  ],
  beats: [
    { say: 'They work.', until: '2000 ms' },
    { say: 'Killed.', until: 'sync:killed' },
    { say: 'All are done.', until: 'gthread:last done' },
  ],
};

const withBeats = (spec: RaceSpec, ...beats: readonly BeatSpec[]): RaceSpec => ({ ...spec, beats });
const messages = (value: unknown) =>
  raceProblems(value).map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);
const faults = (spec: RaceSpec) =>
  raced(spec).problems.map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);
const said = (spec: RaceSpec, beat: number) => raced(spec).data.beats[beat]?.say;

const shapesAt = (scene: AnyScene, beat: number, t?: number, format: Format = 'wide') =>
  draw(scene, t === undefined ? still(scene, beat) : { beat, t, settled: 0 }, { ink: 'live', format });
const texts = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const text = (shapes: readonly Shape[], key: string) =>
  shapes.flatMap((shape) => (shape.kind === 'text' && shape.key === key ? [shape.text] : []))[0];
const find = <K extends Shape['kind']>(shapes: readonly Shape[], kind: K, key: string) =>
  shapes.find((shape): shape is Extract<Shape, { kind: K }> => shape.kind === kind && shape.key === key);

/** How far to the right anything of the rows is drawn that tells of the past: paths of lines, and bars. */
function furthest(shapes: readonly Shape[]): number {
  return Math.max(
    ...shapes.flatMap((shape) => {
      if (shape.kind === 'path' && /^row \d (away|kept|inLine|running|stuck)$/.test(shape.key))
        return [...shape.d.matchAll(/H(-?[\d.]+)V/g)].map(([, x]) => Number(x));
      return shape.kind === 'rect' && /^row \d( process)? (r\d+ )?\d+$/.test(shape.key) ? [shape.x + shape.w] : [];
    }),
  );
}

function raceOf(slug: string): Scene {
  const found = scenesOfTheTalk().find((each) => each.slug === slug)?.scene;
  if (found?.kind !== 'race') throw new Error(`no race on ${slug}`);
  return found;
}

describe('the form of a race', () => {
  it('has no problems where it is well formed', () => {
    expect(messages(strips)).toEqual([]);
    expect(messages(lanes)).toEqual([]);
    expect(isRace(lanes)).toBe(true);
  });

  const [first, second, third] = strips.servers;
  it.each([
    ['one server', { ...strips, servers: [first] }, 'servers: one server; expected two to four'],
    ['five', { ...strips, servers: [first, second, third, first, second] }, 'servers: 5 servers; expected two to four'],
    ['no arrivals', { ...strips, arrivals: [] }, 'arrivals: an empty list; expected at least one'],
    [
      'a name that would be read as a reference',
      { ...strips, servers: [{ ...first, name: 'a:b' }, second] },
      'servers[0].name: "a:b"; expected a name without : @ | { }, or one beside it',
    ],
    [
      'such a label instead of a name',
      { ...strips, servers: [{ label: 'at @', server: { kind: 'sync' } }, second] },
      'servers[0].label: "at @"; expected a name without : @ | { }, or one beside it',
    ],
    ['a beat that ends nowhere', { ...strips, beats: [{ say: 'a' }] }, 'beats[0].until: missing; expected text'],
    [
      'a typed number',
      { ...strips, beats: [{ say: 'It takes 10 ms.', until: '1 ms' }] },
      'beats[0].say: the number 10 is typed; expected a word, or a reference to what is counted',
    ],
    [
      'a lens that is none',
      { ...strips, beats: [{ say: 'a', until: '1 ms', lens: 0 }] },
      'beats[0].lens: 0; expected a whole number from 1 to 1000',
    ],
  ])('with %s is told so by its field', (_, value, message) => {
    expect(messages(value)).toContain(message);
    expect(isRace(value)).toBe(false);
  });

  it('of everything wrong at once, all of it is told', () => {
    const wrong = messages({ servers: [{ label: 'a', server: { kind: 'synk' } }], beats: [{ say: 'a' }] });
    expect(wrong).toHaveLength(4);
  });
});

describe('what a beat may refer to', () => {
  it('a figure of a row, by its name', () => {
    expect(said(strips, 2)).toBe('And 1000 ms.');
    expect(raced(strips).data.beats[2]?.payoff).toBe('1000 → 145 ms');
  });

  it('who has answered everybody first, or that two have', () => {
    expect(said(strips, 1)).toBe('It is a tie.');
    const [sync, gevent] = strips.servers;
    expect(
      sync &&
        gevent &&
        said(
          {
            ...strips,
            servers: [sync, gevent],
            beats: [...strips.beats.slice(0, 1), { say: '{winner}', until: 'gevent:last done' }],
          },
          1,
        ),
    ).toBe('gevent');
  });

  it('who answers a request at all', () => {
    expect(said(withBeats(lanes, { say: '{answering r1} {answering r2}', until: '0 ms' }), 0)).toBe(
      'gthread sync and gthread',
    );
    const deaf = {
      ...lanes,
      servers: lanes.servers.map(({ label }) => ({ label, server: { kind: 'sync', timeout: 3000 } as const })),
    };
    expect(said(withBeats(deaf, { say: '{answering r1}', until: '0 ms' }), 0)).toBe('nobody');
  });

  it('how many are answered and in line, when the beat ends or at another instant', () => {
    const beat = { say: '{sync:answered} {sync:inLine} {sync:answered@asgi:r1 waits}', until: '350 ms' };
    // three answered by then and the fourth at work
    expect(said(withBeats(strips, beat), 0)).toBe('3 6 0');
    expect(said(withBeats(strips, { ...beat, say: '{sync:answered@sync:first done}' }), 0)).toBe('1');
  });

  it('an error is no answer', () => {
    const beat = { say: '{sync:answered} {gthread:answered}', until: 'gthread:last done' };
    expect(said(withBeats(lanes, beat), 0)).toBe('1 2');
  });

  it.each([
    ['{end}', '"end" names no row; expected one of sync, gevent, asgi and a colon first'],
    ['{tornado:end}', 'no row "tornado"; rows are sync, gevent, asgi'],
    ['{sync:r11.latency}', 'no request r11 in this run; it has r1 … r10, first, last, or a path for its slowest'],
    [
      '{sync:speed}',
      'no figure "speed"; a run has cpu, end, idle, busy, mean, count, delayed, delay, lost, rate, answered, inLine',
    ],
    ['{sync:end@sync:r1 done}', '"end" at an instant; expected answered or inLine, which are counted there'],
    ['{sync:answered@noon}', '"noon" names no row; expected one of sync, gevent, asgi and a colon first'],
    ['{answering r11}', 'no request r11 on every row; one has r1 … r10, first, last'],
  ])('but not %s', (reference, fault) => {
    expect(faults(withBeats(strips, { say: reference, until: '0 ms' }))).toEqual([`beats[0].say: ${fault}`]);
  });
});

describe('the instant that a beat ends at', () => {
  const at = (spec: RaceSpec, until: string) => raced(withBeats(spec, { say: 'a', until })).data.beats[0]?.at;

  it('is one of the clock that all share, or of a request or a process of a row', () => {
    expect(at(strips, '120 ms')).toBe(120);
    expect(at(strips, 'sync:r3 done')).toBe(300);
    expect(at(strips, 'asgi:last done')).toBe(145);
    expect(at(lanes, 'sync:killed')).toBe(4000);
    expect(at(lanes, 'sync:boots')).toBe(4000);
    expect(at(lanes, 'sync:booted')).toBe(5000);
  });

  it('may be later than the end of a row, but not than that of all', () => {
    expect(at(strips, '900 ms')).toBe(900);
    expect(faults(withBeats(strips, { say: 'a', until: '1001 ms' }))).toEqual([
      'beats[0].until: the race is over before 1001 ms; it ends at 1000 ms',
    ]);
  });

  it.each([
    ['r1 done', '"r1 done" names no row; expected one of sync, gthread and a colon first'],
    ['gthread:killed', 'worker 1 is never killed in this run; expected something that happens'],
    ['gthread:told', 'worker 1 is never told to stop in this run; expected something that happens'],
    ['sync:r1 stuck', 'r1 never is stuck in this run; expected something that happens'],
    [
      'sync:dies',
      '"dies" is no instant; expected "1000 ms" or a request and one of arrives, sits, waits, stuck, returns, done, gaveUp; or of its process told, killed, exit, boots, booted',
    ],
  ])('is not "%s"', (until, fault) => {
    expect(faults(withBeats(lanes, { say: 'a', until }))).toEqual([`beats[0].until: ${fault}`]);
  });

  it('is not before that of the beat before it, but a question comes before the race', () => {
    const back = [
      { say: 'a', until: 'sync:last done' },
      { say: 'b', until: '50 ms' },
    ] as const;
    expect(faults(withBeats(strips, ...back))).toEqual([
      'beats[1].until: "50 ms" is before the beat before it; expected 1000 ms or later',
    ]);
    const asked = withBeats(
      strips,
      { ask: 'a', answers: ['{winner}', 'b'], until: '500 ms' },
      { say: 'b', until: '50 ms' },
    );
    expect(faults(asked)).toEqual([]);
    expect(raced(asked).data.beats.map(({ from, at: to }) => [from, to])).toEqual([
      [500, 500],
      [0, 50],
    ]);
    expect(
      faults(withBeats(strips, { say: 'a', until: '1 ms' }, { ask: 'b', answers: ['{winner}', 'c'], until: '2 ms' })),
    ).toEqual(['beats[1].ask: a question in the middle of a race; a race is asked about before it begins']);
  });
});

describe('how far the picture reaches', () => {
  const reach = (...beats: readonly BeatSpec[]) =>
    raced(withBeats(strips, ...beats)).data.beats.map((beat) => beat.reach);

  it('is to the last instant that is shown, unless a beat says', () => {
    expect(reach({ say: 'a', until: '100 ms' }, { say: 'b', until: '700 ms' })).toEqual([700, 700]);
    expect(
      reach(
        { say: 'a', until: '100 ms', reach: '200 ms' },
        { say: 'b', until: '200 ms' },
        { say: 'c', until: 'sync:last done', reach: 'sync:last done' },
      ),
    ).toEqual([200, 200, 1000]);
  });

  it('is never short of now', () => {
    expect(faults(withBeats(strips, { say: 'a', until: '100 ms', reach: '50 ms' }))).toEqual([
      'beats[0].reach: the picture reaches to 50 ms; expected 100 ms or later',
    ]);
  });
});

describe('a race of many requests', () => {
  const { scene } = raced(strips);

  it('counts on each row who is answered and who is in line', () => {
    for (const t of [0, 3, 50, 145, 333, 1000]) {
      const shapes = shapesAt(scene, 2, t);
      const traces = strips.servers.map(({ server }) => traceOf(server, strips));
      for (const [i, { outcomes, segments }] of traces.entries()) {
        const answered = outcomes.filter(({ at }) => at <= t).length;
        const inLine = segments.filter(({ state, from, to }) => state === 'inLine' && from <= t && t < to).length;
        expect([text(shapes, `row ${i} answered number`), text(shapes, `row ${i} inLine number`)]).toEqual([
          String(answered),
          String(inLine),
        ]);
      }
    }
  });

  it.each(['wide', 'tall'] as const)('draws nothing of the future, in the %s picture', (format) => {
    for (const t of [10, 100, 500, 1000]) {
      const shapes = shapesAt(scene, 2, t, format);
      const now = find(shapes, 'rect', 'now line');
      expect(furthest(shapes)).toBeGreaterThan(0);
      expect(furthest(shapes)).toBeLessThanOrEqual((now?.x ?? 0) + 2);
    }
  });

  it('says of a row that is done when that was, and not earlier', () => {
    const times = (t: number) => texts(shapesAt(scene, 2, t).filter(({ key }) => key.endsWith(' time')));
    expect(times(144)).toEqual([]);
    expect(times(145)).toEqual(['145 ms', '145 ms']);
    expect(times(1000)).toEqual(['1000 ms', '145 ms', '145 ms']);
  });

  it('draws one line through the ends of two rows that end together, and none through others', () => {
    const shapes = shapesAt(scene, 2);
    const line = (i: number) => find(shapes, 'rect', `row ${i} end`);
    const [sync, gevent, asgi] = [line(0), line(1), line(2)];
    expect(gevent?.x).toBe(asgi?.x);
    expect((gevent?.y ?? 0) + (gevent?.h ?? 0)).toBe(asgi?.y);
    expect((sync?.y ?? 0) + (sync?.h ?? 0)).toBeLessThan(gevent?.y ?? 0);
  });

  it('changes at most 120 shapes from a frame to the next, and has at most 300', () => {
    const flat = (shapes: readonly Shape[]): readonly Shape[] =>
      shapes.flatMap((shape) => (shape.kind === 'group' ? [shape, ...flat(shape.children)] : [shape]));
    for (const each of [raceOf('race'), raceOf('executioner'), raceOf('shutdown')]) {
      for (const [beat, { from, at, lens }] of each.beats.entries()) {
        for (let t = from; t + 16 / lens < at; t += (at - from) / 25) {
          const before = new Set(flat(shapesAt(each, beat, t)).map((shape) => JSON.stringify(shape)));
          const after = flat(shapesAt(each, beat, t + 16 / lens));
          expect(after.filter((shape) => !before.has(JSON.stringify(shape))).length).toBeLessThanOrEqual(120);
          expect(after.length).toBeLessThanOrEqual(300);
        }
      }
    }
  });

  it('has room for forty on a row', () => {
    const many = (count: number) => ({ ...strips, arrivals: [{ count, path: '/a', does: 'cpu 5' }] });
    expect(faults(withBeats(many(40), { say: 'a', until: '1 ms' }))).toEqual([]);
    expect(faults(withBeats(many(41), { say: 'a', until: '1 ms' }))[0]).toBe(
      'servers[0]: 41 requests; a row has room for 40',
    );
  });
});

describe('a race of few requests', () => {
  const { scene } = raced(lanes);

  it('has a lane for each of them, with words where a bar has room', () => {
    const shapes = shapesAt(scene, 0);
    expect(texts(shapes).filter((word) => word.endsWith('/report'))).toEqual(['1 /report', '1 /report']);
    expect(texts(shapes)).toContain('away, seat kept');
    expect(texts(shapes)).toContain('in line');
  });

  it('draws nothing of the future', () => {
    for (const t of [500, 2000, 4500, 6000]) {
      const shapes = shapesAt(scene, 2, t);
      expect(furthest(shapes)).toBeLessThanOrEqual((find(shapes, 'rect', 'now line')?.x ?? 0) + 2);
    }
  });

  it('shows a heartbeat as a tick once it has come', () => {
    const ticks = (row: number, t: number) =>
      (find(shapesAt(scene, 2, t), 'path', `row ${row} process beats`)?.d.match(/M/g) ?? []).length;
    // gthread's main thread beats when it has slept a second, and when somebody comes or is done
    expect([0, 900, 1090, 1200, 2200].map((t) => ticks(1, t))).toEqual([0, 1, 2, 3, 4]);
    expect(ticks(0, 3900)).toBe(1);
  });

  it('shows a heartbeat that is too old, from then on, where there is one', () => {
    const late = (row: number, t: number) => find(shapesAt(scene, 2, t), 'rect', `row ${row} process 0 overdue`);
    expect(late(0, 2990)).toBeUndefined();
    expect(late(0, 3500)).toBeDefined();
    expect(late(1, 5900)).toBeUndefined();
    const { x = 0, w = 0 } = late(0, 3900) ?? {};
    const now = find(shapesAt(scene, 2, 3900), 'rect', 'now line')?.x ?? 0;
    expect(x).toBeLessThan(now);
    expect(x + w).toBeLessThanOrEqual(now + 2);
  });

  it('crosses out a worker that is killed, and draws the one that boots with dashes', () => {
    const emblem = (t: number) => find(shapesAt(scene, 2, t), 'rect', 'row 0 process');
    const cross = (t: number) => find(shapesAt(scene, 2, t), 'path', 'row 0 process 0 cross');
    expect([emblem(3999)?.dash, cross(3999)]).toEqual([undefined, undefined]);
    expect(emblem(4000)?.dash).toBeDefined();
    expect(cross(4000)).toBeDefined();
    expect(emblem(5000)?.dash).toBeUndefined();
    expect(texts(shapesAt(scene, 2, 4900))).toContain('boots');
  });

  it('says at the end of a lane what its client saw, and not before', () => {
    expect(text(shapesAt(scene, 2, 3999), 'row 0 r1 outcome')).toBeUndefined();
    expect(text(shapesAt(scene, 2, 4000), 'row 0 r1 outcome')).toBe('500');
    expect(text(shapesAt(scene, 2, 6000), 'row 1 r1 outcome')).toBe('6000 ms');
  });

  it('needs one worker a row, and lanes with room for words', () => {
    const [sync, gthread] = lanes.servers;
    if (sync === undefined || gthread === undefined) throw new Error('no servers');
    const two = { ...sync, server: { kind: 'sync', timeout: 3000, workers: 2 } } as const;
    expect(faults({ ...lanes, servers: [two, gthread], beats: [{ say: 'a', until: '0 ms' }] })).toEqual([
      'servers[0].server: the bars of 2 workers; expected one, or a race of more than 4 requests',
    ]);
    const crowd = {
      servers: [sync, { ...sync, name: 'b' }, { ...sync, name: 'c' }, gthread],
      arrivals: [{ count: 4, path: '/a', does: 'cpu 5' }],
    };
    expect(faults({ ...crowd, beats: [{ say: 'a', until: '0 ms' }] })[0]).toBe(
      'servers[0]: no room for 4 lanes in the wide picture; expected fewer of them, or of the rows',
    );
  });
});

describe('the life of a process', () => {
  const trace = (server: ServerSpec, does = 'wait 6000') => traceOf(server, { arrivals: [{ path: '/a', does }] });

  it('is one span where nothing happens to it', () => {
    const life = lifeOf(trace({ kind: 'asgi' }));
    expect(life).toEqual({ spans: [{ state: 'serves', from: 0 }], beats: [], signals: [] });
  });

  it('ends with a kill, and goes on with the next that boots and serves', () => {
    const arrivals = [
      { path: '/a', does: 'wait 6000' },
      { at: 3500, path: '/a', does: 'cpu 5' },
    ];
    const life = lifeOf(traceOf({ kind: 'sync', timeout: 3000 }, { arrivals }));
    expect(life.spans).toEqual([
      { state: 'serves', from: 0, to: 4000, end: 'killed' },
      { state: 'boots', from: 4000, to: 5000 },
      { state: 'serves', from: 5000 },
    ]);
    expect(life.signals).toEqual([{ at: 4000, signal: 'SIGABRT' }]);
    expect([3999, 4000, 5000].map((t) => spanAt(life, t).state)).toEqual(['serves', 'boots', 'serves']);
  });

  it('ends by itself when it was told to stop and has finished', () => {
    const life = lifeOf(trace({ kind: 'asgi', stopAt: 1000, grace: 3000 }));
    expect(life.spans).toEqual([{ state: 'serves', from: 0, to: 4000, end: 'exit' }]);
  });

  it('has a timeout that begins anew with each heartbeat, and runs out', () => {
    const life = { spans: [{ state: 'serves', from: 0 }], beats: [0, 1000], signals: [] } as const;
    const left = (t: number) => timeLeft(life, { timeout: 2000 }, t);
    expect([0, 500, 1000, 2000, 3000, 9000].map(left)).toEqual([1, 0.75, 1, 0.5, 0, 0]);
    expect(timeLeft(life, {}, 500)).toBeUndefined();
  });

  it('once told to stop has its grace and no timeout; or no limit', () => {
    const life = {
      spans: [{ state: 'serves', from: 0 }],
      beats: [0],
      signals: [{ at: 1000, signal: 'SIGTERM' }],
    } as const;
    expect([1000, 2000, 4000, 5000].map((t) => timeLeft(life, { timeout: 500, grace: 2000 }, t))).toEqual([
      1, 0.5, 0, 0,
    ]);
    expect(timeLeft(life, { timeout: 500 }, 2000)).toBe('unlimited');
    expect(timeLeft(life, { timeout: 2000 }, 500)).toBe(0.75);
  });

  it('is overdue from the timeout on, until the next heartbeat or its end', () => {
    const life = { spans: [], signals: [], beats: [0, 1000, 4500] };
    expect(overdue(life, { state: 'serves', from: 0 }, 3000)).toEqual({ from: 4000, to: 4500 });
    expect(overdue(life, { state: 'serves', from: 0, to: 9000 }, 4000)).toEqual({ from: 8500, to: 9000 });
    // who goes on after the run may have beaten since
    expect(overdue(life, { state: 'serves', from: 0 }, 4000)).toBeUndefined();
  });
});

describe('the page', () => {
  it('runs the race again from its data, and draws the same', () => {
    for (const spec of [strips, lanes]) {
      const { data, scene } = raced(spec);
      const again = sceneOf(JSON.parse(JSON.stringify(data)));
      for (const [beat] of scene.beats.entries())
        expect(draw(again, still(again, beat), { ink: 'still', format: 'tall' })).toEqual(
          draw(scene, still(scene, beat), { ink: 'still', format: 'tall' }),
        );
    }
  });

  it('steps to the next thing that happens, on whichever row, and back', () => {
    const { scene } = raced(lanes);
    const forward = (t: number) => neighbour(scene, { beat: 2, t, settled: 1 }, 1).t;
    // sync is killed; then its next worker serves, who was in line; then gthread is done
    expect([3000, 4000, 5000, 5100].map(forward)).toEqual([4000, 5000, 5005, 6000]);
    expect(neighbour(scene, { beat: 2, t: 5000, settled: 1 }, -1)).toEqual({ beat: 1, t: 4000, settled: 1 });
    expect(neighbour(scene, { beat: 2, t: 6000, settled: 1 }, 1).t).toBe(6000);
  });

  it('steps to what only the process is told', () => {
    const told = { ...lanes, arrivals: [{ path: '/a', does: 'wait 2000' }] };
    const [sync, gthread] = lanes.servers.map(({ label }) => ({
      label,
      server: { kind: 'asgi', stopAt: 700 } as const,
    }));
    if (sync === undefined || gthread === undefined) throw new Error('no servers');
    const { scene } = raced({ ...told, servers: [sync, gthread], beats: [{ say: 'a', until: '2000 ms' }] });
    const [beat] = scene.beats;
    const played = { ...scene, beats: beat === undefined ? [] : [{ ...beat, from: 0 }] };
    expect(neighbour(played, { beat: 0, t: 10, settled: 1 }, 1).t).toBe(700);
  });

  it('knows what a process lives under: who is watched its timeout, who is killed in the end its grace', () => {
    const rows = (...servers: readonly ServerSpec[]) => {
      const named = servers.map((server, i) => ({ label: `${i}`, server }));
      const { data } = raced({ ...lanes, servers: named, beats: [{ say: 'a', until: '0 ms' }] });
      return data.rows.map(({ timeout, grace }) => [timeout, grace]);
    };
    expect(rows({ kind: 'gthread' }, { kind: 'asgi', supervisor: 'gunicorn', timeout: 3000, grace: 500 })).toEqual([
      [30_000, 30_000],
      [3000, 500],
    ]);
    // uvicorn waits as long as it takes unless it is told
    expect(rows({ kind: 'asgi' }, { kind: 'asgi', grace: 3000 })).toEqual([
      [undefined, undefined],
      [undefined, 3000],
    ]);
  });

  it('plays each beat as slowly as its lens says, which stands on the picture', () => {
    const { scene } = raced(strips);
    expect(filmLength(scene)).toBe(600 + 145 * 10 + 855 * 4);
    expect(text(shapesAt(scene, 0), 'lens')).toBeUndefined();
    expect(text(shapesAt(scene, 1), 'lens')).toBe('10× slower');
  });

  it('tells in words who is answered, in line, aborted and killed', () => {
    const many = raced(strips).scene;
    expect(inWords(many, 1)).toBe(
      'It is a tie. At 145 ms. sync ×1: 1 answered, 8 in line. gevent: all 10 answered, the last at 145 ms. asgi: all 10 answered, the last at 145 ms.',
    );
    const few = raced(lanes).scene;
    expect(inWords(few, 1)).toBe(
      'Killed. At 4000 ms. sync: 1 /report failed after 4000 ms, 2 /predict in line, SIGABRT at 4000 ms, a new worker boots. gthread: 1 /report away, 2 /predict answered after 100 ms.',
    );
  });
});

/** A run of the model itself, without anything of the drawing. */
function traceOf(server: ServerSpec, { arrivals }: Pick<RaceSpec, 'arrivals'>): Trace {
  const clients = arrivals.flatMap(({ at = 0, count = 1, every = 0, path, does }) => {
    const parsed = parseSteps(does);
    if (parsed.kind !== 'steps') throw new Error(does);
    return Array.from({ length: count }, (_, i) => ({ at: at + i * every, path, steps: parsed.steps }));
  });
  return simulate(server, clients);
}

const seen = (trace: Trace) => trace.outcomes.map(({ request, kind, at }) => `${request} ${kind} at ${at}`);

describe('the slide with the same traffic on four servers', () => {
  const scene = raceOf('race');
  const arrivals = [{ count: 24, every: 10, path: '/predict', does: 'cpu 5, wait 90, cpu 5' }];
  const servers: readonly ServerSpec[] = [
    { kind: 'sync' },
    { kind: 'gthread', threads: 4 },
    { kind: 'gevent' },
    { kind: 'asgi' },
  ];

  it('says when the model has answered the last on each', () => {
    const ends = servers.map((server) => traceOf(server, { arrivals }).outcomes.at(-1)?.at);
    const shapes = shapesAt(scene, 3);
    expect(ends.map((_, i) => text(shapes, `row ${i} time`))).toEqual(ends.map((end) => `${end} ms`));
    expect(ends).toEqual([2400, 630, 330, 330]);
  });

  it('says that gevent and asgi end together, which they do request by request', () => {
    const [gevent, asgi] = [servers[2], servers[3]].map((server) => server && seen(traceOf(server, { arrivals })));
    expect(gevent).toEqual(asgi);
    expect(scene.beats[0]?.answers.find(({ right }) => right)?.text).toBe('a tie');
    expect(scene.beats[1]?.say).toMatch(/^It is a tie/);
  });

  it('says how much later the slowest ends', () => {
    expect(scene.beats.at(-1)?.payoff).toBe('2400 → 330 ms');
  });
});

describe('the slide about the worker timeout', () => {
  const scene = raceOf('executioner');
  const arrivals = [
    { path: '/report', does: 'cpu 5, block 5990, cpu 5' },
    { at: 1000, path: '/predict', does: 'cpu 5, wait 90, cpu 5' },
  ];
  const last = shapesAt(scene, scene.beats.length - 1);

  it('shows a 500 on sync, an answer on gthread, a lost connection on asgi, as the model has them', () => {
    const sync = traceOf({ kind: 'sync', timeout: 3000 }, { arrivals });
    expect(seen(sync)).toEqual(['r1 failed at 4000', 'r2 replied at 5100']);
    expect([text(last, 'row 0 r1 outcome'), text(last, 'row 0 r2 outcome')]).toEqual(['500', '4100 ms']);
    const gthread = traceOf({ kind: 'gthread', timeout: 3000 }, { arrivals });
    expect(seen(gthread)).toEqual(['r2 replied at 1100', 'r1 replied at 6000']);
    expect([text(last, 'row 1 r1 outcome'), text(last, 'row 1 r2 outcome')]).toEqual(['6000 ms', '100 ms']);
    const asgi = traceOf({ kind: 'asgi', supervisor: 'gunicorn', timeout: 3000 }, { arrivals });
    expect(seen(asgi)).toEqual(['r1 lost at 5000', 'r2 replied at 6100']);
    expect([text(last, 'row 2 r1 outcome'), text(last, 'row 2 r2 outcome')]).toEqual(['connection lost', '5100 ms']);
  });

  it('asks who answers, and it is gthread alone', () => {
    expect(scene.beats[0]?.answers.find(({ right }) => right)?.text).toBe('gthread');
  });

  it('names the signals: an abort, and the kill that follows where nobody hears it', () => {
    const signals = texts(last).filter((word) => word.startsWith('SIG'));
    expect(signals.toSorted()).toEqual(['SIGABRT', 'SIGABRT', 'SIGKILL']);
    const tall = texts(shapesAt(scene, scene.beats.length - 1, undefined, 'tall'));
    expect(tall.filter((word) => word.startsWith('SIG')).toSorted()).toEqual(['SIGABRT', 'SIGABRT', 'SIGKILL']);
  });
});

describe('the slide about the promise of SIGTERM', () => {
  const scene = raceOf('shutdown');
  const last = shapesAt(scene, scene.beats.length - 1);
  const outcomes = (row: number) => [1, 2, 3].map((n) => text(last, `row ${row} r${n} outcome`));

  it('shows what is lost without it, what is finished with it, and how long it takes without a limit', () => {
    expect(outcomes(0)).toEqual(['connection lost', 'connection lost', 'no connection']);
    expect(outcomes(1)).toEqual(['500', '1500 ms', 'no connection']);
    expect(outcomes(2)).toEqual(['6000 ms', '1500 ms', 'no connection']);
  });

  it('as the model has it', () => {
    const arrivals = [
      { path: '/report', does: 'cpu 5, wait 5990, cpu 5' },
      { at: 500, path: '/predict', does: 'cpu 5, wait 1490, cpu 5' },
      { at: 1500, path: '/predict', does: 'cpu 5, wait 90, cpu 5' },
    ];
    const told = { kind: 'asgi', stopAt: 1000 } as const;
    expect(seen(traceOf({ kind: 'asgi', crashes: [{ at: 1000, worker: 1 }] }, { arrivals }))).toEqual([
      'r1 lost at 1000',
      'r2 lost at 1000',
      'r3 lost at 1500',
    ]);
    expect(seen(traceOf({ ...told, grace: 3000 }, { arrivals }))).toEqual([
      'r3 lost at 1500',
      'r2 replied at 2000',
      'r1 failed at 4000',
    ]);
    expect(seen(traceOf(told, { arrivals }))).toEqual(['r3 lost at 1500', 'r2 replied at 2000', 'r1 replied at 6000']);
  });

  it('shrinks the grace to nothing, and has none to shrink where there is no limit', () => {
    const arc = (row: number, t: number) => {
      const group = find(shapesAt(scene, scene.beats.length - 1, t), 'group', `row ${row} left`);
      return group?.children.flatMap((child) => (child.kind === 'path' ? [child.d] : []))[0];
    };
    expect(arc(1, 999)).toBeUndefined();
    // more than half a circle, and less
    expect([arc(1, 1500), arc(1, 3500)].map((d) => d?.split(' ')[4])).toEqual(['1', '0']);
    expect(arc(2, 3000)).toBeUndefined();
    expect(find(shapesAt(scene, scene.beats.length - 1, 3000), 'circle', 'row 2 ring')?.dash).toBeDefined();
  });

  it('asks when the one without a limit has left', () => {
    expect(scene.beats[0]?.answers.find(({ right }) => right)?.text).toBe('6000');
  });
});

it('a sentence that is too wide for a format is told, and for which', () => {
  const { width } = sheet('wide');
  const long = 'word '.repeat(width / 12);
  expect(faults(withBeats(strips, { say: long, until: '0 ms' })).join()).toMatch(/too wide for the wide picture/);
});
