import type { Ms } from '../../model/kernel.ts';
import type { RequestId } from '../../model/trace.ts';
import type { DiscState } from '../disc.ts';
import type { Point } from '../shape.ts';
import { durations } from '../theme.ts';
import type { Key } from './tracks.ts';

/** A request on the stage at an instant. */
export interface Standing {
  readonly key: Key;
  /** Its look: on its way to a seat it does not run yet. */
  readonly state: DiscState;
  readonly spot: Point;
  readonly moving: boolean;
}

/** All who can be seen. */
export type Everyone = readonly (readonly [RequestId, Standing])[];

/** An instant: of what is on its way, `settled` from 0 to 1 comes to its end; with `before`, who comes at `t` is still in line. */
export interface Instant {
  readonly t: Ms;
  readonly settled: number;
  readonly before?: boolean;
  /** Playing began here: what had begun to move by then has arrived. */
  readonly since?: Ms;
}

/** What holds of a request at an instant; undefined before it comes. */
export function keyAt(keys: readonly Key[], instant: Instant): Key | undefined {
  return keys[indexAt(keys, instant)];
}

function indexAt(keys: readonly Key[], { t, before = false }: Instant): number {
  return before && keys[0]?.at === t ? 0 : keys.findLastIndex(({ at }) => at <= t);
}

/**
 * Where a request is at an instant, on its way if it moves; undefined if it cannot be seen. Who comes from outside comes
 * from the left, at `entry`.
 */
export function standing(keys: readonly Key[], instant: Instant, entry: number): Standing | undefined {
  const { t, settled, since = Number.NEGATIVE_INFINITY } = instant;
  // who is on its way at the end arrives while what the beat is about shows itself
  const arrived = (settled * durations.emphasis) / durations.hop;
  const i = indexAt(keys, instant);
  const key = keys[i];
  if (key?.spot === undefined) return undefined;
  const before = i === 0 ? { x: entry, y: key.spot.y } : keys[i - 1]?.spot;
  const way = key.move === 0 ? 1 : Math.min(1, Math.max((t - key.at) / key.move, arrived));
  // at the very beginning all have come, which is what a question shows, and nobody has gone on
  const hasArrived = key.at <= since && (since > 0 || i === 0);
  if (before === undefined || way >= 1 || hasArrived) return { key, state: key.state, spot: key.spot, moving: false };
  const eased = way < 0.5 ? 4 * way ** 3 : 1 - (-2 * way + 2) ** 3 / 2;
  const spot = { x: before.x + (key.spot.x - before.x) * eased, y: before.y + (key.spot.y - before.y) * eased };
  const working = key.state === 'running' || key.state === 'stuck';
  const state = working ? (keys[i - 1]?.state ?? key.state) : key.state;
  return { key, state, spot, moving: true };
}
