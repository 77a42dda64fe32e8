import type { Point } from './shape.ts';
import { type PatternName, patterns } from './theme.ts';

/** The outline of an area: closed polygons, of which an area inside another is a hole. */
export type Outline = readonly (readonly Point[])[];

/**
 * The marks of a pattern on an area, as the source of one path: what a screen tiles, paper has as lines and dots, because a
 * PDF would get the tiles as a picture of pixels.
 */
export function marksOn(outline: Outline, name: PatternName): string {
  const { size, width } = patterns[name];
  return name === 'inline-dots' ? dotsOn(outline, size, width / 2) : linesOn(outline, size, width / 4);
}

/** Lines that rise to the right, where the sum of x and y is a multiple of the tile's size. */
function linesOn(outline: Outline, size: number, margin: number): string {
  const sums = outline.flat().map(({ x, y }) => x + y);
  let d = '';
  for (let sum = (Math.floor(Math.min(...sums) / size) + 1) * size; sum < Math.max(...sums); sum += size) {
    // along such a line, x says where
    const ends = crossings(
      outline,
      ({ x, y }) => x + y - sum,
      ({ x }) => x,
    );
    for (const [from, to] of spans(ends, margin))
      d += `M${short(from)} ${short(sum - from)}L${short(to)} ${short(sum - to)}`;
  }
  return d;
}

/** A dot in the middle of every tile. */
function dotsOn(outline: Outline, size: number, margin: number): string {
  const levels = outline.flat().map(({ y }) => y);
  const first = Math.ceil((Math.min(...levels) + margin) / size - 0.5);
  let d = '';
  for (let row = first; (row + 0.5) * size <= Math.max(...levels) - margin; row += 1) {
    const level = (row + 0.5) * size;
    const ends = crossings(
      outline,
      ({ y }) => y - level,
      ({ x }) => x,
    );
    for (const [from, to] of spans(ends, margin))
      for (let column = Math.ceil(from / size - 0.5); (column + 0.5) * size <= to; column += 1)
        d += `M${short((column + 0.5) * size)} ${short(level)}h.01`;
  }
  return d;
}

/** Where edges cross the line on which `off` is 0, as places along it in their order. */
function crossings(
  outline: Outline,
  off: (point: Point) => number,
  along: (point: Point) => number,
): readonly number[] {
  const found = outline.flatMap((polygon) =>
    polygon.flatMap((from, i): readonly number[] => {
      const to = polygon[(i + 1) % polygon.length] ?? from;
      const [a, b] = [off(from), off(to)];
      // an end on the line belongs to one edge only
      if (a < 0 === b < 0) return [];
      return [along(from) + ((along(to) - along(from)) * a) / (a - b)];
    }),
  );
  return found.sort((a, b) => a - b);
}

/** What is inside: between the first and the second, the third and the fourth … , a little away from the edge. */
function spans(ends: readonly number[], margin: number): readonly (readonly [number, number])[] {
  return ends.flatMap((from, i): readonly (readonly [number, number])[] => {
    const to = ends[i + 1];
    return i % 2 === 1 || to === undefined || to - from <= 2 * margin ? [] : [[from + margin, to - margin]];
  });
}

/** The outline of a rectangle with round corners, of which the corners are cut. */
export function rectOutline(x: number, y: number, w: number, h: number, r: number): Outline {
  const cut = Math.min(r, w / 2, h / 2) * 0.3;
  const [right, bottom] = [x + w, y + h];
  return [
    [
      { x: x + cut, y },
      { x: right - cut, y },
      { x: right, y: y + cut },
      { x: right, y: bottom - cut },
      { x: right - cut, y: bottom },
      { x: x + cut, y: bottom },
      { x, y: bottom - cut },
      { x, y: y + cut },
    ],
  ];
}

/** Sides enough for a circle of the pictures. */
const sides = 32;

export function circleOutline(x: number, y: number, r: number): Outline {
  return [
    Array.from({ length: sides }, (_, i) => {
      const angle = (2 * Math.PI * i) / sides;
      return { x: x + r * Math.cos(angle), y: y + r * Math.sin(angle) };
    }),
  ];
}

/** The outline of a path of straight lines; undefined where it has others. */
export function pathOutline(d: string): Outline | undefined {
  if (/[^MmLlHhVvZz\d\s.,+-]/.test(d)) return undefined;
  const polygons: Point[][] = [];
  let at: Point = { x: 0, y: 0 };
  for (const [, command = '', rest = ''] of d.matchAll(/([MmLlHhVvZz])([^MmLlHhVvZz]*)/g)) {
    const numbers = (rest.match(/[+-]?(?:\d+\.?\d*|\.\d+)/g) ?? []).map(Number);
    const origin = command === command.toLowerCase();
    const kind = command.toUpperCase();
    if (kind === 'Z') {
      at = polygons.at(-1)?.[0] ?? at;
      continue;
    }
    for (let i = 0; i < numbers.length; i += kind === 'H' || kind === 'V' ? 1 : 2) {
      const [a = 0, b = 0] = numbers.slice(i);
      const base = origin ? at : { x: 0, y: 0 };
      if (kind === 'H') at = { x: base.x + a, y: at.y };
      else if (kind === 'V') at = { x: at.x, y: base.y + a };
      else at = { x: base.x + a, y: base.y + b };
      // who moves begins another
      if (kind === 'M' && i === 0) polygons.push([at]);
      else polygons.at(-1)?.push(at);
    }
  }
  return polygons.filter((polygon) => polygon.length > 2);
}

function short(value: number): string {
  return String(Math.round(value * 10) / 10);
}
