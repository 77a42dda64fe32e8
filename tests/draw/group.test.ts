import { describe, expect, it } from 'vitest';
import { draw, still } from '../../src/draw/draw.ts';
import { composed } from '../../src/draw/machine/compose.ts';
import type { DiagramSpec } from '../../src/draw/machine/spec.ts';
import type { Shape } from '../../src/draw/shape.ts';

const standard = 'cpu 5, wait 90, cpu 5';

function shapesAt(until: string, spec: Partial<DiagramSpec> = {}): readonly Shape[] {
  const { scene, problems } = composed({
    server: { kind: 'sync', workers: 4, cores: 2, timeout: 1000, boot: 300 },
    arrivals: [
      { count: 4, path: '/predict', does: standard },
      { at: 200, path: '/hangs', does: 'cpu 5, wait 60000' },
      { at: 2500, path: '/predict', does: standard },
    ],
    beats: [{ say: 'S.', until }],
    ...spec,
  });
  expect(problems).toEqual([]);
  return draw(scene, still(scene, 0), { ink: 'still', format: 'wide' });
}

const find = (shapes: readonly Shape[], key: string) => shapes.find((shape) => shape.key === key);
const lit = (shapes: readonly Shape[]) =>
  shapes.filter((shape) => shape.kind === 'circle' && /^core \d$/.test(shape.key) && shape.fill === 'running-fill')
    .length;

describe('several processes', () => {
  it('are forked and watched by an arbiter that stands above them and has no seat', () => {
    const shapes = shapesAt('0 ms');
    const arbiter = find(shapes, 'arbiter');
    const worker = find(shapes, 'worker 1');
    if (arbiter?.kind !== 'rect' || worker?.kind !== 'rect') throw new Error('no arbiter above a worker');
    expect(arbiter.y + arbiter.h).toBeLessThan(worker.y);
    expect(arbiter.dash).toBeDefined();
    expect(shapes.filter(({ key }) => /^worker \d watched$/.test(key))).toHaveLength(4);
    expect(find(shapes, 'arbiter/seat')).toBeUndefined();
  });

  it('share the cores: as many lamps are lit as compute', () => {
    expect(lit(shapesAt('3 ms'))).toBe(2);
    expect(lit(shapesAt('50 ms'))).toBe(0);
  });

  it('leave an empty place when one is ended, until the next one serves', () => {
    const dead = shapesAt('2100 ms');
    expect(find(dead, 'worker 1 cross')).toBeDefined();
    expect(find(dead, 'worker 1/seat')).toBeUndefined();
    expect(find(dead, 'arbiter signal')).toMatchObject({ text: 'SIGABRT' });
    const reborn = shapesAt('2400 ms');
    expect(find(reborn, 'worker 1 cross')).toBeUndefined();
    expect(find(reborn, 'worker 1/seat')).toBeDefined();
    expect(find(reborn, 'arbiter signal')).toBeUndefined();
  });

  it('stand in two rows when they are eight', () => {
    const shapes = shapesAt('0 ms', { server: { kind: 'sync', workers: 8 }, arrivals: [{ path: '/', does: 'cpu 5' }] });
    const rows = new Set(
      shapes.flatMap((shape) => (shape.kind === 'rect' && /^worker \d$/.test(shape.key) ? [shape.y] : [])),
    );
    expect(rows.size).toBe(2);
  });
});

describe('one process', () => {
  it('has the place for itself, without an arbiter or lamps', () => {
    const shapes = shapesAt('0 ms', { server: { kind: 'sync' }, arrivals: [{ path: '/', does: 'cpu 5' }] });
    expect(find(shapes, 'arbiter')).toBeUndefined();
    expect(lit(shapes)).toBe(0);
    expect(find(shapes, 'core 1')).toBeUndefined();
  });
});
