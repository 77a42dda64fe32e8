import { barLook, type DiscState } from '../disc.ts';
import type { Box, Look, Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';

/** How a probe looks: as a request in line; answered; missed, on plain ground or on that of a lane; or yet to be asked. */
type ProbeState = DiscState | 'missed' | 'missed in a lane' | 'open';

function lookOf(state: ProbeState): Look {
  switch (state) {
    case 'missed':
      return { fill: 'stuck-fill', stroke: 'stuck-line', width: sizes.line };
    case 'missed in a lane':
      return { fill: 'paper', stroke: 'stuck-line', width: sizes.hairline };
    case 'open':
      return { fill: 'paper', stroke: 'rule', width: sizes.hairline };
    default:
      return barLook(state);
  }
}

const middle: Point = { x: 0, y: 0 };

/** A probe, smaller than where it is one of few: a diamond, crossed where nobody waits for its answer any more. */
export function probe(
  key: string,
  at: Point,
  state: ProbeState,
  r: number,
  { crossed = false, role, moving = false }: { crossed?: boolean; role?: 'dot'; moving?: boolean } = {},
): Shape {
  const body: Shape = { kind: 'path', key: 'body', d: diamond(middle, r), ...lookOf(state) };
  const stroke = state === 'missed' ? 'stuck-ink' : 'stuck-line';
  const mark: Shape = {
    kind: 'path',
    key: 'cross',
    d: cross(middle, r * 0.45),
    stroke,
    width: r > 15 ? 4 : sizes.line,
  };
  const marks = { ...(role ? { role } : {}), ...(moving ? { moving } : {}) };
  return { kind: 'group', key, ...at, ...marks, children: crossed ? [body, mark] : [body] };
}

/** Who was lost: a disc that is empty and crossed. */
export function lostDot(key: string, at: Point, r: number): Shape {
  return {
    kind: 'group',
    key,
    ...at,
    role: 'dot',
    children: [
      { kind: 'circle', key: 'body', ...middle, r, fill: 'paper', stroke: 'stuck-line', width: sizes.hairline },
      { kind: 'path', key: 'cross', d: cross(middle, r * 0.7), stroke: 'stuck-line', width: sizes.line },
    ],
  };
}

/** The outlines of things that there are many of, to be one path together. */
export function diamond({ x, y }: Point, r: number): string {
  return `M${tenth(x)} ${tenth(y - r)}L${tenth(x + r)} ${tenth(y)}L${tenth(x)} ${tenth(y + r)}L${tenth(x - r)} ${tenth(y)}z`;
}

export function cross({ x, y }: Point, arm: number): string {
  const [left, right, top, bottom] = [x - arm, x + arm, y - arm, y + arm].map(tenth);
  return `M${left} ${top}L${right} ${bottom}M${right} ${top}L${left} ${bottom}`;
}

export function ring({ x, y }: Point, r: number): string {
  const [left, right, level] = [x - r, x + r, y].map(tenth);
  return `M${left} ${level}A${r} ${r} 0 0 1 ${right} ${level}A${r} ${r} 0 0 1 ${left} ${level}z`;
}

export function rounded({ x, y, w, h }: Box, r: number): string {
  const [x1, x2, x3, x4] = [x, x + r, x + w - r, x + w].map(tenth);
  const [y1, y2, y3, y4] = [y, y + r, y + h - r, y + h].map(tenth);
  const turn = (to: string) => `A${r} ${r} 0 0 1 ${to}`;
  const [right, left] = [
    `H${x3}${turn(`${x4} ${y2}`)}V${y3}${turn(`${x3} ${y4}`)}`,
    `H${x2}${turn(`${x1} ${y3}`)}V${y2}${turn(`${x2} ${y1}`)}`,
  ];
  return `M${x2} ${y1}${right}${left}z`;
}

/** Of a pixel, which is fine enough: paths are text, and a page is lighter for it. */
export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
