import type { Ms } from '../../model/kernel.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import type { Picture } from './picture.ts';

/** From instants to x. */
export function scaleOf({ geometry: { timeline: area }, end }: Picture): (t: Ms) => number {
  return (t) => area.x0 + ((area.x1 - area.x0) * Math.min(Math.max(t, 0), end)) / end;
}

/** The scale, and now. */
export function axis(picture: Picture, t: Ms, bottom: number): readonly Shape[] {
  const { geometry, end } = picture;
  const scale = scaleOf(picture);
  const x = scale(t);
  const { timeline: area, clock: row, tick } = geometry;
  const w = pillWidth(t);
  const left = Math.min(Math.max(x - w / 2, area.x0 - w / 2), area.x1 - w + 8);
  const step = niceStep(end, (area.x1 - area.x0) / 120);
  const ticks = Array.from({ length: Math.floor(end / step) + 1 }, (_, i) => i * step);
  const free = (ms: Ms) => Math.abs(scale(ms) - (left + w / 2)) > w / 2 + 36;
  return [
    ...ticks.filter(free).map(
      (ms): Shape => ({
        kind: 'text',
        key: `tick ${ms}`,
        x: scale(ms),
        y: row.y,
        text: String(ms),
        size: tick,
        fill: 'ink-second',
        anchor: ms === 0 ? 'middle' : scale(ms) > area.x1 - 30 ? 'end' : 'middle',
      }),
    ),
    { kind: 'rect', key: 'now line', x: x - 1.5, y: row.y + 8, w: 3, h: bottom - row.y - 8, fill: 'ink' },
    ...nowPill(picture, t, left),
  ];
}

/** The time, with its left edge at `left`. */
export function nowPill({ geometry: { clock: row, text: size } }: Picture, t: Ms, left: number): readonly Shape[] {
  const w = pillWidth(t);
  const look = { size, fill: 'paper', bold: true, mono: true, anchor: 'middle' } as const;
  return [
    { kind: 'rect', key: 'now pill', x: left, y: row.y - 24, w, h: 33, r: 16, fill: 'ink' },
    { kind: 'text', key: 'now', x: left + w / 2, y: row.y + 1, text: nowIs(t), ...look },
  ];
}

function nowIs(t: Ms): string {
  return `${Math.round(t)} ms`;
}

/** How wide the time is in its pill. */
export function pillWidth(t: Ms): number {
  return textWidth(nowIs(t), { size: sizes.label, mono: true, bold: true }) + 32;
}

/** A round step, `most` or fewer to the whole. */
function niceStep(end: Ms, most: number): Ms {
  const rough = end / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}
