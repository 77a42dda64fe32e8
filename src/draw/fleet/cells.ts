import { barLook } from '../disc.ts';
import type { View } from '../draw.ts';
import type { Look, Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { failuresAt, outageAt, type Pod } from './history.ts';
import type { Cell } from './layout.ts';
import { cross, diamond, probe, ring, rounded } from './parts.ts';
import type { Picture } from './picture.ts';
import { type Standing, standingOn } from './standing.ts';

/** Half the sizes of a probe, a seat and who is in it, and how large the sign is that says how many are in line. */
const [small, seatRadius, discRadius, sign] = [12, 14, 10, { w: 44, h: 26 }];

/**
 * Many replicas: who is in each seat, how many are in each line, and whose probe waits or has been missed. What all have is one
 * path for all of them, since so many shapes would be slow to draw.
 */
export function cells(picture: Picture, view: View): readonly Shape[] {
  const all = picture.layout.cells.flatMap((cell, i) => {
    const pod = picture.pods[i];
    return pod === undefined ? [] : [{ pod, cell }];
  });
  const isDown = (pod: Pod) => (outageAt(pod, view.t)?.killed ?? Number.POSITIVE_INFINITY) <= view.t;
  const each = all.flatMap(({ pod, cell }) => {
    if (isDown(pod)) return [];
    const everyone = standingOn(pod, picture, view);
    return [
      { pod, cell, everyone, line: everyone.filter(({ place, visit }) => place !== undefined && !visit.probe).length },
    ];
  });
  const down = all.filter(({ pod }) => isDown(pod)).map(({ cell }) => rounded(cell.box, 10));
  const missed = all.flatMap(({ pod, cell }) => (failuresAt(pod, view.t) > 0 ? [cell.mark] : []));
  const signs = each.flatMap(({ cell, line }) => (line > 0 ? [signOf(cell)] : []));
  const outlines = each.map(({ cell }) => rounded(cell.box, 10));
  const seats = each.map(({ cell }) => ring(cell.seat, seatRadius));
  const text = {
    kind: 'text',
    size: picture.layout.geometry.tick,
    fill: 'inline-ink',
    bold: true,
    anchor: 'middle',
  } as const;
  return [
    ...several('down', down, { fill: 'tray', stroke: 'away-line', width: sizes.hairline, dash: '8 6' }),
    ...several('pods', outlines, { fill: 'process', stroke: 'ink', width: sizes.line }),
    ...several('seats', seats, { fill: 'process', stroke: 'ink', width: sizes.hairline }),
    ...several('lines', signs, { fill: 'inline-fill', stroke: 'inline-line', width: sizes.hairline }),
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

function several(key: string, outlines: readonly string[], look: Look): readonly Shape[] {
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
