import type { Ms } from '../../model/kernel.ts';
import type { Trace } from '../../model/trace.ts';
import { atOnce, mostOf, timeWhile } from './at-once.ts';
import { counted, percent, time, times } from './numbers.ts';

/** Less of the time is not worth a sentence. */
const worth = 0.1;
/** Nobody feels less. */
const least: Ms = 10;

/** Whether the cores were what there was too little of. */
export function cores({ places, segments, end }: Trace): readonly string[] {
  const size = places.filter(({ kind }) => kind === 'core').length;
  const counts = atOnce(segments.filter(({ state }) => state === 'running'));
  const full = timeWhile(counts, (running = 0) => running >= size);
  const wanted = segments.some((stay) => stay.state === 'inLine' && stay.wants === 'machine');
  if (full < worth * end || !wanted) return [];
  return [
    `${size === 1 ? 'The core' : `All ${counted(size, 'core')}`} computed at once for ${time(full)}, ${percent(full / end)} of the time: more workers would not help, more cores or less work would.`,
  ];
}

/** How long requests had all they needed but the GIL. */
export function gil({ segments, places }: Trace): readonly string[] {
  const gils = new Set(places.flatMap(({ kind, id }) => (kind === 'gil' ? [id] : [])));
  const waits = segments.filter((stay) => stay.state === 'inLine' && stay.wants !== undefined && gils.has(stay.wants));
  const total = waits.reduce((sum, { from, to }) => sum + to - from, 0);
  const ran = segments.reduce((sum, { state, from, to }) => sum + (state === 'running' ? to - from : 0), 0);
  if (total < Math.max(least, worth * ran)) return [];
  const size = places.filter(({ kind }) => kind === 'core').length;
  const most = mostOf(atOnce(segments.filter(({ state }) => state === 'running')), 0);
  const cores = most < size ? ` No more than ${counted(most, 'core')} of ${size} computed at once.` : '';
  return [`In their seats requests were in line for the GIL for ${time(total)}, all together.${cores}`];
}

/** When the container's quota was spent. */
export function throttled({ events }: Trace): readonly string[] {
  const pauses = events.flatMap((event) => (event.kind === 'throttled' ? [event.until - event.at] : []));
  if (pauses.length === 0) return [];
  const total = pauses.reduce((sum, ms) => sum + ms, 0);
  return [`The quota was spent ${times(pauses.length)}: nobody computed for ${time(total)} in all.`];
}
