import { describe, expect, it } from 'vitest';
import { charted } from '../../src/draw/chart/compose.ts';
import { chartProblems, isChart } from '../../src/draw/chart/form.ts';
import { curveReferences } from '../../src/draw/chart/reference.ts';
import type { ChartSpec, CurveSpec } from '../../src/draw/chart/spec.ts';
import { atBusy } from '../../src/draw/chart/theory.ts';
import { describe as inWords } from '../../src/draw/describe.ts';
import { draw, still } from '../../src/draw/draw.ts';
import type { Shape } from '../../src/draw/shape.ts';
import { frameAt, neighbour } from '../../src/draw/story.ts';
import { mmc } from '../../src/model/theory.ts';
import type { Trace } from '../../src/model/trace.ts';
import { scenesOfTheTalk } from './scenes.ts';

const formats = ['wide', 'tall'] as const;

const queues: readonly CurveSpec[] = [
  { label: 'four queues', name: 'four', servers: 1, service: 10 },
  { label: 'one queue', name: 'one', servers: 4, service: 10 },
];

const rising: ChartSpec = {
  curve: queues,
  beats: [
    { ask: 'How much slower?', answers: ['double', '{four.mean@95/four.mean@80} times'] },
    { say: 'At {busy} it takes {four.mean}.', until: 80 },
    { say: 'And on.', until: 95, lens: 200 },
    { say: 'One line.', payoff: '{four.mean|bare} → {one.mean}', show: 'one' },
  ],
};

const sync = { label: 'sync', server: { kind: 'sync', cores: 1 } } as const;
const compared: ChartSpec = {
  bars: {
    users: 20,
    servers: [sync, { label: 'asgi', server: { kind: 'asgi', cores: 1 } }],
    workloads: [
      { label: 'It waits', name: 'waiting', does: 'cpu 5, wait 90, cpu 5' },
      { label: 'It computes', name: 'cpu', does: 'cpu 100' },
    ],
  },
  beats: [
    { ask: 'Replies a second?', answers: ['5/s', '{waiting.sync}'] },
    { say: 'One slot.', show: 'waiting.sync' },
    { say: 'And a slot for all.', show: ['waiting', 'waiting.limit'], payoff: '× {waiting.asgi/waiting.sync}' },
    { say: 'All the same.', show: 'cpu' },
  ],
};

const known = new Map<ChartSpec, ReturnType<typeof charted>>();
/** Simulated once: a chart is looked at from many sides. */
const once = (spec: ChartSpec) => {
  const made = known.get(spec) ?? charted(spec);
  known.set(spec, made);
  return made;
};

const messages = (value: unknown) =>
  chartProblems(value).map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);
const faults = (spec: ChartSpec) =>
  charted(spec).problems.map(({ path, what, expected }) => `${path}: ${what}; ${expected}`);
const shown = (spec: ChartSpec, beat: number, format: (typeof formats)[number] = 'wide') => {
  const { scene } = once(spec);
  return draw(scene, still(scene, beat), { ink: 'still', format });
};
const texts = (shapes: readonly Shape[]) => shapes.flatMap((shape) => (shape.kind === 'text' ? [shape.text] : []));
const keys = (shapes: readonly Shape[], part: string) =>
  shapes.map(({ key }) => key).filter((key) => key.startsWith(part));

