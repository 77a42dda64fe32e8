import type { Point } from '../shape.ts';
import { type Scene, wayTo } from './scene.ts';
import type { Spot } from './site.ts';

/** Corners are round. */
const bend = 12;

/** The way of a disc from the first question to a node; each of its nodes is reached at a length, in px. */
export interface Walk {
  readonly points: readonly Point[];
  readonly reached: ReadonlyMap<number, number>;
}

/** From where a disc stands at the first question. */
export function walkTo(scene: Pick<Scene, 'nodes'>, node: number, site: readonly Spot[]): Walk {
  const way = wayTo(scene, node);
  const points = [...(site[0]?.stop ?? [])].reverse();
  const reached = new Map([[0, 0]]);
  for (const each of way.slice(1)) {
    points.push(...(site[each]?.edge ?? []));
    reached.set(each, long(points));
  }
  if (node !== 0) points.push(...(site[node]?.stop ?? []));
  return { points: node === 0 ? points.slice(0, 1) : points, reached };
}

/** How long a line is, px. */
export function long(points: readonly Point[]): number {
  return points.reduce((sum, point, i) => sum + distance(points[i - 1] ?? point, point), 0);
}

/** The first `length` px of a line. */
export function cut(points: readonly Point[], length: number): readonly Point[] {
  const kept: Point[] = [];
  let left = length;
  for (const [i, point] of points.entries()) {
    const before = points[i - 1] ?? point;
    const step = distance(before, point);
    if (step > left) {
      const share = left / step;
      return [...kept, { x: before.x + (point.x - before.x) * share, y: before.y + (point.y - before.y) * share }];
    }
    left -= step;
    kept.push(point);
  }
  return kept;
}

/** A line through points, round where it turns. */
export function line(points: readonly Point[]): string {
  return points
    .map((point, i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (before === undefined) return `M${at(point)}`;
      if (after === undefined) return `L${at(point)}`;
      const r = Math.min(bend, distance(before, point) / 2, distance(point, after) / 2);
      return r < 1 ? `L${at(point)}` : `L${at(towards(point, before, r))}Q${at(point)} ${at(towards(point, after, r))}`;
    })
    .join('');
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

function towards(from: Point, to: Point, r: number): Point {
  const share = r / distance(from, to);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}

function at({ x, y }: Point): string {
  return `${Math.round(x)} ${Math.round(y)}`;
}
