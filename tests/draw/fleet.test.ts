import { describe, expect, it } from 'vitest';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still, type View } from '../../src/draw/draw.ts';
import { deployed } from '../../src/draw/fleet/compose.ts';
import { fleetFenceProblems, isFleet } from '../../src/draw/fleet/form.ts';
import type { FleetFenceSpec } from '../../src/draw/fleet/spec.ts';
import { sceneOf } from '../../src/draw/scene.ts';
import type { Shape } from '../../src/draw/shape.ts';
import { filmLength, frameAt, neighbour, settles } from '../../src/draw/story.ts';
import { pace } from '../../src/draw/words.ts';
import { moment } from '../../src/model/trace.ts';
import { everyone } from './extents.ts';
import { scenesOfTheTalk } from './scenes.ts';

const formats = ['wide', 'tall'] as const;
const standard = 'cpu 5, wait 90, cpu 5';

/** A sync worker, alone, four times and forty times, each with a line of four. */
const copies: FleetFenceSpec = {
  replicas: 1,
  server: { kind: 'sync', cores: 1 },
  arrivals: [{ count: 4, path: '/predict', does: standard }],
  runs: {
    four: { replicas: 4, arrivals: [{ count: 20, path: '/predict', does: standard }] },
    forty: { replicas: 40, arrivals: [{ count: 160, path: '/predict', does: standard }] },
  },
  beats: [
    { ask: 'How busy is each?', answers: ['90 %', '{forty:busy}'], until: '0 ms' },
    { say: 'One.', until: '250 ms', lens: 4 },
    { say: 'Four.', run: 'four', until: '250 ms', lens: 4 },
    { say: 'Forty.', run: 'forty', until: '250 ms', lens: 4, payoff: '{forty:rate}, × {replicas}' },
  ],
};

const probe = { path: '/healthz', does: 'cpu 1', period: 1000, timeout: 1000, failures: 3, grace: 2000, until: 12_000 };
/** One of three blocks for a minute; others come all the while. */
const blocked: FleetFenceSpec = {
  replicas: 3,
  server: { kind: 'asgi', boot: 3000 },
  probe,
  arrivals: [
    { every: 250, until: 9000, path: '/users', does: 'cpu 1, wait 48, cpu 1' },
    { at: 600, name: 'report', path: '/report', does: 'block 60000' },
  ],
  runs: { unwatched: { probe: 'none' } },
  beats: [
    { say: 'Nobody blocks.', until: '500 ms' },
    { say: 'One does, and is asked.', until: '2500 ms' },
    { say: 'It is not ready.', until: 'pod 1 unready' },
    { say: 'It is killed.', until: 'pod 1 killed' },
    { say: 'It is back.', until: 'pod 1 ready', lens: 0.5 },
  ],
};

const known = new Map<FleetFenceSpec, ReturnType<typeof deployed>>();
/** Simulated once: a fleet is looked at from many sides. */
const once = (spec: FleetFenceSpec) => {
  const made = known.get(spec) ?? deployed(spec);
  known.set(spec, made);
  return made;
};
const shown = (spec: FleetFenceSpec, beat: number, format: (typeof formats)[number] = 'wide') => {
  const { scene } = once(spec);
  return draw(scene, still(scene, beat), { ink: 'still', format });
};
const texts = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const keys = (shapes: readonly Shape[], part: string) =>
  shapes.map(({ key }) => key).filter((key) => key.startsWith(part));
const faults = (spec: FleetFenceSpec) =>
  deployed(spec).problems.map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);
const withBeats = (...beats: FleetFenceSpec['beats']): FleetFenceSpec => ({ ...blocked, beats });

