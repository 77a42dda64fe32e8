import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { circleOutline, marksOn, type Outline, pathOutline, rectOutline } from '../../src/draw/hatching.ts';
import { patterns } from '../../src/draw/theme.ts';

type Segment = readonly [number, number, number, number];

const lines = (d: string): readonly Segment[] =>
  [...d.matchAll(/M(-?[\d.]+) (-?[\d.]+)L(-?[\d.]+) (-?[\d.]+)/g)].map(([, ...four]) => {
    const [a = 0, b = 0, c = 0, e = 0] = four.map(Number);
    return [a, b, c, e];
  });

const dots = (d: string) =>
  [...d.matchAll(/M(-?[\d.]+) (-?[\d.]+)h/g)].map(([, x, y]) => ({ x: Number(x), y: Number(y) }));

describe('a hatch on paper', () => {
  it('rises to the right, a tile apart, from edge to edge', () => {
    const all = lines(marksOn(rectOutline(10, 20, 100, 30, 0), 'kept-hatch'));
    expect(all.length).toBe(
      Math.floor(160 / patterns['kept-hatch'].size) - Math.floor(30 / patterns['kept-hatch'].size),
    );
    for (const [x1, y1, x2, y2] of all) {
      expect(x1 + y1).toBeCloseTo(x2 + y2, 0);
      expect(Math.round(x1 + y1) % patterns['kept-hatch'].size).toBe(0);
      // each ends at two sides of the rectangle, or a hair before
      const sides = [x1, y1, x2, y2].filter((v, i) => (i % 2 === 0 ? v < 11 || v > 109 : v < 21 || v > 49));
      expect(sides.length).toBeGreaterThanOrEqual(2);
    }
  });

  it('leaves the hole of a ring free', () => {
    const ring: Outline = [...circleOutline(0, 0, 72), ...circleOutline(0, 0, 60)];
    const all = lines(marksOn(ring, 'stuck-hatch'));
    expect(all.length).toBeGreaterThan(10);
    for (const [x1, y1, x2, y2] of all) expect(Math.hypot((x1 + x2) / 2, (y1 + y2) / 2)).toBeGreaterThan(59);
  });

  it('has its dots in the middle of tiles, and only inside', () => {
    const found = dots(marksOn(rectOutline(0, 0, 40, 20, 0), 'inline-dots'));
    expect(found.map(({ x, y }) => `${x} ${y}`)).toEqual([
      '5 5',
      '15 5',
      '25 5',
      '35 5',
      '5 15',
      '15 15',
      '25 15',
      '35 15',
    ]);
    expect(dots(marksOn(rectOutline(0, 0, 4, 4, 0), 'inline-dots'))).toEqual([]);
  });

  it('never leaves the area, wherever it is', () => {
    const size = fc.integer({ min: 1, max: 300 });
    const place = fc.integer({ min: -50, max: 1280 });
    fc.assert(
      fc.property(place, place, size, size, (x, y, w, h) => {
        for (const name of ['kept-hatch', 'stuck-hatch', 'inline-dots'] as const) {
          const d = marksOn(rectOutline(x, y, w, h, 4), name);
          const points = [
            ...lines(d).flatMap(([a, b, c, e]) => [
              { x: a, y: b },
              { x: c, y: e },
            ]),
            ...dots(d),
          ];
          for (const point of points) {
            expect(point.x).toBeGreaterThanOrEqual(x - 0.06);
            expect(point.x).toBeLessThanOrEqual(x + w + 0.06);
            expect(point.y).toBeGreaterThanOrEqual(y - 0.06);
            expect(point.y).toBeLessThanOrEqual(y + h + 0.06);
          }
        }
      }),
    );
  });
});

describe('the outline of a path', () => {
  it('is read from absolute and relative steps', () => {
    const square = [
      { x: 1, y: 2 },
      { x: 11, y: 2 },
      { x: 11, y: 12 },
      { x: 1, y: 12 },
    ];
    expect(pathOutline('M1 2H11V12H1z')).toEqual([square]);
    expect(pathOutline('M1 2h10v10h-10z')).toEqual([square]);
    expect(pathOutline('M1,2L11,2 11,12 1,12Z')).toEqual([square]);
  });

  it('is several where it begins several times, and a line has none', () => {
    expect(pathOutline('M0 0H5V5zM10 10h5v5zM0 0L5 5')).toHaveLength(2);
  });

  it('is unknown where it is round', () => {
    expect(pathOutline('M0 0A5 5 0 0 0 5 5z')).toBeUndefined();
  });
});
