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

/**
 * From where a disc stands at a question, the first unless another on the way is said. It comes out of that box through
 * its middle; what is before it on the way has been reached already.
 */
export function walkTo(scene: Pick<Scene, 'nodes'>, node: number, site: readonly Spot[], from = 0): Walk {
  const way = wayTo(scene, node);
  const begin = way.indexOf(from);
  const points = [...(site[from]?.stop ?? [])].reverse();
  const reached = new Map(way.slice(0, begin + 1).map((each) => [each, 0]));
  for (const each of way.slice(begin + 1)) {
    points.push(...(site[each]?.edge ?? []));
    reached.set(each, long(points));
  }
  if (node !== from) points.push(...(site[node]?.stop ?? []));
  return { points: node === from ? points.slice(0, 1) : points, reached };
}

/** The way that a disc has behind it at a question, to the edge of that: from the first question on. */
export function wayBehind(scene: Pick<Scene, 'nodes'>, node: number, site: readonly Spot[]): readonly Point[] {
  return wayTo(scene, node).flatMap((each) => site[each]?.edge ?? []);
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
