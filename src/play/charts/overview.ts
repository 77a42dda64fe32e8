import { pill, pillWidth } from '../../draw/ruler.ts';
import type { Box, Format, Shape } from '../../draw/shape.ts';
import { textWidth } from '../../draw/text.ts';
import { sizes } from '../../draw/theme.ts';
import type { Ms } from '../../model/kernel.ts';
import type { Report } from '../report.ts';
import { type Condition, conditions } from '../series.ts';
import { percent, time } from '../told/numbers.ts';
import type { Stretch } from '../window.ts';
import { type Area, areaOf, ceiling, colourOf, fitting, ground, round, words } from './area.ts';
import { latencies } from './latencies.ts';
import { highest, looks, presence } from './presence.ts';
import { meanShare, usage } from './usage.ts';

/** All of a run, or of two on one scale of time: what there is to see of it but the instant. */
export interface Overview {
  readonly area: Area;
  readonly height: number;
  /** How far the scale goes. */
  readonly reach: Ms;
  readonly shapes: readonly Shape[];
  /** The places of the scale's numbers, and of the line of now. */
  readonly clock: number;
  readonly bottom: number;
}

/** A strip with words at its left or, on a phone, above it. */
interface Strip {
  readonly key: string;
  readonly h: number;
  readonly name: string;
  readonly note: string;
  draw(box: Box): readonly Shape[];
}

const gap = 14;
const head = { legend: 26, clock: 68, strips: 84 } as const;

export function overviewOf(reports: readonly Report[], format: Format): Overview {
  const area = areaOf(format);
  const reach = Math.max(1, ...reports.map(({ series }) => series.end));
  const strips = stripsOf(reports, reach, area);
  let y: number = head.strips;
  const shapes: Shape[] = [...legend(reports, area), ...ticks(area, reach)];
  for (const { key, h, name, note, draw } of strips) {
    if (area.isTall) y += area.tick + 10;
    const box = { x: area.x0, y, w: area.x1 - area.x0, h };
    shapes.push(...named(key, name, note, box, area), ...draw(box));
    y += h + gap;
  }
  return { area, height: round(y), reach, shapes, clock: head.clock, bottom: y - gap };
}

function stripsOf(reports: readonly Report[], reach: Ms, area: Area): readonly Strip[] {
  const most = ceiling(Math.max(1, ...reports.map(({ series }) => highest(series))));
  const longest = ceiling(Math.max(1, ...reports.flatMap(({ bands }) => bands.map((band) => band.most))));
  const isRace = reports.length > 1;
  const own = (label: string, what: string) => (isRace ? `${label}: ${what}` : what);
  return [
    ...reports.map(
      ({ label, series }, i): Strip => ({
        key: `present ${i}`,
        h: area.isTall ? 120 : 104,
        name: isRace ? label : 'in flight',
        note: `${series.most.count} at most`,
        draw: (box) => [
          ground(`present ${i} ground`, box),
          ...presence(`present ${i}`, series, most, box, reach),
          ...(isRace ? [swatch(`present ${i} swatch`, i, box)] : []),
        ],
      }),
    ),
    ...reports.flatMap(({ label, series }, i) =>
      series.usages.map(
        (each): Strip => ({
          key: `usage ${i} ${each.name}`,
          h: 40,
          name: own(label, each.size === 1 ? each.name : `${each.size} ${each.name}`),
          note: percent(meanShare(each)),
          draw: (box) => usage(`usage ${i} ${each.name}`, each, series.end, box, reach),
        }),
      ),
    ),
    {
      key: 'latency',
      h: area.isTall ? 160 : 136,
      name: 'latency',
      note: `up to ${time(longest)}`,
      draw: (box) => [
        ground('latency ground', box),
        ...reports.flatMap((report, i) => latencies(`latency ${i}`, report, colourOf[i] ?? 'ink', longest, box, reach)),
      ],
    },
  ];
}

/** Which server it is, in the colour that it has in the other charts. */
function swatch(key: string, i: number, { x, y, h }: Box): Shape {
  return { kind: 'rect', key, x: x - 8, y, w: 5, h, r: 2, fill: colourOf[i] ?? 'ink' };
}

