import { disc } from '../disc.ts';
import type { Point, Shape } from '../shape.ts';
import { durations } from '../theme.ts';
import type { Site } from './site.ts';
import type { LoopState } from './spec.ts';

/** Where a disc stands: before the first place, at one, or at the end. */
export function standing({ spots, start, end }: Site, place: number): { at: Point; base: Point } {
  if (place < 0) return { at: start, base: start };
  return spots[place] ?? { at: end, base: end };
}

/** How far a hop has come, from 0 to 1, while what the beat is about shows itself. */
export function hopped(settled: number): number {
  const way = Math.min(1, (settled * durations.emphasis) / durations.hop);
  return way < 0.5 ? 4 * way ** 3 : 1 - (-2 * way + 2) ** 3 / 2;
}

/** The disc on its way from place to place, or standing: one hop. */
export function walker(
  key: string,
  site: Site,
  { from, to, settled, loop, size }: { from: number; to: number; settled: number; loop: LoopState; size: number },
): Shape {
  const [a, b] = [standing(site, from).at, standing(site, to).at];
  const share = from === to ? 1 : hopped(settled);
  const at = { x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share };
  const grown = settled > 0 && settled < 1 ? Math.sin(Math.PI * settled) : 0;
  const over = to >= site.spots.length;
  const state = over && share === 1 ? 'done' : loop === 'stuck' && share === 1 ? 'stuck' : 'running';
  return disc(key, at, to < 0 ? 'inLine' : state, key.replace('disc ', ''), size, {
    grown,
    ...(share < 1 ? { moving: true } : {}),
  });
}

/** The spine up to a point on it. */
export function trail({ spine }: Site, to: Point): string {
  const last = spine.findIndex(({ x, y }) => x === to.x && y === to.y);
  return lineThrough(spine.slice(0, last + 1));
}

/** A line through points, round where it turns. */
export function lineThrough(points: readonly Point[]): string {
  const at = ({ x, y }: Point) => `${Math.round(x)} ${Math.round(y)}`;
  return points
    .map((point, i) => {
      const [before, after] = [points[i - 1], points[i + 1]];
      if (before === undefined) return `M${at(point)}`;
      if (after === undefined || turns(before, point, after) === 0) return `L${at(point)}`;
      const sweep = turns(before, point, after) > 0 ? 1 : 0;
      return `L${at(towards(point, before))}A${bend} ${bend} 0 0 ${sweep} ${at(towards(point, after))}`;
    })
    .join('');
}

const bend = 22;

/** Which way it turns at `b`: right if more than 0, left if less. */
function turns(a: Point, b: Point, c: Point): number {
  return Math.round((b.x - a.x) * (c.y - b.y) - (b.y - a.y) * (c.x - b.x));
}

function towards(from: Point, to: Point): Point {
  const share = bend / Math.hypot(to.x - from.x, to.y - from.y);
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share };
}
