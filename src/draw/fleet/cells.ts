import type { View } from '../draw.ts';
import { barLook } from '../glyphs.ts';
import type { Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { failuresAt } from './history.ts';
import type { Cell } from './layout.ts';
import { cross, diamond, probe, ring, rounded } from './parts.ts';
import type { Picture } from './picture.ts';
import { type Standing, standingOn } from './standing.ts';

/** Half the sizes of a probe, a seat and who is in it, and how large the sign is that says how many are in line. */
const [small, seatRadius, discRadius, sign] = [11, 16, 11, { w: 34, h: 28 }];

/**
 * Many replicas: who is in each seat, how many are in each line, and whose probe waits or has been missed. What all have is one
 * path for all of them, since so many shapes would be slow to draw.
 */
export function cells(picture: Picture, view: View): readonly Shape[] {
  const each = picture.layout.cells.flatMap((cell, i) => {
    const pod = picture.pods[i];
    if (pod === undefined) return [];
    const everyone = standingOn(pod, picture, view);
    const line = everyone.filter(({ place, visit }) => place !== undefined && !visit.probe).length;
    return [{ pod, cell, everyone, line, missed: failuresAt(pod, view.t) > 0 }];
  });
  const missed = each.flatMap((one) => (one.missed ? [one.cell.mark] : []));
  const inLine = each.flatMap(({ cell, line }) => (line > 0 ? [cell] : []));
  const outlines = each.map(({ cell }) => rounded(cell.box, 10)).join('');
  const seats = each.map(({ cell }) => ring(cell.seat, seatRadius)).join('');
  const text = {
    kind: 'text',
    size: picture.layout.geometry.tick,
    fill: 'inline-ink',
    bold: true,
    anchor: 'middle',
  } as const;
  return [
    { kind: 'path', key: 'pods', d: outlines, fill: 'process', stroke: 'ink', width: sizes.line },
    { kind: 'path', key: 'seats', d: seats, fill: 'process', stroke: 'ink', width: sizes.hairline },
    ...several('lines', inLine.map(signOf), { fill: 'inline-fill', stroke: 'inline-line', width: sizes.hairline }),
    ...each.flatMap(({ pod, cell, everyone, line }): Shape[] => [
      ...seated(everyone, cell),
      ...(line > 0
        ? [{ ...text, key: `${pod.id} more`, x: cell.count.x, y: cell.count.y + 7, text: String(line) }]
        : []),
      ...asking(everyone, cell),
    ]),
    ...several(
      'missed',
      missed.map((at) => diamond(at, small)),
      { fill: 'stuck-fill', stroke: 'stuck-line', width: sizes.hairline },
    ),
    ...several(
      'crosses',
      missed.map((at) => cross(at, small * 0.45)),
      { stroke: 'stuck-ink', width: sizes.line },
    ),
  ];
}

function several(
  key: string,
  outlines: readonly string[],
  look: Omit<Extract<Shape, { kind: 'path' }>, 'kind' | 'key' | 'd'>,
): readonly Shape[] {
  return outlines.length === 0 ? [] : [{ kind: 'path', key, d: outlines.join(''), ...look }];
}

function signOf({ count: { x, y } }: Cell): string {
  return rounded({ x: x - sign.w / 2, y: y - sign.h / 2, ...sign }, sign.h / 2);
}

function seated(everyone: readonly Standing[], { seat }: Cell): readonly Shape[] {
  const sitting = everyone.find(({ place }) => place === undefined);
  if (sitting === undefined) return [];
  const body: Shape = { kind: 'circle', key: 'body', x: 0, y: 0, r: discRadius, ...barLook(sitting.state) };
  return [{ kind: 'group', key: sitting.visit.request, ...seat, role: 'dot', children: [body] }];
}

/** A probe in line, until it is missed. */
function asking(everyone: readonly Standing[], { mark }: { readonly mark: Point }): readonly Shape[] {
  const found = everyone.find(({ place, visit, gaveUp }) => place !== undefined && visit.probe && !gaveUp);
  return found === undefined ? [] : [probe(found.visit.request, mark, found.state, small, { role: 'dot' })];
}