describe('the form of a chart', () => {
  it('has no problems where it is well formed', () => {
    expect(messages(rising)).toEqual([]);
    expect(messages(compared)).toEqual([]);
    expect(isChart(rising)).toBe(true);
  });

  const { bars } = compared;
  it.each([
    ['neither form', { beats: rising.beats }, 'curve: missing; expected a curve, bars, a share or an agreement'],
    ['both forms', { ...rising, bars }, 'bars: bars beside a curve; expected one of them'],
    [
      'no servers',
      { ...rising, curve: [{ ...queues[0], servers: 0 }] },
      'curve[0].servers: 0; expected a whole number from 1 to 64',
    ],
    [
      'no service',
      { ...rising, curve: [{ label: 'a', servers: 1 }] },
      'curve[0].service: missing; expected milliseconds from 0.001 to 60000',
    ],
    [
      'a hundred per cent',
      { ...rising, beats: [{ say: 'a', until: 100 }] },
      'beats[0].until: 100; expected a whole number from 0 to 99',
    ],
    [
      'a typed number',
      { ...rising, beats: [{ say: 'It takes 50 ms.' }] },
      'beats[0].say: the number 50 is typed; expected a word, or a reference to what is counted',
    ],
    [
      'a clock for bars',
      { ...compared, beats: [{ say: 'a', until: 50 }] },
      'beats[0].until: until where no clock runs; expected show, for bars',
    ],
    [
      'too many users',
      { ...compared, bars: { ...bars, users: 1000 } },
      'bars.users: 1000; expected a whole number from 1 to 100',
    ],
    [
      'no step',
      { ...compared, bars: { ...bars, workloads: [{ label: 'a', does: 'wayt 5' }] } },
      'bars.workloads[0].does: "wayt" is not a step; did you mean "wait"?',
    ],
    [
      'no server',
      { ...compared, bars: { ...bars, servers: [{ label: 'a', server: { kind: 'apache' } }] } },
      /^bars\.servers\[0\]\.server\.kind: "apache"; servers are /,
    ],
    ['no beats', { ...rising, beats: [] }, 'beats: an empty list; expected at least one'],
  ])('with %s is told so by its field', (_, value, message) => {
    expect(
      messages(value).some((each) => (typeof message === 'string' ? each === message : message.test(each))),
      messages(value).join('\n'),
    ).toBe(true);
  });
});

describe('a reference', () => {
  // storyboards, scene 12: mean / p99 of four separate queues, and of one shared by four servers
  it.each([
    [50, 20, 92, 10.9, 48],
    [80, 50, 230, 17.5, 69],
    [90, 100, 461, 29.7, 122],
    [95, 200, 921, 54.6, 236],
  ])('says of %d per cent what theory does: %d / %d and %d / %d ms', (busy, mean, p99, shared, shared99) => {
    const [four, one] = queues.map((spec) => atBusy(spec, busy));
    expect([four?.mean, four?.p99].map((ms) => Math.round(ms ?? 0))).toEqual([mean, p99]);
    expect(one?.mean).toBeCloseTo(shared, 1);
    expect(Math.round(one?.p99 ?? 0)).toBe(shared99);
    expect(curveReferences(queues, busy, 99)('one.p99')).toEqual({ value: `${shared99} ms` });
  });

  it.each([
    ['four.mean', '50 ms'],
    ['four.mean|bare', '50'],
    ['four.mean@95', '200 ms'],
    ['four.service', '10 ms'],
    ['four.mean@95/four.mean@80', '4'],
    ['four.mean@95 / one.mean@95', '3.7'],
    ['busy', '80 %'],
    ['busy@95|bare', '95'],
  ])('%s is %s', (reference, value) => {
    expect(curveReferences(queues, 80, 99)(reference)).toEqual({ value });
  });

  it.each([
    ['foor.mean', 'no figure "foor.mean"; did you mean "four.mean"?'],
    [
      'several.mean',
      'no figure "several.mean"; expected busy, or mean, p99, service or rate of four, one, such as {four.mean@80}',
    ],
    ['four.speed', /^no figure "four\.speed"/],
    ['four.mean@100', 'no 100 % on this chart; it goes from 0 to 99'],
    ['four.mean@many', '"four.mean@many" is no reference; expected a number of per cent behind the @'],
    ['four.mean|raw', '"|raw" behind a reference; expected |bare or nothing'],
    ['busy/busy/busy', '"busy/busy/busy" is no reference; expected a figure, or two with a slash between them'],
  ])('%s tells what there is instead', (reference, message) => {
    const found = curveReferences(queues, 80, 99)(reference);
    const told = 'value' in found ? found.value : `${found.what}; ${found.expected}`;
    expect(told).toMatch(message);
  });
});

