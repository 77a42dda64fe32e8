import { describe, expect, it } from 'vitest';
import { draw, still } from '../../src/draw/draw.ts';
import { composed } from '../../src/draw/machine/compose.ts';
import { specProblems } from '../../src/draw/machine/form.ts';
import type { DiagramSpec } from '../../src/draw/machine/spec.ts';
import type { Shape } from '../../src/draw/shape.ts';
import { sizes } from '../../src/draw/theme.ts';

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

describe('several loops', () => {
  const eight: Partial<DiagramSpec> = {
    server: { kind: 'asgi', workers: 8, cores: 4 },
    arrivals: [{ users: 60, every: 2, until: 300, path: '/predict', does: standard }],
    beats: [{ say: 'S.', until: '300 ms', lanes: 'cores' }],
  };
  const seatsIn = (shapes: readonly Shape[], fill: string) =>
    shapes.filter((shape) => {
      const body = shape.kind === 'group' ? shape.children[0] : undefined;
      return body?.kind === 'circle' && body.r > sizes.dot && body.fill === fill;
    }).length;

  it('have a small ring each, with a seat in it and a ready queue', () => {
    const shapes = shapesAt('300 ms', eight);
    for (let n = 1; n <= 8; n += 1) {
      const [box, ring, seat, ready] = ['', '/loop ring', '/loop/seat', '/loop/ready'].map((part) =>
        find(shapes, `worker ${n}${part}`),
      );
      if (box?.kind !== 'rect' || ring?.kind !== 'circle' || seat?.kind !== 'circle' || ready?.kind !== 'rect')
        throw new Error(`worker ${n} is not whole`);
      expect([seat.x, seat.y]).toEqual([ring.x, ring.y]);
      expect(seat.r).toBeLessThan(ring.r);
      expect(ring.x - ring.r).toBeGreaterThan(box.x);
      expect(ring.x + ring.r).toBeLessThan(ready.x);
      expect(ready.x + ready.w).toBeLessThan(box.x + box.w);
    }
  });

  it('keep four cores busy, and no more of them run than there are cores', () => {
    const shapes = shapesAt('300 ms', eight);
    expect(lit(shapes)).toBe(4);
    expect(seatsIn(shapes, 'running-fill')).toBe(4);
    expect(seatsIn(shapes, 'inline-dots')).toBeGreaterThan(0);
    const lanes = shapes.filter(({ key }) => /^lane core \d$/.test(key));
    expect(lanes).toHaveLength(4);
  });

  it('wait in one kernel: nobody there stands where another does', () => {
    const shapes = shapesAt('300 ms', { ...eight, server: { kind: 'asgi', workers: 4, cores: 4 } });
    const spots = shapes.flatMap((shape) => (shape.kind === 'group' ? [`${shape.x} ${shape.y}`] : []));
    expect(spots.length).toBeGreaterThan(30);
    expect(new Set(spots).size).toBe(spots.length);
  });

  it('answer as many a second as all cores can, however many loops there are', () => {
    const four = { server: { kind: 'asgi', workers: 4, cores: 4 } } as const;
    const one = { server: { kind: 'asgi', workers: 1, cores: 4 } } as const;
    const shapes = shapesAt('300 ms', {
      ...eight,
      runs: { four, one },
      beats: [{ say: '{one:rate}, {four:rate}, {rate}', until: '300 ms' }],
    });
    expect(find(shapes, 'sentence 0')).toMatchObject({ text: '100/s, 400/s, 400/s' });
  });

  it('show the cores of one process, too, where it is compared with several', () => {
    const shapes = shapesAt('300 ms', {
      ...eight,
      runs: { one: { server: { kind: 'asgi', workers: 1, cores: 4 } } },
      beats: [
        { say: 'S.', until: '300 ms', run: 'one' },
        { say: 'S.', until: '300 ms' },
      ],
    });
    expect(lit(shapes)).toBe(1);
    expect(find(shapes, 'core 4')).toBeDefined();
  });

  it('are eight at most', () => {
    const { problems } = composed({
      server: { kind: 'asgi', workers: 9 },
      arrivals: [{ path: '/', does: 'cpu 5' }],
      beats: [{ say: 'S.', until: '0 ms' }],
    });
    expect(problems).toEqual([{ path: 'server', what: '9 loops', expected: 'the stage has room for 8' }]);
  });
});

describe('users who ask again and again', () => {
  it('come by themselves', () => {
    const users = { users: 2, until: 100, path: '/', does: 'cpu 5' };
    const spec = { server: { kind: 'sync' }, arrivals: [users, users], beats: [{ say: 'S.', until: '0 ms' }] };
    expect(specProblems(spec)).toEqual([
      { path: 'arrivals', what: 'users beside others', expected: 'expected them alone, or no users' },
    ]);
  });

  it('have no rate where nobody asks again', () => {
    const { problems } = composed({
      server: { kind: 'sync' },
      arrivals: [{ path: '/', does: 'cpu 5' }],
      beats: [{ say: '{rate}', until: '0 ms' }],
    });
    expect(problems.map(({ what }) => what)).toEqual(['a rate of nobody']);
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
