import type { Place, PlaceId } from '../model/trace.ts';

/** A row of the viewer for a place that holds one, or for what happens to a loop. */
export interface Track {
  readonly kind: Place['kind'];
  readonly name: string;
  readonly pid: number;
  /** No other track's and no process's: viewers look names up by it alone. */
  readonly tid: number;
}

/** Where in the viewer each place is. */
export interface Atlas {
  /** The number of each process, by its name. */
  readonly processes: ReadonlyMap<string, number>;
  readonly tracks: ReadonlyMap<PlaceId, Track>;
  readonly processOf: (place: PlaceId) => number;
  /** The place's name inside its process. */
  readonly nameOf: (place: PlaceId) => string;
}

/** The process of the clients, the backlog and all else that is in no process. */
export const OUTSIDE = 1;

const ON_TRACKS: readonly Place['kind'][] = ['seat', 'core', 'gil', 'loop'];

/** A process for the clients, the machine and each worker, and in it a track for each seat, core, GIL and loop. */
export function atlas(places: readonly Place[]): Atlas {
  const byId = new Map(places.map((place) => [place.id, place]));
  const roots = places.filter(({ kind }) => kind === 'machine' || kind === 'process');
  const processes = new Map(['clients', ...roots.map(({ id }) => id)].map((id, n) => [id, OUTSIDE + n]));

  function rootOf(id: PlaceId): PlaceId | undefined {
    const place = byId.get(id);
    if (place !== undefined && 'parent' in place) return rootOf(place.parent);
    return place?.kind === 'machine' || place?.kind === 'process' ? id : undefined;
  }

  function processOf(id: PlaceId): number {
    return processes.get(rootOf(id) ?? '') ?? OUTSIDE;
  }

  function nameOf(id: PlaceId): string {
    const inside = `${rootOf(id)}/`;
    return id.startsWith(inside) ? id.slice(inside.length) : id;
  }

  const onTracks = places.filter(({ kind }) => ON_TRACKS.includes(kind));
  const tracks = onTracks.map(({ id, kind }, n): [PlaceId, Track] => {
    const tid = OUTSIDE + processes.size + n;
    return [id, { kind, name: nameOf(id), pid: processOf(id), tid }];
  });
  return { processes, tracks: new Map(tracks), processOf, nameOf };
}
