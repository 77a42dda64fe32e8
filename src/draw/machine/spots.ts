import type { Ms } from '../../model/kernel.ts';
import { grouped } from '../../model/measure.ts';
import type { PlaceId, RequestId, Trace } from '../../model/trace.ts';
import type { Point } from '../shape.ts';
import { type Site, spot } from './site.ts';
import { type Key, type Keys, ledgerPlace } from './tracks.ts';

/** Gives everyone a spot wherever they are shown: who is first in line stands first, and moves up. */
export function placed(keys: Keys, { places }: Trace, site: Site): Keys {
  const kernels = new Set(places.flatMap(({ id, kind }) => (kind === 'selector' ? [id] : [])));
  const shown = [...keys].flatMap(([request, own]) =>
    own.map((key, i): Shown => ({ request, key, to: own[i + 1]?.at ?? Number.POSITIVE_INFINITY })),
  );
  const result: Keys = new Map([...keys.keys()].map((request) => [request, []]));
  const rooms = new Map<PlaceId, Shown[]>();
  const cells: (RequestId | undefined)[] = [];
  const there = new Set<Shown>();
  const put = (one: Shown, at: Ms, where: Point | undefined) => {
    const { request, key } = one;
    const own = result.get(request);
    const last = own?.at(-1);
    if (!there.has(one)) own?.push({ ...key, spot: where });
    else if (last?.spot?.x !== where?.x || last?.spot?.y !== where?.y)
      own?.push({ ...key, at, spot: where, hops: false });
    there.add(one);
  };
  const ends = shown.filter(({ to }) => to < Number.POSITIVE_INFINITY).toSorted((a, b) => a.to - b.to);
  let gone = 0;
  for (const [at, coming] of grouped(
    shown.toSorted((a, b) => a.key.at - b.key.at || inLine(a, b)),
    ({ key }) => key.at,
  )) {
    const changed = new Set<PlaceId>();
    const leaving = new Set<RequestId>();
    for (let end = ends[gone]; end !== undefined && end.to <= at; end = ends[++gone]) {
      const { place } = end.key;
      const room = rooms.get(place) ?? [];
      const i = room.indexOf(end);
      if (i >= 0) room.splice(i, 1);
      changed.add(place);
      leaving.add(end.request);
    }
    for (const { key, request } of coming) if (kernels.has(key.place)) leaving.delete(request);
    for (const [i, request] of cells.entries()) if (request !== undefined && leaving.has(request)) cells[i] = undefined;
    for (const one of coming) {
      const { key, to, request } = one;
      if (kernels.has(key.place)) put(one, at, spot(site, key.place, cellOf(cells, request)));
      else if (key.place === ledgerPlace || to <= at) put(one, at, key.spot);
      else {
        const room = rooms.get(key.place) ?? [];
        rooms.set(key.place, room);
        room.splice(room.findLastIndex((each) => inLine(each, one) < 0) + 1, 0, one);
        changed.add(key.place);
      }
    }
    for (const place of changed) {
      let hidden = 0;
      for (const [i, one] of rooms.get(place)?.entries() ?? []) {
        const where = spot(site, place, i);
        put(one, at, where);
        // behind those who were pushed out of sight nobody was seen before
        if (where === undefined && hidden++ >= coming.length) break;
      }
    }
    for (const one of coming) if (!there.has(one)) put(one, at, undefined);
  }
  return result;
}

interface Shown {
  readonly request: RequestId;
  readonly key: Key;
  /** When the next key begins. */
  readonly to: Ms;
}

/** Who is in line before whom. */
function inLine(a: Shown, b: Shown): number {
  return (
    (a.key.stay?.from ?? a.key.at) - (b.key.stay?.from ?? b.key.at) ||
    Number(a.request.slice(1)) - Number(b.request.slice(1))
  );
}

/** In the kernel, which all loops have in common, everyone keeps the cell found free on coming: nobody moves up. */
function cellOf(cells: (RequestId | undefined)[], request: RequestId): number {
  const known = cells.indexOf(request);
  if (known >= 0) return known;
  const free = cells.indexOf(undefined);
  const cell = free < 0 ? cells.length : free;
  cells[cell] = request;
  return cell;
}
