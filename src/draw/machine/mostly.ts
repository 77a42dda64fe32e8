import type { PlaceId, State } from '../../model/trace.ts';
import type { DiscState } from '../disc.ts';
import { durations } from '../theme.ts';
import { lensAt, type Picture } from './picture.ts';
import type { Instant } from './standing.ts';

/**
 * What a seat or a core is in: now where the picture stands still; while it plays, mostly, for as long as an eye needs to see
 * it, since what comes and goes faster would only flash. Undefined where it is idle.
 */
export function mostly(
  { stays, beats }: Picture,
  place: PlaceId,
  { t, settled, before = false }: Instant,
): DiscState | undefined {
  const own = stays.get(place) ?? [];
  if (before) return undefined;
  if (settled === 1) return look(own.find(({ from, to }) => from <= t && t < to)?.state);
  const since = Math.max(0, t - durations.shortest / lensAt(beats, t));
  const time = { running: 0, inLine: 0, away: 0, stuck: 0 };
  for (const { state, from, to } of own) {
    if (from > t) break;
    time[state] += Math.max(0, Math.min(to, t) - Math.max(from, since));
  }
  const busy = time.running + time.inLine + time.away + time.stuck;
  if (busy <= (t - since) / 2) return undefined;
  const longest = states.reduce((a, b) => (time[b] > time[a] ? b : a));
  return time[longest] > (2 / 3) * busy ? look(longest) : 'turns';
}

const states: readonly State[] = ['running', 'inLine', 'away', 'stuck'];

function look(state: State | undefined): DiscState | undefined {
  return state === 'away' ? 'kept' : state;
}
