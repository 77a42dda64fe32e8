import type { Ms } from '../model/kernel.ts';
import type { Shape } from './shape.ts';
import { textWidth } from './text.ts';
import { sizes } from './theme.ts';

/** A scale of time: from `start` (0) to `end` ms between two x, its numbers on a baseline. */
export interface Ruler {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly start?: Ms;
  readonly end: Ms;
  /** Sizes of the numbers on it and of the one in the pill. */
  readonly tick: number;
  readonly text: number;
  /** In what its numbers are written; ms. */
  readonly unit?: 'ms' | 's';
}

/** From instants to x. */
export function scaleOn({ x0, x1, start = 0, end }: Pick<Ruler, 'x0' | 'x1' | 'start' | 'end'>): (t: Ms) => number {
  return (t) => x0 + ((x1 - x0) * (Math.min(Math.max(t, start), end) - start)) / (end - start);
}

/** The scale, and now: a pill with the time, and a line from it to `bottom`. */
export function ruler(made: Ruler, t: Ms, bottom: number): readonly Shape[] {
  const { x0, x1, y, start = 0, end, tick, unit } = made;
  const scale = scaleOn(made);
  const x = scale(t);
  const w = pillWidth(t, unit);
  // over its end, but not over the edge of the picture
  const least = Math.max(x0 - w / 2, sizes.stateLine);
  const left = Math.min(Math.max(x - w / 2, least), x1 - w + 8);
  const step = niceStep(end - start, (x1 - x0) / 120);
  const first = Math.ceil(start / step);
  const ticks = Array.from({ length: Math.floor(end / step) - first + 1 }, (_, i) => (first + i) * step);
  const free = (ms: Ms) => Math.abs(scale(ms) - (left + w / 2)) > w / 2 + 36;
  return [
    ...ticks.filter(free).map(
      (ms): Shape => ({
        kind: 'text',
        key: `tick ${ms}`,
        x: scale(ms),
        y,
        // tenths are no binary fractions
        text: String(Number((unit === 's' ? ms / 1000 : ms).toPrecision(9))),
        size: tick,
        fill: 'ink-second',
        anchor: scale(ms) > x1 - 30 ? 'end' : 'middle',
      }),
    ),
    { kind: 'rect', key: 'now line', x: x - 1.5, y: y + 8, w: 3, h: bottom - y - 8, fill: 'ink' },
    ...pill(made, t, left),
  ];
}

/** The time in a pill, with its left edge at `left`. */
export function pill(
  { y, text: size, unit }: Pick<Ruler, 'y' | 'text' | 'unit'>,
  t: Ms,
  left: number,
): readonly Shape[] {
  const w = pillWidth(t, unit);
  const look = { size, fill: 'paper', bold: true, mono: true, anchor: 'middle' } as const;
  return [
    { kind: 'rect', key: 'now pill', x: left, y: y - 24, w, h: 33, r: 16, fill: 'ink' },
    { kind: 'text', key: 'now', x: left + w / 2, y: y + 1, text: nowIs(t, unit), ...look },
  ];
}

/** How wide the time is in its pill. */
export function pillWidth(t: Ms, unit?: Ruler['unit']): number {
  return textWidth(nowIs(t, unit), { size: sizes.label, mono: true, bold: true }) + 32;
}

function nowIs(t: Ms, unit: Ruler['unit'] = 'ms'): string {
  return unit === 's' ? `${(t / 1000).toFixed(1)} s` : `${Math.round(t)} ms`;
}

/** A round step, `most` or fewer to the whole. */
function niceStep(end: Ms, most: number): Ms {
  const rough = end / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}