describe('who looks at replicas behind a balancer', () => {
  it('sees as many as there are, four in rows and forty as a grid, with a lane for each', () => {
    expect(keys(shown(copies, 1), 'pod 1 process')).toHaveLength(1);
    expect(keys(shown(copies, 2), 'way ')).toEqual(['way pod 1', 'way pod 2', 'way pod 3', 'way pod 4']);
    expect(keys(shown(copies, 2), 'lane pod').filter((key) => !key.endsWith('label'))).toHaveLength(4);
    const many = shown(copies, 3);
    expect(many.filter(({ key }) => / more$/.test(key))).toHaveLength(40);
    expect(everyone(many)).toHaveLength(40);
    expect(texts(many)).toContain('40 pods');
  });

  it('sees the numbers of users while they are few, and dots when they are many', () => {
    const few = shown(copies, 1).find(({ key }) => key === 'r3');
    expect(few?.kind === 'group' ? few.children.map(({ kind }) => kind) : []).toContain('text');
    const many = shown(copies, 2).find(({ key }) => key === 'r16');
    expect(many?.kind === 'group' ? many.role : '').toBe('dot');
  });

  it('counts the answers, what they cost, and how busy each replica is', () => {
    expect(texts(shown(copies, 3))).toEqual(expect.arrayContaining(['80', 'answered', '10 %', 'CPU of each', '× 40']));
  });

  it('reads the settings of the probe, in a line or two', () => {
    expect(texts(shown(blocked, 0))).toContain('probe every 1 s · limit 1 s · 3 failures · grace 2 s');
    expect(texts(shown(blocked, 0, 'tall'))).toEqual(
      expect.arrayContaining(['probe every 1 s · limit 1 s', '3 failures · grace 2 s']),
    );
  });

  it('counts the missed probes of the one that blocks', () => {
    const crossed = (beat: number) =>
      shown(blocked, beat).filter(
        (shape) => shape.kind === 'group' && /^pod 1 missed/.test(shape.key) && shape.children.length > 1,
      ).length;
    expect([0, 1, 2, 3, 4].map(crossed)).toEqual([0, 1, 3, 3, 0]);
  });

  it('sees the balancer go round it from the third on, until it is back', () => {
    const ways = (beat: number) => keys(shown(blocked, beat), 'way ');
    expect(ways(1)).toEqual(['way pod 1', 'way pod 2', 'way pod 3']);
    expect(ways(2)).toEqual(['way pod 2', 'way pod 3']);
    expect(ways(3)).toEqual(['way pod 2', 'way pod 3']);
    expect(ways(4)).toEqual(['way pod 1', 'way pod 2', 'way pod 3']);
    expect(texts(shown(blocked, 2))).toContain('not ready');
    expect(texts(shown(blocked, 3))).toContain('restarting');
  });

  it.each(formats)('sees all who are lost with it, crossed, until it is back, in the %s format', (format) => {
    const { scene } = once(blocked);
    const run = scene.runs.get('run');
    const beat = scene.beats[3];
    const lost = run?.trace.outcomes.filter(({ kind, at }) => kind === 'lost' && at === beat?.at) ?? [];
    expect(lost.length).toBeGreaterThan(4);
    const there = everyone(shown(blocked, 3, format)).map(({ key }) => key);
    expect(lost.filter(({ request }) => !there.includes(request))).toEqual([]);
    expect(everyone(shown(blocked, 4, format))).toHaveLength(
      moment(run?.trace ?? never(), scene.beats[4]?.at ?? 0).present.length,
    );
  });

  it('sees how long the loop has been held', () => {
    expect(texts(shown(blocked, 1))).toContain('1.9 s');
  });

  it('is told how fast it plays: slower, as it was, or faster', () => {
    expect([4, 1, 0.5, 0.2].map(pace)).toEqual(['4× slower', 'real time', '2× faster', '5× faster']);
    expect(texts(shown(copies, 1))).toContain('4× slower');
    expect(texts(shown(blocked, 1))).toContain('real time');
    expect(texts(shown(blocked, 4))).toContain('2× faster');
  });

  it('sees who is lost counted where somebody is, and what is waiting', () => {
    expect(texts(shown(blocked, 3))).toEqual(expect.arrayContaining(['lost', 'waiting']));
  });
});