function named(key: string, name: string, note: string, { x, y, w, h }: Box, area: Area): readonly Shape[] {
  const { tick: size, isTall, left } = area;
  const look = { mono: true, fill: 'ink' } as const;
  if (isTall)
    return [
      words(`${key} name`, x, y - 8, name, size, look),
      words(`${key} note`, x + w, y - 8, note, size, { anchor: 'end' }),
    ];
  const room = x - 14 - left;
  const end = { ...look, anchor: 'end' } as const;
  if (h < 2 * size) {
    const first = fitting(name, room - textWidth(note, { size }) - 8, { size, mono: true });
    return [
      words(`${key} name`, left, y + h / 2 + 7, first, size, look),
      words(`${key} note`, x - 14, y + h / 2 + 7, note, size, { anchor: 'end' }),
    ];
  }
  return [
    words(`${key} name`, x - 14, y + h / 2 - 4, fitting(name, room, { size, mono: true }), size, end),
    words(`${key} note`, x - 14, y + h / 2 + 21, note, size, { anchor: 'end' }),
  ];
}

/** What each area means, of those that there are. */
function legend(reports: readonly Report[], { x0, x1, tick: size }: Area): readonly Shape[] {
  const seen = conditions.filter((condition: Condition) =>
    reports.some(({ series }) => series.present[condition].some((value) => value > 0)),
  );
  let x = x0;
  return seen.flatMap((condition): readonly Shape[] => {
    const { word, look } = looks[condition];
    const left = x;
    const w = textWidth(word, { size });
    x += w + 62;
    // what finds no room is told by the picture above
    if (left + 30 + w > x1) return [];
    return [
      { kind: 'rect', key: `legend ${condition}`, x: round(left), y: head.legend - 16, w: 22, h: 18, r: 4, ...look },
      words(`legend ${condition} word`, left + 30, head.legend, word, size, { fill: 'ink' }),
    ];
  });
}

function ticks({ x0, x1, tick: size }: Area, reach: Ms): readonly Shape[] {
  const step = stepOf(reach, (x1 - x0) / 130);
  const unit = reach >= 5000 ? 's' : 'ms';
  return Array.from({ length: Math.floor(reach / step) + 1 }, (_, i) => i * step).map((ms) => {
    const x = x0 + ((x1 - x0) * ms) / reach;
    const text = unit === 's' ? `${Math.round(ms / 100) / 10}` : String(Math.round(ms * 10) / 10);
    const anchor = x > x1 - 30 ? 'end' : x < x0 + 30 ? undefined : 'middle';
    return words(
      `tick ${ms}`,
      x,
      head.clock,
      ms === 0 ? `0 ${unit}` : text,
      size,
      anchor === undefined ? {} : { anchor },
    );
  });
}

function stepOf(reach: Ms, most: number): Ms {
  const rough = reach / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  return power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
}

/** The instant: a line through everything, the time in a pill, and what of the run the picture above shows. */
export function nowOn(
  { area: { x0, x1, tick }, reach, clock, bottom }: Overview,
  t: Ms,
  { from, to }: Stretch,
): readonly Shape[] {
  const x = (at: Ms) => x0 + ((x1 - x0) * Math.min(Math.max(at, 0), reach)) / reach;
  const unit = reach >= 5000 ? 's' : 'ms';
  const w = pillWidth(t, unit);
  const left = Math.min(Math.max(x(t) - w / 2, sizes.stateLine), x1 - w + 8);
  const isPart = to - from < reach;
  const frame: readonly Shape[] = isPart
    ? [
        {
          ...{
            kind: 'rect',
            key: 'window',
            x: round(x(from)),
            y: head.strips - 6,
            w: round(Math.max(3, x(to) - x(from))),
          },
          ...{ h: round(bottom - head.strips + 12), r: 4, stroke: 'ink-second', width: sizes.hairline },
        },
      ]
    : [];
  return [
    ...frame,
    { kind: 'rect', key: 'now line', x: round(x(t) - 1.5), y: clock + 8, w: 3, h: bottom - clock - 8, fill: 'ink' },
    ...pill({ y: clock, text: tick, unit }, t, left),
  ];
}

/** The instant at a place of the chart, for a hand on it. */
export function instantAt({ area: { x0, x1 }, reach }: Overview, x: number): Ms {
  return (reach * (Math.min(Math.max(x, x0), x1) - x0)) / (x1 - x0);
}
