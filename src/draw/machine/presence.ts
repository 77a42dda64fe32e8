import type { Ms } from '../../model/kernel.ts';
import type { RequestId } from '../../model/trace.ts';
import type { Key, Tracks } from './tracks.ts';

/** Who is there when. */
export interface Presence {
  /** Everyone who can be seen at an instant or is counted then, in the order of the tracks; and a few more. */
  at(t: Ms): readonly (readonly [RequestId, readonly Key[]])[];
}

const parts = 128;

/** An index by time, so that a frame of a run with hundreds of requests looks at those of its moment only. */
export function presenceIn(tracks: Tracks, end: Ms): Presence {
  const width = Math.max(end, 1) / parts;
  const part = (t: Ms) => Math.min(parts - 1, Math.max(0, Math.floor(t / width)));
  const there: (readonly [RequestId, readonly Key[]])[][] = Array.from({ length: parts }, () => []);
  for (const [id, keys] of tracks) {
    const [first, last] = [keys[0], keys.at(-1)];
    if (first === undefined || last === undefined) continue;
    for (let i = part(first.at); i <= part(last.at + last.move); i += 1) there[i]?.push([id, keys]);
  }
  return { at: (t) => there[part(t)] ?? [] };
}