describe('a fleet in words', () => {
  it('says of each replica how it is', () => {
    const { scene } = once(blocked);
    expect(inWords(scene, 1)).toMatch(/pod 1: stuck, \d in line, 1 probe missed\. pod 2: idle\./);
    expect(inWords(scene, 3)).toMatch(/pod 1: restarting, 3 probes missed\..* \d+ answered, \d lost\.$/);
  });

  it('says of many at once how many are alike', () => {
    expect(inWords(once(copies).scene, 3)).toContain('40 pods: one waits in the seat, 1 in line.');
  });

  it('knows who comes while it is asked as still in line', () => {
    expect(inWords(once(copies).scene, 0)).toContain('pod 1: 4 in line.');
  });
});

describe('a fleet on the page', () => {
  it('runs again to the same scene, and is drawn the same', () => {
    const { data, scene } = once(blocked);
    const again = sceneOf(JSON.parse(JSON.stringify(data)));
    for (const [beat] of scene.beats.entries()) {
      const medium = { ink: 'live', format: 'wide' } as const;
      expect(draw(again, still(again, beat), medium)).toEqual(draw(scene, still(scene, beat), medium));
    }
  });

  it('carries no run that no beat shows', () => {
    expect(Object.keys(once(blocked).data.runs)).toEqual(['run']);
    expect(Object.keys(once(copies).data.runs)).toEqual(['run', 'four', 'forty']);
  });

  it('has a clock: it can be scrubbed, and gone through thing by thing', () => {
    const { scene } = once(copies);
    expect(settles(scene)).toBe(false);
    expect(filmLength(scene)).toBe(600 + 3 * 250 * 4);
    expect(frameAt(scene, 600 + 400)).toMatchObject({ beat: 1, t: 100 });
    expect(neighbour(scene, { beat: 1, t: 100, settled: 1 }, 1)).toEqual({ beat: 1, t: 105, settled: 1 });
  });

  it('never moves more than eight at a time, whoever comes together', () => {
    const { scene } = once(copies);
    const moving = (view: View) =>
      everyone(draw(scene, view, { ink: 'live', format: 'wide' })).filter((each) => each.moving).length;
    const counts = Array.from({ length: 200 }, (_, t) => moving({ beat: 2, t, settled: 0 }));
    expect(Math.max(...counts)).toBe(8);
  });
});

describe.each(scenesOfTheTalk().filter(({ scene }) => scene.kind === 'fleet'))('$slug', ({ scene, formats: both }) => {
  it.each(both)('shows everyone who is there when it stands still, or counts them, in the %s format', (format) => {
    if (scene.kind !== 'fleet') throw new Error('not a fleet');
    for (const [i, beat] of scene.beats.entries()) {
      const run = scene.runs.get(beat.run);
      const shapes = draw(scene, still(scene, i), { ink: 'still', format });
      const seen = new Set(everyone(shapes).map(({ key }) => key));
      const counted = shapes.reduce(
        (sum, shape) => sum + (shape.kind === 'text' && shape.key.endsWith(' more') ? Number(shape.text) : 0),
        0,
      );
      const missing = moment(run?.trace ?? never(), beat.at).present.filter(({ request }) => !seen.has(request));
      const users = missing.filter(({ request }) => run?.users.figures.has(request));
      expect.soft(users.length, `beat ${i}`).toBe(counted);
    }
  });
});

