import { durations } from '../../draw/theme.ts';
import type { Ms } from '../../model/kernel.ts';
import type { RequestId, Segment, Trace } from '../../model/trace.ts';
import { seatsIn } from '../series.ts';
import { counted, time, times } from './numbers.ts';

/** A callback that ran for so long that the loop seemed to stand. */
interface Stand {
  readonly request: RequestId;
  readonly seat: string;
  readonly from: Ms;
  readonly to: Ms;
  readonly isStuck: boolean;
}

/** When loops stood still, because of whom, and how many were in line meanwhile. */
export function stoodStill(trace: Trace): readonly string[] {
  const stands = standsIn(trace);
  const [first] = stands;
  if (first === undefined) return [];
  const loops = new Set(stands.map(({ seat }) => seat)).size;
  const paths = new Map(trace.requests.map(({ id, path }) => [id, path]));
  const longest = stands.reduce((most, each) => (each.to - each.from > most.to - most.from ? each : most), first);
  const line = inLineDuring(trace, longest);
  const what = longest.isStuck ? 'blocked it' : 'computed';
  const waited = line === 0 ? 'nobody was in line' : `${line} ${line === 1 ? 'other was' : 'others were'} in line`;
  if (stands.length === 1)
    return [
      `The loop stood still for ${time(first.to - first.from)}, from ${time(first.from)} on: request ${first.request.slice(1)} ${what}, and ${waited}.`,
    ];
  const total = stands.reduce((sum, { from, to }) => sum + to - from, 0);
  return [
    `${loops === 1 ? 'The loop' : `${counted(loops, 'loop')}`} stood still ${times(stands.length)}, for ${time(total)} in all. ` +
      `The longest was ${time(longest.to - longest.from)}, from ${time(longest.from)} on: request ${longest.request.slice(1)}, ${paths.get(longest.request)}, ${what}, and ${waited}.`,
  ];
}

function standsIn(trace: Trace): readonly Stand[] {
  const seats = seatsIn(trace);
  const stays = trace.segments.filter(({ place }) => seats.get(place) === 'loop').toSorted((a, b) => a.from - b.from);
  const open = new Map<string, Stand>();
  const all: Stand[] = [];
  for (const stay of stays) {
    const last = open.get(stay.place);
    if (last !== undefined && last.request === stay.request && last.to === stay.from)
      open.set(stay.place, { ...last, to: stay.to, isStuck: last.isStuck || stay.state === 'stuck' });
    else {
      if (last !== undefined) all.push(last);
      open.set(stay.place, standOf(stay));
    }
  }
  return [...all, ...open.values()]
    .filter(({ from, to }) => to - from >= durations.longCallback)
    .toSorted((a, b) => a.from - b.from);
}

function standOf({ request, place: seat, from, to, state }: Segment): Stand {
  return { request, seat, from, to, isStuck: state === 'stuck' };
}

/** Who was in line in the same process, or before it, while a loop stood. */
function inLineDuring({ segments }: Trace, { seat, request, from, to }: Stand): number {
  const process = seat.split('/')[0] ?? seat;
  const waited = segments.filter(
    (stay) =>
      stay.state === 'inLine' &&
      stay.request !== request &&
      stay.from < to &&
      from < stay.to &&
      (stay.place.startsWith(`${process}/`) || !stay.place.includes('/')),
  );
  return new Set(waited.map((stay) => stay.request)).size;
}

/** A loop that is hardly ever idle. */
const full = 0.95;

/** Whether one core's worth of Python was all there was to be had. */
export function busyLoop(trace: Trace): readonly string[] {
  const seats = seatsIn(trace);
  const loops = [...seats].flatMap(([id, kind]) => (kind === 'loop' ? [id] : []));
  const cores = trace.places.filter(({ kind }) => kind === 'core').length;
  if (loops.length === 0 || cores <= loops.length) return [];
  const last = trace.requests.at(-1)?.at ?? 0;
  const ran = trace.segments.filter(
    ({ state, place, from }) => state === 'running' && seats.get(place) === 'loop' && from < last,
  );
  const busy =
    ran.reduce((sum, { from, to }) => sum + Math.min(to, last) - from, 0) / (Math.max(last, 1) * loops.length);
  if (last < 500 || busy < full) return [];
  return [
    loops.length === 1
      ? `While requests came the loop computed nearly all the time, and ${counted(cores - 1, 'core')} of ${cores} had nothing to do: one process computes on one core.`
      : `While requests came the ${loops.length} loops computed nearly all the time, and ${counted(cores - loops.length, 'core')} of ${cores} had nothing to do.`,
  ];
}