describe('a curve', () => {
  const { scene, problems } = charted(rising);

  it('plays from where the dot stood, and a question stands before it', () => {
    expect(problems).toEqual([]);
    expect(scene.beats.map(({ from, at, lens }) => [from, at, lens])).toEqual([
      [0, 0, 60],
      [0, 80, 60],
      [80, 95, 200],
      [95, 95, 60],
    ]);
    expect(frameAt(scene, 600 + 30 * 60)).toEqual({ beat: 1, t: 30, settled: 0 });
    expect(neighbour(scene, still(scene, 1), 1)).toEqual(still(scene, 2));
  });

  it('says what is computed', () => {
    expect(scene.beats[0]?.answers).toEqual([
      { text: 'double', right: false },
      { text: '4 times', right: true },
    ]);
    expect(scene.beats[1]?.say).toBe('At 80 % it takes 50 ms.');
    expect(scene.beats[3]?.payoff).toBe('200 → 55 ms');
    expect(inWords(scene, 3)).toBe('One line. 200 → 55 ms. At 95 % busy: four queues 200 ms, one queue 55 ms.');
  });

  it.each(formats)('is drawn as far as the dot has come, and another one when it is shown, %s', (format) => {
    const ends = [0, 30, 80].map((t) => {
      const shapes = draw(scene, { beat: 1, t, settled: 0 }, { ink: 'live', format });
      const dot = shapes.find(({ key }) => key === 'end four');
      const curve = shapes.find(({ key }) => key === 'curve four');
      const last = curve?.kind === 'path' ? Number(/L([\d.]+) [\d.]+$/.exec(curve.d)?.[1] ?? 0) : 0;
      return dot?.kind === 'circle' ? { dot: dot.x, last } : { dot: 0, last };
    });
    for (const { dot, last } of ends.slice(1)) expect(last).toBeCloseTo(dot, 0);
    expect(ends.map(({ dot }) => dot)).toEqual(ends.map(({ dot }) => dot).toSorted((a, b) => a - b));
    expect(rising.beats.map((_, beat) => keys(shown(rising, beat, format), 'curve'))).toEqual([
      ['curve four'],
      ['curve four'],
      ['curve four'],
      ['curve one', 'curve four'],
    ]);
    expect(texts(shown(rising, 1, format))).toEqual(expect.arrayContaining(['theory', '80 %', '50 ms', 'four queues']));
    // where it stood before stays beside where it stands
    expect(keys(shown(rising, 2, format), 'stop')).toEqual(['stop 80', 'stop 80 value']);
  });

  it('comes in a moment where no clock runs', () => {
    const opacities = [0, 0.25, 1].map((settled) => {
      const shapes = draw(scene, { beat: 3, t: 95, settled }, { ink: 'live', format: 'wide' });
      const curve = shapes.find(({ key }) => key === 'curve one');
      return curve?.kind === 'path' ? curve.opacity : 'none';
    });
    expect(opacities).toEqual([0, 0.5, undefined]);
  });

  it('keeps labels apart where two curves end together', () => {
    const low = { ...rising, beats: [{ say: 'Both.', until: 10, show: 'one' }] };
    for (const format of formats) {
      const ys = shown(low, 0, format).flatMap((shape) =>
        shape.kind === 'text' && shape.key.startsWith('name ') ? [shape.y] : [],
      );
      expect(Math.abs((ys[0] ?? 0) - (ys[1] ?? 0))).toBeGreaterThanOrEqual(60);
    }
  });

  it.each([
    [
      'a curve that there is not',
      { ...rising, beats: [{ say: 'a', show: 'five' }] },
      'beats[0].show: nothing is called "five"; names are four, one',
    ],
    [
      'a way back',
      { ...rising, beats: [...rising.beats, { say: 'a', until: 50 }] },
      'beats[4].until: 50 % is before the beat before it; expected 95 or more',
    ],
    ['a key that there is not', { ...rising, key: 9 }, 'key: no beat 9; beats are 0 to 3'],
    [
      'a question without its answer',
      { ...rising, beats: [{ ask: 'a', answers: ['b'] }] },
      'beats[0].ask: a question without its answer; expected answers, of which one is a reference',
    ],
    [
      'labels too long',
      {
        ...rising,
        curve: [{ label: 'a label that leaves no room for anything', servers: 1, service: 10 }],
        beats: [{ say: 'a', until: 80 }],
      },
      /^curve: these labels leave no room for the curve in the tall picture/,
    ],
  ])('with %s is told so', (_, spec: ChartSpec, message) => {
    const told = faults(spec);
    expect(
      told.some((each) => (typeof message === 'string' ? each === message : message.test(each))),
      told.join('\n'),
    ).toBe(true);
  });
});

