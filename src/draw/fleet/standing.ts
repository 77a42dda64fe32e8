import type { Ms } from '../../model/kernel.ts';
import type { Segment } from '../../model/trace.ts';
import type { DiscState } from '../disc.ts';
import type { View } from '../draw.ts';
import { durations } from '../theme.ts';
import { outageAt, type Pod, stayAt, type Visit } from './history.ts';
import { isSeated, type Picture } from './picture.ts';

/** Who is on a pod at an instant, and how; who was lost on it stands crossed until it is back. */
export interface Standing {
  readonly visit: Visit;
  readonly state: DiscState;
  /** The place in the line, from 0; in the seat without one. */
  readonly place?: number;
  readonly lost: boolean;
  /** Its client waits no longer. */
  readonly gaveUp: boolean;
  /** How far it has come from where it was, from 0 to 1. */
  readonly way: number;
}

/** Everyone on a pod who is seen. */
export function standingOn(pod: Pod, picture: Picture, view: View): readonly Standing[] {
  const { t, before = false } = view;
  const outage = outageAt(pod, t);
  let place = 0;
  return pod.visits.flatMap((visit): Standing[] => {
    if (!picture.seen.has(visit.request)) return [];
    const isLost =
      outage !== undefined && outage.killed <= t && visit.to === outage.killed && visit.outcome !== 'replied';
    // a question is asked before its instant's first move
    const coming = before && visit.from === t;
    const stay = isLost ? visit.stays.at(-1) : coming ? undefined : stayAt(visit, t);
    if (stay === undefined && !coming) return [];
    const seated = stay !== undefined && isSeated(stay);
    const { comes = 0, sits = 0 } = picture.moves.get(visit.request) ?? {};
    const [since, ms] = seated ? [visit.stays.find(isSeated)?.from ?? t, sits] : [visit.from, comes];
    const way = isLost ? 1 : wayAt(since, ms, view);
    const state = stay === undefined ? 'inLine' : seated ? stateInSeat(visit, stay, picture, t) : stateInLine(stay);
    const standing = { visit, state, lost: isLost, gaveUp: visit.gaveUpAt <= t, way };
    if (seated) return [standing];
    place += 1;
    return [{ ...standing, place: place - 1 }];
  });
}

/** Who is on its way at the end of a beat arrives, and who was when it began has. */
function wayAt(began: Ms, ms: Ms, { t, settled, since = Number.NEGATIVE_INFINITY }: View): number {
  if (ms === 0 || began <= since) return 1;
  return Math.min(1, Math.max((t - began) / ms, (settled * durations.emphasis) / durations.hop));
}

function stateInLine({ state }: Segment): DiscState {
  return state === 'away' ? 'away' : 'inLine';
}

/** What would only flash gives way to what the seat is held for longest. */
function stateInSeat({ stays }: Visit, now: Segment, { lensAt }: Picture, t: Ms): DiscState {
  const long = (now.to - now.from) * lensAt(t) >= durations.shortest;
  const longest = stays.filter(isSeated).reduce((a, b) => (b.to - b.from > a.to - a.from ? b : a), now);
  const shown = long ? now : longest;
  return shown.state === 'away' ? 'kept' : shown.state;
}
