import type { Ms } from '../../model/kernel.ts';
import { arc } from '../disc.ts';
import type { Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { spanAt, timeLeft } from './life.ts';
import { emblemSize } from './plan.ts';
import type { Row } from './scene.ts';

/** A row's process at an instant: whether it serves, boots or is gone, and what is left of the time that it has. */
export function emblem({ life, timeout, grace, run }: Row, { x, y }: Point, t: Ms, key: string): readonly Shape[] {
  const span = spanAt(life, t);
  const half = emblemSize / 2;
  const side = emblemSize - 4;
  const box = { kind: 'rect', key: `${key} process`, x: x + 2, y: y - half + 2, w: side, h: side, r: 11 } as const;
  const middle = { x: x + half, y };
  if (span.state === 'boots') return [{ ...box, fill: 'paper', stroke: 'ink', width: sizes.line, dash: '6 5' }];
  if (span.to !== undefined && span.to <= t)
    return [
      { ...box, fill: 'paper', stroke: 'away-line', width: sizes.line },
      ...(span.end === 'killed' ? [crossAt(`${key} cross`, middle, 12)] : []),
    ];
  // of what comes after the run nothing is known
  const left = timeLeft(life, { timeout, grace }, Math.min(t, run.trace.end));
  return [{ ...box, fill: 'process', stroke: 'ink', width: sizes.stateLine }, ...timer(left, middle, key)];
}

/** A cross through what is no more. */
export function crossAt(key: string, { x, y }: Point, r: number): Shape {
  const d = `M${x - r} ${y - r}L${x + r} ${y + r}M${x - r} ${y + r}L${x + r} ${y - r}`;
  return { kind: 'path', key, d, stroke: 'stuck-line', width: 5 };
}

/** An arc that shrinks to nothing; where there is no limit a ring of dashes. */
function timer(left: ReturnType<typeof timeLeft>, { x, y }: Point, key: string): readonly Shape[] {
  if (left === undefined) return [];
  const ring = { kind: 'circle', key: `${key} ring`, x, y, r: 11, stroke: 'rule', width: 6 } as const;
  if (left === 'unlimited') return [{ ...ring, stroke: 'away-line', width: sizes.line, dash: '4 5' }];
  if (left === 0) return [{ ...ring, stroke: 'stuck-fill' }];
  const shrinking: Shape = { kind: 'path', key: 'arc', d: arc(11, left), stroke: 'ink', width: 6 };
  return [ring, { kind: 'group', key: `${key} left`, x, y, children: [shrinking] }];
}
