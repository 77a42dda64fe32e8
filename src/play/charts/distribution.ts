import type { Format, Shape } from '../../draw/shape.ts';
import { textWidth } from '../../draw/text.ts';
import { sizes } from '../../draw/theme.ts';
import type { Ms } from '../../model/kernel.ts';
import type { Report } from '../report.ts';
import { time } from '../told/numbers.ts';
import { areaOf, ceiling, colourOf, ground, round, words } from './area.ts';

/** How many answers took how long, in equal classes. */
export interface Classes {
  /** Where the first begins, and how wide each is. */
  readonly from: Ms;
  readonly width: Ms;
  readonly counts: readonly (readonly number[])[];
}

/** About so many classes. */
const fineness = 40;

/** The classes of one or two runs: the same for both, of round width. */
export function classesOf(reports: readonly Pick<Report, 'latencies'>[]): Classes {
  const all = reports.flatMap(({ latencies }) => [latencies[0] ?? 0, latencies.at(-1) ?? 0]);
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const width = roundWidth(Math.max(most - least, 1) / fineness);
  const from = Math.floor(least / width) * width;
  const count = Math.floor((most - from) / width) + 1;
  return {
    from,
    width,
    counts: reports.map(({ latencies }) => {
      const counts = new Array<number>(count).fill(0);
      for (const latency of latencies) {
        const n = Math.min(count - 1, Math.floor((latency - from) / width));
        counts[n] = (counts[n] ?? 0) + 1;
      }
      return counts;
    }),
  };
}

function roundWidth(rough: Ms): Ms {
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}

const marks = [
  ['p50', 'p50'],
  ['p90', 'p90'],
  ['p99', 'p99'],
] as const;

/** Rows of marks above the bars, for each server one. */
const row = 34;

export interface Distribution {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** How long answers took: a bar for each class, of two servers side by side, and where half, nine of ten and 99 of 100 are. */
export function distributionOf(reports: readonly Report[], format: Format): Distribution {
  const area = areaOf(format);
  const { left, tick: size, width, isTall } = area;
  const [x0, x1] = [left + (isTall ? 0 : 60), area.x1];
  const { from, width: step, counts } = classesOf(reports);
  const classes = counts[0]?.length ?? 1;
  const top = 12 + row * reports.length;
  const h = isTall ? 260 : 220;
  const bottom = top + h;
  const most = ceiling(Math.max(1, ...counts.flat()));
  const pitch = (x1 - x0) / classes;
  const x = (latency: Ms) => x0 + ((latency - from) / step) * pitch;
  const bar = Math.max(1, (pitch - Math.min(3, pitch * 0.2)) / reports.length);
  const bars = counts.flatMap((all, i): readonly Shape[] => {
    const d = all.map((count, n) => {
      if (count === 0) return '';
      const height = Math.max(2, (h * count) / most);
      return `M${round(x0 + n * pitch + i * bar)} ${bottom}v${round(-height)}h${round(bar)}v${round(height)}z`;
    });
    return [{ kind: 'path', key: `bars ${i}`, d: d.join(''), fill: colourOf[i] ?? 'ink' }];
  });
  return {
    width,
    height: bottom + size + 16,
    shapes: [
      ground('distribution ground', { x: x0, y: top, w: x1 - x0, h }),
      ...bars,
      ...(isTall
        ? []
        : [
            words('most', x0 - 12, top + size * 0.8, String(most), size, { anchor: 'end' }),
            words('none', x0 - 12, bottom, '0', size, { anchor: 'end' }),
          ]),
      ...scale(from, step * classes, { x0, x1, y: bottom + size + 6, size }),
      ...reports.flatMap((report, i) => percentiles(report, i, { x, x0, x1, y: 12 + row * i, bottom, size })),
    ],
  };
}

interface Place {
  readonly x0: number;
  readonly x1: number;
  readonly y: number;
  readonly size: number;
}

/** The latencies below the bars. */
function scale(from: Ms, reach: Ms, { x0, x1, y, size }: Place): readonly Shape[] {
  const step = roundWidth(reach / ((x1 - x0) / 150));
  const first = Math.ceil(from / step) * step;
  const count = Math.floor((from + reach - first) / step) + 1;
  return Array.from({ length: count }, (_, i) => first + i * step).map((latency) => {
    const x = x0 + ((x1 - x0) * (latency - from)) / reach;
    const anchor = x > x1 - 40 ? 'end' : x < x0 + 40 ? undefined : 'middle';
    return words(`scale ${latency}`, x, y, time(latency), size, anchor === undefined ? {} : { anchor });
  });
}

/** The percentiles of one server in a row above the bars, each with a line down to them; one that has no room gives way. */
function percentiles(
  { summary: { latency }, label }: Report,
  i: number,
  { x, x0, x1, y, bottom, size }: Place & { readonly x: (latency: Ms) => number; readonly bottom: number },
): readonly Shape[] {
  if (latency === undefined) return [];
  const colour = colourOf[i] ?? 'ink';
  let free = x0;
  return marks.flatMap(([name, key]): readonly Shape[] => {
    const at = x(latency[key]);
    const text = `${name} ${time(latency[key])}`;
    const w = textWidth(text, { size, bold: true });
    const start = Math.min(Math.max(at - w / 2, free), x1 - w);
    const line: Shape = {
      ...{ kind: 'path', key: `${label} ${name} line ${i}`, d: `M${round(at)} ${y + 26}V${bottom}` },
      ...{ stroke: colour, width: sizes.hairline, dash: '6 5' },
    };
    if (start < free) return [line];
    free = start + w + 18;
    return [line, words(`${label} ${name} ${i}`, start, y + 18, text, size, { fill: colour, bold: true })];
  });
}