describe('the author of a fleet is told', () => {
  const form = (value: unknown) =>
    fleetFenceProblems(value).map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);

  it('nothing where it is well formed', () => {
    expect(form(copies)).toEqual([]);
    expect(form(blocked)).toEqual([]);
    expect(isFleet(blocked)).toBe(true);
    expect([...faults(copies), ...faults(blocked)]).toEqual([]);
  });

  it.each([
    ['no replicas', { ...copies, replicas: 0 }, 'replicas: 0; expected a whole number from 1 to 40'],
    ['a probe without a limit', { ...blocked, probe: { ...probe, timeout: undefined } }, 'probe.timeout: missing'],
    [
      'a probe among the users',
      { ...copies, arrivals: [{ path: '/', does: 'cpu 1', patience: 5, probe: true }] },
      'arrivals[0].probe: a probe at the balancer; expected it as the probe of the fleet',
    ],
    ['a server that ends', { ...copies, server: { kind: 'sync', stopAt: 1 } }, 'server.stopAt: a replica that ends'],
    ['a typed number', { ...copies, beats: [{ say: 'It takes 5 ms.', until: '0 ms' }] }, 'the number 5 is typed'],
    ['a run called run', { ...copies, runs: { run: {} } }, 'runs: no runs by name'],
    ['a wrong run', { ...copies, runs: { more: { replicas: 'many' } } }, 'runs.more.replicas: "many"'],
  ])('of %s', (_, value, expected) => {
    expect(form(value).join('\n')).toContain(expected);
  });

  it.each([
    [
      'an instant of no pod',
      { say: 'A.', until: 'pod 4 killed' },
      'beats[0].until: no pod 4 in this run; it has pod 1 … pod 3',
    ],
    [
      'what never happens to a pod',
      { say: 'A.', until: 'pod 2 killed' },
      'beats[0].until: pod 2 is never killed in this run; expected something that happens',
    ],
    [
      'a word that is none',
      { say: 'A.', until: 'pod 2 kilt' },
      'beats[0].until: "pod 2 kilt" is no instant; expected a pod and one of unready, killed, ready',
    ],
    ['nobody', { say: 'A.', until: 'nobody done' }, 'beats[0].until: no request nobody in this run'],
    ['another run', { say: 'A.', until: '0 ms', run: 'five' }, 'beats[0].run: no run "five"; runs are run, unwatched'],
    ['an unknown figure', { say: '{speed}', until: '0 ms' }, 'beats[0].say: no figure "speed"; a fleet has replicas'],
    ['a figure of another run', { say: '{six:lost}', until: '0 ms' }, 'beats[0].say: no run "six"'],
    ['no words', { until: '0 ms' }, 'beats[0].until: a beat without words; expected say or ask as well'],
    [
      'a question without its answer',
      { ask: 'What?', answers: ['a', 'b'], until: '0 ms' },
      'beats[0].ask: a question without its answer; expected answers, of which one refers to the run',
    ],
    [
      'too many words',
      { say: 'Many words '.repeat(20), until: '0 ms' },
      'px too wide for the wide picture; expected fewer or shorter ones',
    ],
  ])('of %s', (_, beat, expected) => {
    expect(faults(withBeats(beat)).join('\n')).toContain(expected);
  });

  it('of a replica with seats that nobody would see', () => {
    const crowded = {
      ...copies,
      runs: { four: { server: { kind: 'sync', workers: 2 } } },
      beats: copies.beats.slice(1, 2),
    } as const;
    expect(faults(crowded)).toEqual([
      'runs.four: a replica with more than one seat; expected one worker and one seat, which is what there is room for',
    ]);
  });

  it('of a beat that goes back', () => {
    const back = withBeats({ say: 'A.', until: '900 ms' }, { say: 'B.', until: '100 ms' });
    expect(faults(back)).toEqual(['beats[1].until: "100 ms" is before the beat before it; expected 900 ms or later']);
  });
});

describe('a sentence says what the run comes to', () => {
  const said = (text: string) => deployed(withBeats({ say: text, until: '0 ms' })).scene.beats[0]?.say;

  it('as a count of users, of probes and of restarts', () => {
    const { users } = once(blocked).scene.runs.get('run') ?? never();
    const lost = users.trace.outcomes.filter(({ kind }) => kind !== 'replied').length;
    expect(said('{users} {answered} {lost}')).toBe(`37 ${37 - lost} ${lost}`);
    expect(said('{failed} {restarts} {/report.count}')).toBe('3 1 1');
  });

  it('as a figure of one of them, and of another run', () => {
    expect(said('{report.outcome}, {r1.latency}')).toBe('lost, 50 ms');
    expect(said('{unwatched:lost} {unwatched:report.outcome}')).toBe('0 answered');
  });

  it('with or without its unit', () => {
    const { beats } = deployed({
      ...copies,
      beats: [{ say: '{rate} {rate|bare} {busy|bare} {idle}', until: '0 ms' }],
    }).scene;
    expect(beats[0]?.say).toBe('10/s 10 10 90 %');
  });
});

function never(): never {
  throw new Error('there is such a run');
}