describe('bars', () => {
  const { scene, problems } = once(compared);

  it('are what the simulator predicts: slots by latency, until the core has run out', () => {
    expect(problems).toEqual([]);
    const values = scene.chart.form === 'bars' ? scene.chart.groups : [];
    expect(values.map(({ bars, limit }) => [...bars.map(({ value }) => Math.round(value)), limit.value])).toEqual([
      [10, 100, 100],
      [10, 10, 10],
    ]);
    expect(values.map(({ work }) => work)).toEqual(['10 ms CPU, 90 ms waiting', '100 ms CPU']);
    expect(scene.beats[0]?.answers[1]).toEqual({ text: '10/s', right: true });
    expect(scene.beats[2]?.payoff).toBe('× 10');
  });

  it('are plain data, and the same whenever they are predicted', () => {
    expect(JSON.parse(JSON.stringify(scene))).toEqual(charted(compared).scene);
  });

  it.each(formats)('are drawn when a beat shows them, with their numbers, %s', (format) => {
    expect(compared.beats.map((_, beat) => keys(shown(compared, beat, format), 'bar '))).toEqual([
      [],
      ['bar waiting.sync'],
      ['bar waiting.sync', 'bar waiting.asgi'],
      ['bar waiting.sync', 'bar waiting.asgi', 'bar cpu.sync', 'bar cpu.asgi'],
    ]);
    expect(texts(shown(compared, 0, format))).not.toContain('100/s');
    expect(texts(shown(compared, 2, format))).toEqual(
      expect.arrayContaining(['predicted', '10/s', '100/s', 'sync', 'asgi', 'the core is busy: 100/s']),
    );
    expect(keys(shown(compared, 1, format), 'line')).toEqual([]);
  });

  it('are as long as their numbers, and blue while the beat is about them', () => {
    const bars = shown(compared, 2).flatMap((shape) =>
      shape.kind === 'rect' && shape.key.startsWith('bar ') ? [{ w: shape.w, fill: shape.fill }] : [],
    );
    expect(bars.map(({ fill }) => fill)).toEqual(['ink-second', 'running-fill']);
    expect((bars[1]?.w ?? 0) / (bars[0]?.w ?? 1)).toBeCloseTo(10, 6);
  });

  it('tell what figures there are, and who is too wide', () => {
    expect(faults({ ...compared, beats: [{ say: '{waiting.gevent}' }] })).toEqual([
      'beats[0].say: no figure "waiting.gevent"; figures are waiting.sync, waiting.asgi, waiting.limit, cpu.sync, cpu.asgi, cpu.limit',
    ]);
    const bars = compared.bars ?? { users: 1, servers: [], workloads: [] };
    const long = { label: 'a workload whose name takes far more room than there is on a phone', does: 'cpu 1' };
    expect(faults({ bars: { ...bars, workloads: [long] }, beats: [{ say: 'a' }] })[0]).toMatch(
      /^bars\.workloads\[0\]: this is \d+ px too wide for the tall picture/,
    );
  });
});

