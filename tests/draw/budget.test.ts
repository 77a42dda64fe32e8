import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { draw } from '../../src/draw/draw.ts';
import type { Shape } from '../../src/draw/shape.ts';
import { type SvgElement, svgElement } from '../../src/draw/svg.ts';
import { scenesOfTheTalk } from './scenes.ts';

const most = { events: Number.POSITIVE_INFINITY };

/** Makes scenes with a kernel that stops earlier: other files of tests have loaded the real one already. */
let sceneOf: typeof import('../../src/draw/scene.ts').sceneOf;

beforeAll(async () => {
  vi.resetModules();
  vi.doMock('../../src/model/kernel.ts', async (original) => {
    const real = await original<typeof import('../../src/model/kernel.ts')>();
    return { ...real, kernel: (maxEvents: number) => real.kernel(Math.min(maxEvents, most.events)) };
  });
  ({ sceneOf } = await import('../../src/draw/scene.ts'));
});

afterAll(() => {
  vi.doUnmock('../../src/model/kernel.ts');
  vi.resetModules();
});

/** A frame of the screen, ms. */
const frame = 1000 / 60;
/** Instants of a beat that are looked at. */
const samples = 12;

/** What a picture takes to become another one: attributes that are set and taken away, elements that come and go. */
function writes(before: readonly Shape[], after: readonly Shape[]): number {
  const known = new Map(before.map((shape) => [shape.key, svgElement(shape)]));
  const gone = before.filter(({ key }) => after.every((shape) => shape.key !== key)).length;
  return after.reduce((sum, shape) => sum + changes(known.get(shape.key), svgElement(shape)), gone);
}

function changes(before: SvgElement | undefined, after: SvgElement): number {
  // what is made anew is put into the page at once, with all that is in it
  if (before === undefined || before.tag !== after.tag) return 1;
  const names = new Set([...Object.keys(before.attributes), ...Object.keys(after.attributes)]);
  const set = [...names].filter((name) => before.attributes[name] !== after.attributes[name]).length;
  const text = before.text === after.text ? 0 : 1;
  return set + text + writes(before.children ?? [], after.children ?? []);
}

const talked = scenesOfTheTalk();

describe.each(talked)('the film of $slug', ({ scene, data, formats: [format] }) => {
  it('takes at most 20,000 events of the kernel to be made in the page', () => {
    most.events = 20_000;
    try {
      expect(() => sceneOf(data)).not.toThrow();
    } finally {
      most.events = Number.POSITIVE_INFINITY;
    }
  });

  it('writes at most 130 times into the page for a frame', () => {
    const counts = scene.beats.flatMap(({ from, at, lens }, beat) =>
      Array.from({ length: at > from ? samples : 0 }, (_, i) => {
        const t = from + ((at - from) * i) / samples;
        const shapes = (instant: number) =>
          draw(scene, { beat, t: Math.min(at, instant), settled: 0 }, { ink: 'live', format });
        return writes(shapes(t), shapes(t + frame / lens));
      }),
    );
    expect(Math.max(0, ...counts)).toBeLessThanOrEqual(130);
  });
});

it('a run of more events would be noticed', () => {
  const data = talked.find(({ scene }) => scene.kind === 'machine')?.data;
  most.events = 3;
  try {
    expect(() => data && sceneOf(data)).toThrow('3 kernel events');
  } finally {
    most.events = Number.POSITIVE_INFINITY;
  }
});
