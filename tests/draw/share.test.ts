import { describe, expect, it } from 'vitest';
import { capacity, times } from '../../src/draw/chart/capacity.ts';
import { chartProblems } from '../../src/draw/chart/form.ts';
import { predicted } from '../../src/draw/chart/predict.ts';
import type { Scene } from '../../src/draw/chart/scene.ts';
import type { RowSpec } from '../../src/draw/chart/spec.ts';
import { shared } from '../../src/draw/chart/theory.ts';
import { describe as told } from '../../src/draw/describe.ts';
import { draw, still } from '../../src/draw/draw.ts';
import { figureReader } from '../../src/draw/figures.ts';
import { message } from '../../src/model/rules.ts';
import { scenesOfTheTalk } from './scenes.ts';

const share = { total: 100, cores: 4, threads: 4 };
const { tools } = shared(share);

/** The servers of the model that are these tools. */
const servers: readonly RowSpec[] = [
  { label: 'one', server: { kind: 'sync', cores: 4 } },
  { label: 'processes', server: { kind: 'sync', workers: 4, cores: 4 } },
  { label: 'threads', server: { kind: 'gthread', threads: 4, cores: 4 } },
  { label: 'loop', server: { kind: 'asgi', cores: 4 } },
  { label: 'loops', server: { kind: 'asgi', workers: 4, cores: 4 } },
];

describe('the law of capacity', () => {
  it.each([10, 25, 50, 100])('is what the simulator finds, with %i %% computing', (busy) => {
    const does = busy === 100 ? 'cpu 100' : `cpu ${busy / 2}, wait ${100 - busy}, cpu ${busy / 2}`;
    const told: string[] = [];
    const found = predicted({ users: 60, servers, workloads: [{ label: 'w', does }] }, undefined, (_, what) =>
      told.push(what),
    );
    expect(told).toEqual([]);
    for (const [i, { value = 0 } = {}] of (found.groups[0]?.bars ?? []).entries()) {
      const tool = tools[i];
      const law = tool === undefined ? 0 : capacity(tool, share.total, busy);
      // threads wait for the key as well
      const near = tool?.name === 'threads' ? 0.11 : 0.01;
      expect.soft(Math.abs(value / law - 1), `${tool?.name}: ${value}, by the law ${law}`).toBeLessThan(near);
    }
  });

  it('a loop is worth what the waiting is, and cores multiply', () => {
    const of = (name: string, busy: number) => {
      const tool = tools.find((each) => each.name === name);
      return tool === undefined ? 0 : times(tool, busy);
    };
    expect([10, 25, 50, 100].map((busy) => of('loop', busy))).toEqual([10, 4, 2, 1]);
    expect([10, 25, 50, 100].map((busy) => of('loops', busy))).toEqual([40, 16, 8, 4]);
    expect([10, 50, 100].map((busy) => of('threads', busy))).toEqual([4, 2, 1]);
    expect([10, 50, 100].map((busy) => of('processes', busy))).toEqual([4, 4, 4]);
    expect(of('one', 10)).toBe(1);
  });
});

describe('a share', () => {
  const beats = [{ say: '{cpu} and {wait}: {loop.times} times, {loops.rate}.', until: 20 }];

  it('resolves what there is to say of it', () => {
    const made = figureReader('chart')?.({ share, beats });
    expect(made?.scene?.beats[0]?.say).toBe('20 ms and 80 ms: 5 times, 200/s.');
  });

  it.each([
    [{ share: { ...share, cores: 0 }, beats }, 'share.cores: 0; expected a whole number from 1 to 64'],
    [
      { share, curve: [{ label: 'a', servers: 1, service: 1 }], beats },
      'share: share beside a curve; expected one of them',
    ],
    [{ share, beats: [{ say: 'a', until: 0 }] }, 'beats[0].until: 0; expected a whole number from 1 to 100'],
    [
      { share, beats: [{ say: 'a', show: 'loop' }] },
      'beats[0].show: show where everything is shown; expected until, for a share',
    ],
    [{ beats }, 'curve: missing; expected a curve, bars, a share or an agreement'],
  ])('%# is told what is wrong', (value, what) => {
    expect(chartProblems(value).map(message)).toEqual([what]);
  });

  it('does not know another tool', () => {
    const made = figureReader('chart')?.({ share, beats: [{ say: '{gevent.times}', until: 20 }] });
    expect(made?.problems.map(message)[0]).toMatch(/^beats\[0\]\.say: no figure "gevent\.times"; figures are busy, /);
  });

  it('still curves end before a hundred per cent', () => {
    const curve = [{ label: 'a', servers: 1, service: 1 }];
    expect(chartProblems({ curve, beats: [{ say: 'a', until: 100 }] }).map(message)).toEqual([
      'beats[0].until: 100; expected a whole number from 0 to 99',
    ]);
  });
});

describe('the slide', () => {
  const found = scenesOfTheTalk().find(({ slug }) => slug === 'cpu-or-waiting')?.scene;

  it('goes from waiting to computing, and tells what is left', () => {
    expect(found?.beats.map(({ at, payoff }) => [at, payoff])).toEqual([
      [10, ''],
      [10, '× 10'],
      [50, '× 2'],
      [100, '× 4'],
      [25, ''],
    ]);
    expect(found && told(found, 2)).toContain('one loop × 2, 20/s');
  });

  it('can be taken hold of where a reader may change it, and nowhere else', () => {
    if (found?.kind !== 'chart') throw new Error('no chart');
    const scene: Scene = found;
    const handles = scene.beats.map(
      (_, beat) =>
        draw(found, still(found, beat), { ink: 'live', format: 'wide' }).filter(({ key }) => key === 'handle').length,
    );
    expect(handles).toEqual([0, 0, 0, 0, 1]);
  });

  it('moves its border while it plays', () => {
    if (found === undefined) throw new Error('no chart');
    const border = (t: number) =>
      draw(found, { beat: 2, t, settled: 0 }, { ink: 'live', format: 'wide' }).flatMap((shape) =>
        shape.kind === 'rect' && shape.key === 'running' ? [shape.w] : [],
      );
    expect([border(10), border(30), border(50)]).toEqual([[120], [360], [600]]);
  });
});
