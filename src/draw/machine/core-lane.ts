import type { Ms } from '../../model/kernel.ts';
import type { Segment } from '../../model/trace.ts';
import type { Shape } from '../shape.ts';

interface Row {
  readonly y: number;
  readonly height: number;
}

/** When somebody computed on a core, up to now, as one shape: for whom is not told, and they are many. */
export function busy(core: string, stays: readonly Segment[], t: Ms, scale: (t: Ms) => number, row: Row): Shape {
  const spans: { from: number; to: number }[] = [];
  for (const stay of stays) {
    if (stay.from >= t) break;
    const [from, to] = [Math.round(scale(stay.from)), Math.round(scale(Math.min(stay.to, t)))];
    const last = spans.at(-1);
    // less than a pixel of idleness cannot be seen
    if (last !== undefined && from <= last.to) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  const [top, height] = [row.y + 1, row.height - 2];
  const d = spans.map(({ from, to }) => `M${from} ${top}H${Math.max(to, from + 1)}v${height}H${from}z`).join('');
  return { kind: 'path', key: `bar ${core}`, d, fill: 'running-fill' };
}
