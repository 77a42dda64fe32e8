import type { Ms } from '../../model/kernel.ts';
import type { PlaceId } from '../../model/trace.ts';
import { durations } from '../theme.ts';
import type { Site } from './site.ts';
import type { Key, Showing } from './tracks.ts';

/** In a seat and running or in line for the GIL in turns that are too short to see: one look for all of them. */
export function inTurns(keys: readonly Key[], { lens, stills }: Showing, site: Site): readonly Key[] {
  const short = ({ stay, place, state }: Key) =>
    stay !== undefined &&
    (state === 'running' || state === 'inLine') &&
    site.seats.has(place) &&
    (stay.to - stay.from) * lens(stay.from) < durations.shortest &&
    !stills.some((still) => stay.from <= still && still < stay.to);
  return keys.flatMap((key, i): Key[] => {
    if (!short(key)) return [key];
    const before = keys[i - 1];
    const after = keys[i + 1];
    const follows = before !== undefined && short(before) && before.place === key.place;
    const goesOn = after !== undefined && short(after) && after.place === key.place;
    if (follows) return [];
    return goesOn ? [{ ...key, state: 'turns' }] : [key];
  });
}

/** Stays in a seat or the ready queue that are too short to see give way to the stay after them. */
export function withoutFlashes(keys: readonly Key[], { lens, stills }: Showing, site: Site): Key[] {
  const flashes = ({ at, stay, state, place }: Key, to: Ms | undefined) =>
    stay !== undefined &&
    to !== undefined &&
    // on several loops they take turns on the cores, too
    (state === 'running' || place.endsWith('ready') || isOnSmallLoop(site, place)) &&
    (to - at) * lens(at) < durations.shortest &&
    !stills.some((still) => at <= still && still < to);
  const kept: Key[] = [];
  let since: Ms | undefined;
  for (const [i, key] of keys.entries()) {
    const next = keys[i + 1];
    const isFlash = flashes(key, next?.at);
    // to be seen at last in a seat that others are in before and after would be a flash, too
    if (isFlash && (next?.stay !== undefined || isOnSmallLoop(site, key.place))) {
      since ??= key.at;
      continue;
    }
    // nobody is answered before the answer: who only flashes at last is there, and looks as before
    const state = isFlash ? (kept.at(-1)?.state ?? key.state) : key.state;
    // where so many follow each other in a seat, it may not be free before
    const isPunctual = key.stay === undefined || isFlash || (site.dots && site.seats.has(key.place));
    const at = isPunctual ? key.at : (since ?? key.at);
    kept.push({ ...key, at, state, hops: kept.at(-1)?.place !== key.place });
    since = undefined;
  }
  return kept;
}

function isOnSmallLoop({ loops }: Site, place: PlaceId): boolean {
  return loops.size > 1 && loops.has(place.replace(/\/seat$/, ''));
}
