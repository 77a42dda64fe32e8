import type { Box, Shape } from '../../draw/shape.ts';
import type { ColourName } from '../../draw/theme.ts';
import type { Ms } from '../../model/kernel.ts';
import { binCount } from '../bins.ts';
import type { Report } from '../report.ts';
import { round } from './area.ts';

/** How long those who came at each time waited: a dot each or, of many, from the shortest to the longest and the middle. */
export function latencies(
  key: string,
  { waits, bands, series: { end } }: Report,
  colour: ColourName,
  most: Ms,
  box: Box,
  reach: Ms,
): readonly Shape[] {
  const x = (t: Ms) => round(box.x + (box.w * t) / reach);
  const y = (latency: Ms) => round(box.y + box.h - (box.h * Math.min(latency, most)) / most);
  if (waits.length > 0) {
    const dots = (good: boolean, mark: (x: number, y: number) => string) =>
      waits.flatMap((wait) => (wait.good === good ? [mark(x(wait.at), y(wait.latency))] : [])).join('');
    const answered = dots(true, (left, top) => `M${round(left - 3)} ${top}a3 3 0 1 0 6 0a3 3 0 1 0 -6 0`);
    const others = dots(false, (left, top) => `M${round(left - 5)} ${round(top - 5)}l10 10m0 -10l-10 10`);
    return [
      ...path(`${key} answered`, answered, { fill: colour, opacity: 0.75 }),
      ...path(`${key} others`, others, { stroke: 'stuck-line', width: 3 }),
    ];
  }
  const left = (bin: number) => x((end * bin) / binCount);
  const range = bands.map(({ bin, least, most: top }) => {
    const height = Math.max(2, y(least) - y(top));
    return `M${left(bin)} ${y(top)}H${left(bin + 1)}v${round(height)}H${left(bin)}z`;
  });
  const middle = bands.map(({ bin, half }) => `M${left(bin)} ${y(half)}H${left(bin + 1)}`);
  const bad = bands.flatMap(({ bin, most: top, bad: count }) =>
    count === 0 ? [] : [`M${round(left(bin) - 3)} ${round(y(top) - 5)}l10 10m0 -10l-10 10`],
  );
  return [
    ...path(`${key} range`, range.join(''), { fill: colour, opacity: 0.35 }),
    ...path(`${key} middle`, middle.join(''), { stroke: colour, width: 3 }),
    ...path(`${key} others`, bad.join(''), { stroke: 'stuck-line', width: 3 }),
  ];
}

function path(key: string, d: string, look: Partial<Extract<Shape, { kind: 'path' }>>): readonly Shape[] {
  return d === '' ? [] : [{ kind: 'path', key, d, ...look }];
}
