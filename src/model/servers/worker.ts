import { type Gil, gil } from '../gil.ts';
import type { PlaceId } from '../trace.ts';
import type { World } from '../world.ts';

/** A process of the operating system: its place, and its lock unless it is free-threaded. */
export interface Worker {
  readonly place: PlaceId;
  readonly gil: Gil | undefined;
}

/** The n-th process of a server. */
export function fork({ clock, recorder, hasGil }: World, n: number): Worker {
  const place = recorder.place({ kind: 'process', id: `worker ${n}`, label: `worker ${n}` });
  if (!hasGil) return { place, gil: undefined };
  const lock = recorder.place({ kind: 'gil', id: `${place}/gil`, label: 'GIL', parent: place });
  return { place, gil: gil(clock, recorder, lock) };
}
