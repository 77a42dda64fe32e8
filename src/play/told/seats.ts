import { mostLevel, queueLength, tokensHeld } from '../../model/places.ts';
import type { Trace } from '../../model/trace.ts';
import { conditionOf, seatCount, seatsIn } from '../series.ts';
import { atOnce, mostOf, timeWhile } from './at-once.ts';
import { counted, percent, time } from './numbers.ts';

/** When every seat, or every thread, was taken while others were in line; and what those in the seats did. */
export function allTaken(trace: Trace): readonly string[] {
  const seats = seatsIn(trace);
  // who waits for a token is told of by it
  const hasTokens = trace.places.some(({ kind, id }) => kind === 'pool' && id.endsWith('/tokens'));
  return (['process', 'thread'] as const).flatMap((kind): readonly string[] => {
    const size = seatCount(trace.places, seats, kind);
    const taken = trace.segments.filter(({ place }) => seats.get(place) === kind && !place.endsWith('/main/seat'));
    if (size === 0 || taken.length === 0 || (kind === 'thread' && hasTokens)) return [];
    const waiting = trace.segments.filter(({ state, place }) => state === 'inLine' && !seats.has(place));
    const counts = atOnce(taken, waiting);
    const full = timeWhile(counts, (sitting = 0, others = 0) => sitting >= size && others > 0);
    if (full <= 0) return [];
    const kept = taken.filter((stay) => conditionOf(stay, seats) === 'kept');
    const away = span(kept) / span(taken);
    const what = kind === 'thread' ? 'thread' : 'seat';
    const who = size === 1 ? `the only ${what} was` : `all ${counted(size, what)} were`;
    const idle =
      away < 0.01
        ? ''
        : ` Who was in ${size === 1 ? 'it' : 'one'} only waited for someone else, ${percent(away)} of the time.`;
    const line = counted(mostOf(counts, 1), 'request');
    const when = full > 0.99 * trace.end ? 'Nearly all the time' : `For ${time(full)} of ${time(trace.end)}`;
    return [`${when} ${who} taken, with up to ${line} in line.${idle}`];
  });
}

function span(spans: readonly { readonly from: number; readonly to: number }[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** When all tokens of a pool were held, and how many were in line for one. */
export function tokens(trace: Trace): readonly string[] {
  return trace.places.flatMap((place): readonly string[] => {
    if (place.kind !== 'pool' || !place.id.endsWith('/tokens')) return [];
    const full = tokensHeld(trace, place.id).reduce(
      (ms, { from, to, value }) => ms + (value >= place.size ? to - from : 0),
      0,
    );
    const line = mostLevel(queueLength(trace, place.id));
    if (full === 0 || line === 0) return [];
    return [
      `${whereIn(trace, place.id)} ${counted(place.size, 'token')} were held for ${time(full)}, and up to ${counted(line, 'request was', 'requests were')} in line for one.`,
    ];
  });
}

/** "All", or of which of several pools. */
function whereIn({ places }: Trace, pool: string): string {
  const pools = places.filter(({ kind, id }) => kind === 'pool' && id.endsWith('/tokens')).length;
  return pools === 1 ? 'All' : `In ${pool.split('/')[0]} all`;
}
