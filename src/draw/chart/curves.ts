import type { Sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import { faint, numberSize, words } from './parts.ts';
import { type Beat, type Curve, type Curves, type Dot, fineness, type Plot, valueAt } from './scene.ts';

interface Look {
  readonly page: Sheet;
  /** How much there is of what comes with this beat, from 0 to 1. */
  readonly fresh: number;
  /** How busy (per cent). */
  readonly t: number;
  /** Where the beats before stopped. */
  readonly stops: readonly number[];
}

/** The curve that matters is as heavy as nothing else. */
const heavy = 6;
/** A label of two lines beside a curve's end. */
const block = 62;

/** The axes, the curves as far as the dot has come, and at the end of each what it is. */
export function curveShapes(chart: Curves, plot: Plot, beat: Beat, { page, fresh, t, stops }: Look): readonly Shape[] {
  const scales = scalesOf(plot);
  const x = scales.x(t);
  const here = chart.curves.filter(({ name }) => beat.shown.includes(name));
  const [first] = here;
  const drawn = here.map((curve) => ({
    ...{ curve, name: curve.name, y: scales.y(valueAt(curve, t)), coming: faint(beat, curve.name, fresh) },
    ...(curve === first
      ? ({ stroke: 'running-fill', width: heavy, r: 11, fill: 'running-fill' } as const)
      : ({ stroke: 'ink-second', width: sizes.stateLine, r: 7, fill: 'paper' } as const)),
  }));
  const middles = apart(drawn, plot.bottom - 32);
  return [
    ...axes(chart, plot, scales, page, t),
    ...drawn.toReversed().map(
      ({ curve, name, stroke, width, coming }): Shape => ({
        ...{ kind: 'path', key: `curve ${name}`, d: line(curve, scales, t), stroke, width },
        ...coming,
      }),
    ),
    ...here.flatMap((curve) =>
      curve.dots
        .filter(({ at }) => at <= t)
        .flatMap((dot) => simulated(curve.name, dot, scales, faint(beat, curve.name, fresh))),
    ),
    ...(first === undefined
      ? []
      : stopped(
          first,
          scales,
          page,
          [...new Set(stops)].filter((at) => at > 0 && at < t - 4),
        )),
    ...drawn.flatMap(({ curve, name, y, r, fill, stroke, coming }, i): Shape[] => {
      const middle = middles[i] ?? y;
      const value = `${Math.round(valueAt(curve, t))} ms`;
      return [
        { kind: 'circle', key: `end ${name}`, x, y, r, fill, stroke, width: sizes.stateLine, ...coming },
        words(`name ${name}`, x + 18, middle - 8, curve.label, page.label, coming),
        words(`value ${name}`, x + 18, middle + 24, value, numberSize, { fill: 'ink', bold: true, ...coming }),
      ];
    }),
  ];
}

interface Scales {
  readonly x: (percent: number) => number;
  readonly y: (ms: number) => number;
}

function scalesOf({ left, right, top, bottom, reach }: Plot): Scales {
  return {
    x: (percent) => left + ((right - left) * percent) / 100,
    y: (ms) => bottom - ((bottom - top) * ms) / reach,
  };
}

/** The middles of labels: beside their ends, but clear of each other and of what is below the axis. */
function apart(ends: readonly { readonly y: number }[], lowest: number): readonly number[] {
  const middles = ends.map(({ y }) => y);
  let floor = lowest;
  for (const [i, { y }] of [...ends.entries()].toSorted(([i, a], [j, b]) => b.y - a.y || j - i)) {
    middles[i] = Math.min(y, floor);
    floor = Math.min(y, floor) - block;
  }
  return middles;
}

function line(curve: Curve, { x, y }: Scales, t: number): string {
  const before = Array.from({ length: Math.ceil(t * fineness) }, (_, i) => i / fineness);
  return `M${[...before, t].map((at) => point(x(at), y(valueAt(curve, at)))).join('L')}`;
}

/** A tenth of a pixel is finer than the eye. */
function point(x: number, y: number): string {
  return `${x.toFixed(1)} ${y.toFixed(1)}`;
}

/** What the simulator found, and the interval around it. */
function simulated(name: string, { at, mean, from, to }: Dot, { x, y }: Scales, coming: Coming): readonly Shape[] {
  const [left, cap] = [x(at), 7];
  const d = `M${point(left, y(from))}V${y(to).toFixed(1)}M${point(left - cap, y(from))}h${2 * cap}M${point(left - cap, y(to))}h${2 * cap}`;
  const key = `dot ${name} ${at}`;
  return [
    { kind: 'path', key: `${key} interval`, d, stroke: 'ink', width: sizes.hairline, ...coming },
    { kind: 'circle', key, x: left, y: y(mean), r: 6, fill: 'paper', stroke: 'ink', width: sizes.line, ...coming },
  ];
}

type Coming = ReturnType<typeof faint>;

/** Where the dot stood before, with what it said there. */
function stopped(curve: Curve, { x, y }: Scales, { label }: Sheet, stops: readonly number[]): readonly Shape[] {
  return stops.flatMap((at): Shape[] => {
    const value = valueAt(curve, at);
    const place = { x: x(at), y: y(value) };
    const said = `${Math.round(value)} ms`;
    return [
      {
        ...{ kind: 'circle', key: `stop ${at}`, ...place, r: 8 },
        ...{ fill: 'paper', stroke: 'running-fill', width: sizes.stateLine },
      },
      words(`stop ${at} value`, place.x - 12, place.y - 14, said, label, { anchor: 'end' }),
    ];
  });
}

/** Both scales with their units, and a pill where the dot is. */
function axes(
  { ticks }: Curves,
  { left, top, bottom, right, end }: Plot,
  { x, y }: Scales,
  page: Sheet,
  t: number,
): readonly Shape[] {
  const { tick, label, text, stage } = page;
  const now = `${Math.round(t)} %`;
  const w = textWidth(now, { size: text, bold: true }) + 28;
  const row = bottom + 20 + tick;
  return [
    ...ticks.flatMap((ms): Shape[] => [
      {
        ...{ kind: 'path', key: `grid ${ms}`, d: `M${point(left, y(ms))}L${point(ms === 0 ? right : x(end), y(ms))}` },
        ...(ms === 0
          ? ({ stroke: 'ink-second', width: sizes.line } as const)
          : ({ stroke: 'rule', width: sizes.hairline } as const)),
      },
      words(`${ms} ms`, left - 12, y(ms) + tick * 0.35, `${ms} ms`, tick, { anchor: 'end' }),
    ]),
    ...[0, 20, 40, 60, 80, 100]
      .filter((percent) => Math.abs(x(percent) - x(t)) > w / 2 + 34)
      .map((percent) => words(`${percent} %`, x(percent), row, `${percent} %`, tick, { anchor: 'middle' })),
    words('up', stage.x, top - 24, 'how long a request takes', label),
    words('right', x(50), row + 14 + label, 'how busy the cores are', label, { anchor: 'middle' }),
    { kind: 'rect', key: 'now line', x: x(t) - 1.5, y: top, w: 3, h: bottom - top + 10, fill: 'rule' },
    { kind: 'rect', key: 'now pill', x: x(t) - w / 2, y: row - 25, w, h: 34, r: 17, fill: 'ink' },
    words('now', x(t), row, now, text, { fill: 'paper', bold: true, anchor: 'middle' }),
  ];
}
