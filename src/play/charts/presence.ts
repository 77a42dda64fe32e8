import { barLook } from '../../draw/disc.ts';
import type { Box, Look, Shape } from '../../draw/shape.ts';
import { type Condition, conditions, type Series } from '../series.ts';
import { round } from './area.ts';

/** How a condition looks as an area, and what it is called. */
export const looks: Readonly<Record<Condition, { readonly word: string; readonly look: Look }>> = {
  running: { word: 'running', look: barLook('running') },
  stuck: { word: 'stuck', look: barLook('stuck') },
  inLine: { word: 'in line', look: barLook('inLine') },
  kept: { word: 'away, seat kept', look: barLook('kept') },
  away: { word: 'away', look: barLook('away') },
};

/** How many are in the system over time, by what they are in: who runs at the bottom, who is away on top. */
export function presence(
  key: string,
  { present, end }: Series,
  most: number,
  box: Box,
  reach: number,
): readonly Shape[] {
  const count = present.running.length;
  const floor = new Float64Array(count);
  const x = (bin: number) => round(box.x + (box.w * end * bin) / (count * reach));
  const y = (value: number) => round(box.y + box.h - (box.h * Math.min(value, most)) / most);
  return conditions.flatMap((condition): readonly Shape[] => {
    const values = present[condition];
    if (values.every((value) => value === 0)) return [];
    const lower = [...floor];
    for (const [bin, value] of values.entries()) floor[bin] = (floor[bin] ?? 0) + value;
    const d = stretches(values)
      .map(([first, last]) => {
        const bins = Array.from({ length: last - first }, (_, i) => first + i);
        const top = bins.map((bin) => `V${y(floor[bin] ?? 0)}H${x(bin + 1)}`).join('');
        const bottom = bins
          .toReversed()
          .map((bin) => `V${y(lower[bin] ?? 0)}H${x(bin)}`)
          .join('');
        return `M${x(first)} ${y(lower[first] ?? 0)}${top}${bottom}z`;
      })
      .join('');
    return [{ kind: 'path', key: `${key} ${condition}`, d, ...looks[condition].look, width: 1 }];
  });
}

/** From which bin to before which there is anything. */
function stretches(values: readonly number[]): readonly (readonly [number, number])[] {
  const all: [number, number][] = [];
  for (const [bin, value] of values.entries()) {
    if (value <= 0) continue;
    const last = all.at(-1);
    if (last?.[1] === bin) last[1] = bin + 1;
    else all.push([bin, bin + 1]);
  }
  return all;
}

/** The most that are in the system on average in a bin. */
export function highest({ present }: Series): number {
  return present.running.reduce(
    (most, _, bin) =>
      Math.max(
        most,
        conditions.reduce((sum, condition) => sum + (present[condition][bin] ?? 0), 0),
      ),
    0,
  );
}
