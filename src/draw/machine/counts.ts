import type { Ms } from '../../model/kernel.ts';
import { type Level, mostLevel, queueLength, tokensHeld } from '../../model/places.ts';
import type { Place, Trace } from '../../model/trace.ts';
import type { Paint, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { axis, scaleOf } from './axis.ts';
import type { Picture } from './picture.ts';

interface Row {
  readonly label: string;
  readonly levels: readonly Level[];
  /** What a full row is: the size of a pool, or the longest that the line becomes. */
  readonly full: number;
  readonly fill: Paint;
  readonly stroke: Paint;
}

const rowsOf = new WeakMap<Trace, readonly Row[]>();

/** How many hold tokens and how many are in line, over time up to now: for more requests than could have a lane. */
export function counts(picture: Picture, t: Ms): readonly Shape[] {
  const rows = rowsOf.get(picture.trace) ?? rowsIn(picture.trace);
  rowsOf.set(picture.trace, rows);
  const { timeline: area, tick } = picture.geometry;
  const gap = 12;
  const height = (area.height - gap * (rows.length - 1)) / rows.length;
  return [
    ...rows.flatMap(({ label, levels, full, fill, stroke }, i): Shape[] => {
      const y = area.y + i * (height + gap);
      // at the very beginning nobody has come
      const now = t === 0 ? 0 : (levels.find(({ from, to }) => from <= t && t < to)?.value ?? 0);
      const text = { kind: 'text', x: area.x0 - 14, size: tick, fill: 'ink', mono: true, anchor: 'end' } as const;
      return [
        { kind: 'rect', key: `row ${label}`, x: area.x0, y, w: area.x1 - area.x0, h: height, r: 4, fill: 'tray' },
        {
          kind: 'path',
          key: `row ${label} area`,
          d: outline(levels, full, { y, height, t, start: picture.start }, scaleOf(picture)),
          fill,
          stroke,
          width: sizes.hairline,
        },
        { ...text, key: `row ${label} label`, y: y + height / 2 - 3, text: label },
        { ...text, key: `row ${label} now`, y: y + height / 2 + 21, text: String(now), bold: true },
      ];
    }),
    ...axis(picture, t, area.y + area.height),
  ];
}

function rowsIn(trace: Trace): readonly Row[] {
  return trace.places.flatMap((place): Row[] => {
    const line = queueLength(trace, place.id);
    const longest = mostLevel(line);
    const inLine: Row = {
      label: 'in line',
      levels: line,
      full: Math.max(longest, 1),
      fill: 'inline-dots',
      stroke: 'inline-line',
    };
    if (isTokens(place)) {
      const held = tokensHeld(trace, place.id);
      const tokens: Row = { label: 'tokens', levels: held, full: place.size, fill: 'kept-hatch', stroke: 'away-line' };
      return [tokens, inLine];
    }
    return place.kind === 'backlog' && longest > 1 ? [inLine] : [];
  });
}

function isTokens(place: Place): place is Extract<Place, { kind: 'pool' }> {
  return place.kind === 'pool' && place.id.endsWith('/tokens');
}

interface Band {
  readonly y: number;
  readonly height: number;
  readonly t: Ms;
  readonly start: Ms;
}

/** The levels up to now as an area that stands on the row's lower edge; a pixel is its smallest step. */
function outline(
  levels: readonly Level[],
  full: number,
  { y, height, t, start }: Band,
  scale: (t: Ms) => number,
): string {
  const base = y + height;
  const top = (value: number) => Math.round(base - (height * Math.min(value, full)) / full);
  let d = `M${Math.round(scale(start))} ${base}`;
  let last = { x: Number.NEGATIVE_INFINITY, y: Number.NaN };
  for (const { from, to, value } of levels) {
    if (from > t) break;
    // over before the picture begins
    if (to <= start && start > 0) continue;
    const next = { x: Math.round(scale(from)), y: top(value) };
    if (next.x - last.x < 2 || next.y === last.y) continue;
    d += `H${next.x}V${next.y}`;
    last = next;
  }
  return `${d}H${Math.round(scale(t))}V${base}z`;
}
