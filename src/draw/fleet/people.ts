import { disc, dot } from '../disc.ts';
import { cell, type Geometry, type Tray } from '../geometry.ts';
import type { Box, Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import type { Pod } from './history.ts';
import type { Row } from './layout.ts';
import { lostDot, probe } from './parts.ts';
import type { Picture } from './picture.ts';
import type { Standing } from './standing.ts';

/** Half the size of a probe in line, and of who is lost in the seat. */
const [small, large] = [10, 18];

/** Where the seat of a process is, or the ring of the loop around it. */
export function seatOf({ x, y, h }: Box): Point {
  return { x: x + 46, y: y + h / 2 };
}

/** Everyone on a replica: in its line, in its seat, or on the way there. */
export function people(
  { numbered, layout, longest }: Picture,
  { id }: Pod,
  { tray, process }: Row,
  everyone: readonly Standing[],
): readonly Shape[] {
  const line = lineIn(tray, numbered, longest);
  const door = doorOf(layout.balancer, layout.geometry);
  const first = spotIn(line, 0) ?? door;
  const shown = everyone.flatMap((standing): Shape[] => {
    const { place, way } = standing;
    const to = place === undefined ? seatOf(process) : spotIn(line, place);
    if (to === undefined) return [];
    return [
      one(standing, between(place === undefined ? first : door, to, way), { numbered, size: layout.geometry.text }),
    ];
  });
  return [...shown, ...overflow(id, line, everyone.length - shown.length)];
}

function one(
  { visit, state, place, lost, gaveUp, way }: Standing,
  at: Point,
  { numbered, size }: { readonly numbered: boolean; readonly size: number },
): Shape {
  const { request, probe: isProbe } = visit;
  const moving = way < 1;
  if (isProbe && !numbered)
    return probe(request, at, lost ? 'missed in a lane' : state, small, {
      role: 'dot',
      moving,
      crossed: lost || gaveUp,
    });
  if (lost) return lostDot(request, at, place === undefined ? large : sizes.dot);
  if (place !== undefined && !numbered) return dot(request, at, state, moving);
  return disc(request, at, state, numbered ? request.slice(1) : '', size, { moving, probe: isProbe, crossed: gaveUp });
}

/** How many more are in a line than its tray can show. */
function overflow(pod: string, line: Tray, more: number): readonly Shape[] {
  const cells = line.columns * line.rows;
  const [first, last] = [cell(line, cells - (line.counter ?? 1)), cell(line, cells - 1)];
  if (more <= 0 || first === undefined || last === undefined) return [];
  return [
    {
      ...{ kind: 'text', key: `${pod} more`, x: (first.x + last.x) / 2, y: last.y + 8, text: `+${more}` },
      ...{ size: sizes.label, fill: 'ink', bold: true, anchor: 'middle' },
    },
  ];
}

/** Who comes, comes from the balancer. */
function doorOf({ x, y, w, h }: Box, { width, height }: Geometry): Point {
  return width > height ? { x: x + w + 24, y: y + h / 2 } : { x: x + 24, y: y + h + 24 };
}

/** A box as a tray for a line in which the first stands next to the process; as high as the longest line needs. */
function lineIn(box: Box, numbered: boolean, longest: number): Tray {
  const pitch = numbered ? 52 : 2 * sizes.dot + 4;
  const fits = (length: number) => Math.max(1, Math.floor((length - 12) / pitch));
  const columns = fits(box.w);
  const rows = Math.min(fits(box.h), Math.max(1, Math.ceil(longest / columns)));
  return { box, pitch, columns, rows, first: 'right', counter: longest > rows * columns ? 3 : 0 };
}

/** Where the `i`-th in a line stands; undefined past the end of its tray. */
function spotIn(tray: Tray, i: number): Point | undefined {
  return i >= tray.columns * tray.rows - (tray.counter ?? 0) ? undefined : cell(tray, i);
}

/** Between two places, as things move here: slowly at both ends. */
function between(from: Point, to: Point, way: number): Point {
  if (way >= 1) return to;
  const eased = way < 0.5 ? 4 * way ** 3 : 1 - (-2 * way + 2) ** 3 / 2;
  return { x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased };
}
