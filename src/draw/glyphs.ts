import type { Box, Look, Point, Shape } from './shape.ts';
import { textWidth } from './text.ts';
import { sizes } from './theme.ts';

/** A place where Python can run: a ring, empty when idle. */
export function seat(key: string, { x, y }: Point, r: number = sizes.seat): Shape {
  return { kind: 'circle', key, x, y, r, fill: 'process', stroke: 'ink', width: sizes.line };
}

/** A process: only processes have a heavy outline. */
export function process(
  key: string,
  { x, y, w, h }: Box,
  label: string,
  at: Point = { x: x + (w < 160 ? 14 : 20), y: y + 34 },
): readonly Shape[] {
  // a narrow one has room for its number
  const box: Shape = {
    ...{ kind: 'rect', key, x, y, w, h, r: sizes.radius },
    ...{ fill: 'process', stroke: 'ink', width: sizes.stateLine },
  };
  if (label === '') return [box];
  const text = textWidth(label, { size: sizes.label }) > w - 18 ? label.replace(/.* /, '') : label;
  return [
    box,
    {
      kind: 'text',
      key: `${key} label`,
      ...at,
      text,
      size: sizes.label,
      fill: 'ink-second',
    },
  ];
}

/** A tray: plain inside a process, dashed where it is the kernel's. */
export function tray(key: string, { x, y, w, h }: Box, kernels: boolean): Shape {
  return kernels
    ? {
        kind: 'rect',
        key,
        x,
        y,
        w,
        h,
        r: sizes.radius,
        fill: 'paper',
        stroke: 'away-line',
        width: sizes.line,
        dash: '8 6',
      }
    : { kind: 'rect', key, x, y, w, h, r: 8, fill: 'tray', stroke: 'rule', width: sizes.hairline };
}

/** A thread: a pill around one seat. */
export function thread(key: string, { x, y }: Point): Shape {
  return {
    kind: 'rect',
    key,
    x: x - sizes.pill.w / 2,
    y: y - sizes.pill.h / 2,
    ...sizes.pill,
    r: sizes.pill.h / 2,
    fill: 'process',
    stroke: 'ink',
    width: sizes.line,
  };
}

/** ✓ and ✕ as lines: the fonts have neither. */
export function tick(key: string, { x, y }: Point): Shape {
  return { kind: 'path', key, d: `M${x} ${y - 7}l5 6l10 -13`, stroke: 'ink', width: sizes.line };
}

export function cross(key: string, { x, y }: Point): Shape {
  return {
    kind: 'path',
    key,
    d: `M${x + 1} ${y - 14}l13 13m0 -13l-13 13`,
    stroke: 'stuck-line',
    width: sizes.stateLine,
  };
}

/** A line with a head, from place to place. */
export function arrow(key: string, from: Point, to: Point, look: Look): readonly Shape[] {
  const angle = Math.atan2(to.y - from.y, to.x - from.x);
  const wing = (turn: number) => {
    const at = angle + Math.PI + turn;
    return `${Math.round(to.x + 13 * Math.cos(at))} ${Math.round(to.y + 13 * Math.sin(at))}`;
  };
  return [
    {
      kind: 'path',
      key,
      d: `M${Math.round(from.x)} ${Math.round(from.y)}L${Math.round(to.x)} ${Math.round(to.y)}M${wing(0.45)}L${Math.round(to.x)} ${Math.round(to.y)}L${wing(-0.45)}`,
      ...look,
    },
  ];
}
