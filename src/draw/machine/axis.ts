import type { Ms } from '../../model/kernel.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import type { Picture } from './picture.ts';

/** What a timeline is laid out by: the places of the format, and the last instant. */
type Timed = Pick<Picture, 'geometry' | 'end'>;

/** From instants to x. */
export function scaleOf({ geometry: { timeline: area }, end }: Timed): (t: Ms) => number {
  return (t) => area.x0 + ((area.x1 - area.x0) * Math.min(Math.max(t, 0), end)) / end;
}

/** The scale, and now; in ms or, where it is long, in seconds. */
export function axis(picture: Timed, t: Ms, bottom: number, unit: 'ms' | 's' = 'ms'): readonly Shape[] {
  const { geometry, end } = picture;
  const scale = scaleOf(picture);
  const x = scale(t);
  const { timeline: area, clock: row, tick } = geometry;
  const now = unit === 'ms' ? `${Math.round(t)} ms` : `${(t / 1000).toFixed(1)} s`;
  const w = textWidth(now, { size: sizes.label, mono: true, bold: true }) + 32;
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
        text: String(unit === 'ms' ? ms : ms / 1000),
        size: tick,
        fill: 'ink-second',
        anchor: ms === 0 ? 'middle' : scale(ms) > area.x1 - 30 ? 'end' : 'middle',
      }),
    ),
    { kind: 'rect', key: 'now line', x: x - 1.5, y: row.y + 8, w: 3, h: bottom - row.y - 8, fill: 'ink' },
    { kind: 'rect', key: 'now pill', x: left, y: row.y - 24, w, h: 33, r: 16, fill: 'ink' },
    {
      kind: 'text',
      key: 'now',
      x: left + w / 2,
      y: row.y + 1,
      text: now,
      size: geometry.text,
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
