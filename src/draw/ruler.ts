import type { Ms } from '../model/kernel.ts';
import type { Shape } from './shape.ts';
import { textWidth } from './text.ts';
import { sizes } from './theme.ts';

/** Where a scale of time is: from 0 to `end` ms between two x, its numbers on a baseline. */
export interface Ruler {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly end: Ms;
  /** Sizes of numbers on it and of the one in the pill. */
  readonly tick: number;
  readonly text: number;
}

/** From instants to x. */
export function scale({ x0, x1, end }: Pick<Ruler, 'x0' | 'x1' | 'end'>): (t: Ms) => number {
  return (t) => x0 + ((x1 - x0) * Math.min(Math.max(t, 0), end)) / end;
}

/** The scale, and now: a pill with the time, and a line from it to `bottom`. */
export function ruler({ x0, x1, y, end, tick, text }: Ruler, t: Ms, bottom: number): readonly Shape[] {
  const place = scale({ x0, x1, end });
  const x = place(t);
  const now = `${Math.round(t)} ms`;
  const w = textWidth(now, { size: sizes.label, mono: true, bold: true }) + 32;
  const left = Math.min(Math.max(x - w / 2, x0 - w / 2), x1 - w + 8);
  const step = niceStep(end, (x1 - x0) / 120);
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
  const free = (ms: Ms) => Math.abs(place(ms) - (left + w / 2)) > w / 2 + 36;
  return [
    ...ticks.filter(free).map(
      (ms): Shape => ({
        kind: 'text',
        key: `tick ${ms}`,
        x: place(ms),
        y,
        text: String(ms),
        size: tick,
        fill: 'ink-second',
        anchor: ms === 0 ? 'middle' : place(ms) > x1 - 30 ? 'end' : 'middle',
      }),
    ),
    { kind: 'rect', key: 'now line', x: x - 1.5, y: y + 8, w: 3, h: bottom - y - 8, fill: 'ink' },
    { kind: 'rect', key: 'now pill', x: left, y: y - 24, w, h: 33, r: 16, fill: 'ink' },
    {
      kind: 'text',
      key: 'now',
      x: left + w / 2,
      y: y + 1,
      text: now,
      size: text,
      fill: 'paper',
      bold: true,
      mono: true,
      anchor: 'middle',
    },
  ];
}

/** A round step, `most` or fewer to the whole. */
function niceStep(end: Ms, most: number): Ms {
  const rough = end / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}
