import type { Format, Shape } from '../../draw/shape.ts';
import { textWidth } from '../../draw/text.ts';
import { sizes } from '../../draw/theme.ts';
import type { Ms } from '../../model/kernel.ts';
import type { Report } from '../report.ts';
import { time } from '../told/numbers.ts';
import { areaOf, ceiling, colourOf, ground, round, words } from './area.ts';
import { type Classes, classesOf, placeOf, roundWidth } from './classes.ts';

/** A row of percentiles above the bars, for each server one. */
const row = 34;

export interface Distribution {
  readonly width: number;
  readonly height: number;
  readonly shapes: readonly Shape[];
}

/** Where the bars stand. */
interface Plot {
  readonly x0: number;
  readonly x1: number;
  readonly top: number;
  readonly bottom: number;
  readonly size: number;
  readonly classes: Classes;
  readonly x: (latency: Ms) => number;
}

/** How long answers took: a bar for each class, of two servers side by side, and where half, nine of ten and 99 of 100 are. */
export function distributionOf(reports: readonly Report[], format: Format): Distribution {
  const { left, tick: size, width, isTall, x1 } = areaOf(format);
  const classes = classesOf(reports);
  const x0 = left + (isTall ? 0 : 84);
  const top = 12 + row * reports.length;
  const bottom = top + (isTall ? 260 : 220);
  const pitch = (x1 - x0) / (classes.edges.length - 1);
  const plot: Plot = {
    ...{ x0, x1, top, bottom, size, classes },
    x: (latency) => x0 + placeOf(latency, classes) * pitch,
  };
  const most = ceiling(Math.max(1, ...classes.counts.flat()));
  return {
    width,
    height: bottom + size + 16,
    shapes: [
      ground('distribution ground', { x: x0, y: top, w: x1 - x0, h: bottom - top }),
      ...bars(plot, most, pitch),
      ...(isTall
        ? []
        : [
            words('most', x0 - 12, top + size * 0.8, String(most), size, { anchor: 'end' }),
            words('none', x0 - 12, bottom, '0', size, { anchor: 'end' }),
          ]),
      ...scale(plot),
      ...reports.flatMap((report, i) => percentiles(report, i, plot)),
    ],
  };
}

function bars({ x0, bottom, top, classes }: Plot, most: number, pitch: number): readonly Shape[] {
  const { counts } = classes;
  const w = Math.max(1, (pitch - Math.min(3, pitch * 0.2)) / counts.length);
  return counts.flatMap((all, i): readonly Shape[] => {
    const d = all.map((count, n) => {
      if (count === 0) return '';
      const h = Math.max(2, ((bottom - top) * count) / most);
      const left = x0 + n * pitch + i * w;
      return `M${round(left)} ${bottom}V${round(bottom - h)}H${round(left + w)}V${bottom}z`;
    });
    return [{ kind: 'path', key: `bars ${i}`, d: d.join(''), fill: colourOf[i] ?? 'ink' }];
  });
}

/** Round latencies below the bars, as many as there is room for. */
function scale({ x0, x1, bottom, size, classes, x }: Plot): readonly Shape[] {
  const y = bottom + size + 6;
  let free = Number.NEGATIVE_INFINITY;
  return roundIn(classes, (x1 - x0) / 140).flatMap((latency): readonly Shape[] => {
    const text = time(latency);
    const w = textWidth(text, { size });
    const start = Math.min(Math.max(x(latency) - w / 2, x0), x1 - w);
    if (start < free) return [];
    free = start + w + 24;
    return [words(`scale ${latency}`, start, y, text, size)];
  });
}

/** Round values between the edges, `most` or so. */
function roundIn({ edges, isLog }: Classes, most: number): readonly Ms[] {
  const [from, to] = [edges[0] ?? 0, edges.at(-1) ?? 1];
  if (isLog) {
    const powers = Array.from({ length: 12 }, (_, n) => 10 ** (n - 3));
    return powers.flatMap((power) => [power, 2 * power, 5 * power]).filter((value) => from <= value && value <= to);
  }
  const step = roundWidth((to - from) / most);
  const first = Math.ceil(from / step);
  return Array.from({ length: Math.floor(to / step) - first + 1 }, (_, n) =>
    Number(((first + n) * step).toPrecision(9)),
  );
}

/** The percentiles of one server in a row above the bars, those that are alike as one, each with a line down to them. */
function percentiles({ summary: { latency } }: Report, i: number, { x, x0, x1, bottom, size }: Plot): readonly Shape[] {
  if (latency === undefined) return [];
  const marks: { readonly at: number; readonly said: string; names: string }[] = [];
  for (const name of ['p50', 'p90', 'p99'] as const) {
    const said = time(latency[name]);
    const same = marks.find((mark) => mark.said === said);
    if (same === undefined) marks.push({ at: x(latency[name]), said, names: name });
    else same.names += `, ${name}`;
  }
  const look = { fill: colourOf[i] ?? 'ink', bold: true } as const;
  const y = 12 + row * i;
  const labels = marks.map(({ names, said }) => `${names} ${said}`);
  const starts = apart(
    marks.map(({ at }) => at),
    labels.map((text) => textWidth(text, { size, bold: true })),
    { x0, x1 },
  );
  return marks.flatMap(({ at, names }, n): readonly Shape[] => [
    {
      ...{ kind: 'path', key: `line ${names} ${i}`, d: `M${round(at)} ${y + 26}V${bottom}` },
      ...{ stroke: look.fill, width: sizes.hairline, dash: '6 5' },
    },
    words(`mark ${names} ${i}`, starts[n] ?? at, y + 18, labels[n] ?? '', size, look),
  ]);
}

/** Where labels begin that would stand over their marks, and give way to each other and to both ends. */
function apart(
  marks: readonly number[],
  widths: readonly number[],
  { x0, x1 }: Pick<Plot, 'x0' | 'x1'>,
): readonly number[] {
  const gap = 20;
  const starts = marks.map((at, n) => at - (widths[n] ?? 0) / 2);
  let free = x0;
  for (const [n, start] of starts.entries()) {
    starts[n] = Math.max(start, free);
    free = (starts[n] ?? 0) + (widths[n] ?? 0) + gap;
  }
  let end = x1;
  for (let n = starts.length - 1; n >= 0; n -= 1) {
    starts[n] = Math.min(starts[n] ?? 0, end - (widths[n] ?? 0));
    end = (starts[n] ?? 0) - gap;
  }
  return starts;
}