describe('dots on a curve', () => {
  const spec: ChartSpec = {
    curve: [
      { label: 'a queue a core', name: 'four', servers: 1, service: 10 },
      { label: 'one queue', name: 'one', servers: 4, service: 10 },
    ],
    simulated: [20, 40, 60, 70],
    beats: [
      { say: 'So far.', until: 50 },
      { say: 'On.', until: 80, show: 'one' },
    ],
  };
  const held: Trace[] = [];
  const { scene, problems } = charted(spec, { hold: (trace) => held.push(trace) });
  const dotsIn = (beat: number) =>
    draw(scene, still(scene, beat), { ink: 'still', format: 'wide' }).filter(
      ({ kind, key }) => kind === 'circle' && key.startsWith('dot'),
    );

  it('are means that the simulator found, each in an interval that holds what theory says', () => {
    expect(problems).toEqual([]);
    expect(held).toHaveLength(8);
    if (scene.chart.form !== 'curve') throw new Error('no curve');
    for (const [i, { name, dots }] of scene.chart.curves.entries()) {
      expect(dots.map(({ at }) => at)).toEqual(spec.simulated);
      for (const { at, mean, from, to } of dots) {
        const { response } = mmc(i === 0 ? at : at * 4, 10, i === 0 ? 1 : 4);
        expect(from, `${name} at ${at}`).toBeLessThanOrEqual(response);
        expect(to, `${name} at ${at}`).toBeGreaterThanOrEqual(response);
        expect((to - from) / 2, `${name} at ${at}`).toBeLessThan(mean / 2);
      }
    }
  });

  it('are there as far as the curve has come, and are called simulated', () => {
    expect(dotsIn(0).map(({ key }) => key)).toEqual(['dot four 20', 'dot four 40']);
    expect(dotsIn(1)).toHaveLength(8);
    const words = draw(scene, still(scene, 0), { ink: 'still', format: 'wide' }).flatMap((shape) =>
      shape.kind === 'text' ? [shape.text] : [],
    );
    expect(words.join(' ')).toContain('dots: simulated');
  });

  it('are not asked for where a reader turns numbers', () => {
    const page = charted(spec).scene.chart;
    expect(page.form === 'curve' && page.curves.every(({ dots }) => dots.length === 0)).toBe(true);
  });
});

describe('the charts of the talk', () => {
  const chartOn = (slug: string) => {
    const scene = scenesOfTheTalk().find((each) => each.slug === slug)?.scene;
    if (scene?.kind !== 'chart') throw new Error(`no chart on ${slug}`);
    return scene;
  };
  const valuesOf = (slug: string) => {
    const { chart } = chartOn(slug);
    return chart.form === 'bars' ? chart.groups.map(({ bars }) => bars.map(({ value }) => Math.round(value))) : [];
  };

  it('slots: ten, thirty, as many as the core can, and ten for all when the model is inside', () => {
    expect(valuesOf('slots')).toEqual([
      [10, 30, 75, 81],
      [10, 10, 10, 10],
    ]);
  });

  it.each(['slots', 'waits-better'])(
    '%s: a dot of the lab in every bar, a tenth from its end at most, but one',
    (slug) => {
      const { chart } = chartOn(slug);
      const bars = chart.form === 'bars' ? chart.groups.flatMap((group) => group.bars) : [];
      expect(bars).toHaveLength(8);
      const far = bars.filter(({ value, measured }) => Math.abs(value / (measured?.median ?? 0) - 1) > 0.1);
      // where the load generator has no core of its own
      expect(far.map(({ name }) => name)).toEqual(slug === 'slots' ? [] : ['waiting.loops']);
    },
  );

  it('how-near: nearly all within a tenth, and the model says of the others what it leaves out', () => {
    const { chart, beats } = chartOn('how-near');
    const ratios = chart.form === 'agreement' ? chart.rows.flatMap((row) => row.ratios) : [];
    const far = ratios.filter(({ ratio }) => Math.abs(ratio - 1) > 0.1);
    expect(beats.at(-1)?.payoff).toBe(`${ratios.length - far.length} of ${ratios.length}`);
    // a first one between threads is as far as two runs are from each other
    expect(far.filter(({ isLeftOut }) => !isLeftOut).length).toBeLessThan(3);
  });

  it('curve: fourfold from 80 to 95', () => {
    expect(chartOn('curve').beats.map(({ payoff }) => payoff)).toEqual(['', '', '× 4', '200 → 55 ms', '', '']);
  });
});
