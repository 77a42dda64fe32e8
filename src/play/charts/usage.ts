import type { Box, Shape } from '../../draw/shape.ts';
import type { Ms } from '../../model/kernel.ts';
import type { Usage } from '../series.ts';
import { ground, round } from './area.ts';

/** The share of something that was taken, over time: full where all of it was. */
export function usage(key: string, { shares, name }: Usage, end: Ms, box: Box, reach: Ms): readonly Shape[] {
  const x = (bin: number) => round(box.x + (box.w * end * bin) / (shares.length * reach));
  const base = box.y + box.h;
  const d = `M${x(0)} ${base}${shares.map((share, bin) => `V${round(base - box.h * share)}H${x(bin + 1)}`).join('')}V${base}z`;
  const isCore = name.startsWith('core') || name.startsWith('loop');
  return [
    ground(`${key} ground`, box),
    {
      kind: 'path',
      key: `${key} area`,
      d,
      ...(isCore ? { fill: 'running-fill' } : { fill: 'kept-hatch', stroke: 'away-line', width: 1 }),
    },
  ];
}

/** The share on average. */
export function meanShare({ shares }: Usage): number {
  return shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length);
}
