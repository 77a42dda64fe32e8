import type { PlaceId } from '../../model/trace.ts';
import type { Point } from '../shape.ts';
import type { Picture } from './picture.ts';
import type { Site } from './site.ts';

/** From one edge of the stack to the next. */
const edge = { x: 9, y: -6 } as const;
/** From here on the boxes hardly cover each other, and what is in them is seen. */
const apart = 0.8;

/** The picture while its processes come out of the first: `share` of their way, from 0 to 1. */
export function forking(picture: Picture, share: number): Picture {
  return share >= 1 ? picture : { ...picture, site: folded(picture.site, 1 - (1 - share) ** 3) };
}

function folded(site: Site, share: number): Site {
  const { x, w } = site.crew.all;
  const [first] = site.processes;
  if (first === undefined) return site;
  const middle = { x: x + (w - first.box.w) / 2, y: first.box.y };
  const ways = site.processes.map(({ box }, i) => ({
    x: (middle.x + i * edge.x - box.x) * (1 - share),
    y: (middle.y + i * edge.y - box.y) * (1 - share),
  }));
  const indexOf = (place: PlaceId) => site.processes.findIndex(({ id }) => place.startsWith(`${id}/`));
  const moved = <T extends Point>(spots: ReadonlyMap<PlaceId, T>): ReadonlyMap<PlaceId, T> =>
    new Map(
      Array.from(spots).flatMap(([place, spot]) => {
        const i = indexOf(place);
        const way = ways[i];
        // what is in the others is behind the first one's
        if (i > 0 && share < apart) return [];
        return [[place, way === undefined ? spot : { ...spot, x: spot.x + way.x, y: spot.y + way.y }] as const];
      }),
    );
  const processes = site.processes.map(({ id, label, box }, i) => ({
    id,
    label: i > 0 && share < apart ? '' : label,
    box: { ...box, x: box.x + (ways[i]?.x ?? 0), y: box.y + (ways[i]?.y ?? 0) },
  }));
  return { ...site, processes: processes.toReversed(), seats: moved(site.seats) };
}
