import { ruler, scaleOn } from '../../draw/ruler.ts';
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
/** What a share takes beside the name of what it is of. */
const shares = 62;
const head = { legend: 26, clock: 68, strips: 84 } as const;

export function overviewOf(reports: readonly Report[], format: Format): Overview {
  const area = areaOf(format);
  const reach = Math.max(1, ...reports.map(({ series }) => series.end));
  const strips = stripsOf(reports, reach, area);
  let y: number = head.strips;
  const shapes: Shape[] = [...legend(reports, area)];
  for (const { key, h, name, note, draw } of strips) {
    if (area.isTall) y += area.tick + 10;
    const box = { x: area.x0, y, w: area.x1 - area.x0, h };
    shapes.push(...named(key, name, note, box, area), ...draw(box));
    y += h + gap;
  }
  return { area, height: round(y), reach, shapes, clock: head.clock, bottom: y - gap };
}

function stripsOf(reports: readonly Report[], reach: Ms, { isTall }: Area): readonly Strip[] {
  const most = ceiling(Math.max(1, ...reports.map(({ series }) => highest(series))));
  const longest = ceiling(Math.max(1, ...reports.flatMap(({ bands }) => bands.map((band) => band.most))));
  const isRace = reports.length > 1;
  return [
    ...reports.flatMap(({ label, series }, i): readonly Strip[] => [
      {
        key: `present ${i}`,
        h: isTall ? 120 : 104,
        name: isRace ? label : 'in flight',
        note: `${series.most.count} at most`,
        draw: (box) => [
          ground(`present ${i} ground`, box),
          ...presence(`present ${i}`, series, most, box, reach),
          ...(isRace ? [swatch(`present ${i} swatch`, i, box)] : []),
        ],
      },
      ...series.usages.map(
        (each): Strip => ({
          key: `usage ${i} ${each.name}`,
          h: 36,
          name: each.size === 1 ? each.name : `${each.size} ${each.name}`,
          note: percent(meanShare(each)),
          draw: (box) => [
            ...usage(`usage ${i} ${each.name}`, each, series.end, box, reach),
            ...(isRace ? [swatch(`usage ${i} ${each.name} swatch`, i, box)] : []),
          ],
        }),
      ),
    ]),
    {
      key: 'latency',
      h: isTall ? 160 : 136,
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
      words(`${key} name`, x + 8, y - 8, name, size, look),
      words(`${key} note`, x + w, y - 8, note, size, { anchor: 'end' }),
    ];
  const room = x - 14 - left;
  const end = { ...look, anchor: 'end' } as const;
  if (h < 2 * size) {
    const first = fitting(name, room - shares, { size });
    return [
      words(`${key} name`, x - 14 - shares, y + h / 2 + 7, first, size, { fill: 'ink', anchor: 'end' }),
      words(`${key} note`, x - 14, y + h / 2 + 7, note, size, { anchor: 'end' }),
    ];
  }
  return [
    words(`${key} name`, x - 14, y + h / 2 - 4, fitting(name, room, { size, mono: true }), size, end),
    words(`${key} note`, x - 14, y + h / 2 + 21, fitting(note, room, { size }), size, { anchor: 'end' }),
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

/** The instant: a line through everything, the time in a pill, and what of the run the picture above shows. */
export function nowOn(
  { area: { x0, x1, tick }, reach: end, clock: y, bottom }: Overview,
  t: Ms,
  { from, to }: Stretch,
): readonly Shape[] {
  const scale = scaleOn({ x0, x1, end });
  const [left, right] = [scale(from), scale(to)];
  const frame: readonly Shape[] =
    to - from >= end
      ? []
      : [
          {
            ...{ kind: 'rect', key: 'window', x: round(left), y: head.strips - 6, w: round(Math.max(3, right - left)) },
            ...{ h: round(bottom - head.strips + 12), r: 4, stroke: 'ink-second', width: sizes.hairline },
          },
        ];
  const unit = end >= 5000 ? 's' : 'ms';
  return [...frame, ...ruler({ x0, x1, y, end, tick, text: tick, unit }, t, bottom)];
}

/** The instant at a place of the chart, for a hand on it. */
export function instantAt({ area: { x0, x1 }, reach }: Overview, x: number): Ms {
  return (reach * (Math.min(Math.max(x, x0), x1) - x0)) / (x1 - x0);
}
