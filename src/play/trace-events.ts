// The Trace Event Format, as Perfetto reads it: src/trace_processor/importers/json/json_trace_parser_impl.cc.
import type { Ms } from '../model/kernel.ts';
import { grouped } from '../model/measure.ts';
import { type Level, queueLength, tokensHeld } from '../model/places.ts';
import type { Event, Outcome, PlaceId, Request, Segment, Trace } from '../model/trace.ts';
import { type Atlas, atlas, OUTSIDE, type Track } from './tracks.ts';

type Args = Readonly<Record<string, unknown>>;

interface Common {
  readonly name: string;
  readonly pid: number;
  /** Whole microseconds: viewers cut fractions off, and stays that touch must not overlap. */
  readonly ts: number;
  readonly args: Args;
}

export type TraceEvent =
  /** Somebody in a place for one. */
  | (Common & { readonly ph: 'X'; readonly tid: number; readonly dur: number; readonly cat: string })
  /** A request from its arrival to its end and, inside it, each of its stays: what has one id is one row. */
  | (Common & { readonly ph: 'b' | 'n' | 'e'; readonly tid: number; readonly cat: 'request'; readonly id: string })
  /** What happened, on a track or, with `p`, in a process. */
  | (Common & { readonly ph: 'i'; readonly tid: number; readonly s: 't' | 'p'; readonly cat: Event['kind'] })
  /** How many. */
  | (Common & { readonly ph: 'C' })
  /** The names of processes and tracks, and their order. */
  | (Common & { readonly ph: 'M'; readonly tid: number });

export interface TraceEvents {
  readonly displayTimeUnit: 'ms';
  readonly traceEvents: readonly TraceEvent[];
}

/** A run for ui.perfetto.dev and chrome://tracing, in the order of time. */
export function traceEvents(trace: Trace): TraceEvents {
  const where = atlas(trace.places);
  const events = [...requests(trace), ...stays(trace, where), ...instants(trace, where), ...counters(trace, where)];
  return { displayTimeUnit: 'ms', traceEvents: [...names(where), ...events.toSorted((a, b) => a.ts - b.ts)] };
}

function micros(ms: Ms): number {
  return Math.round(ms * 1000);
}

function names({ processes, tracks }: Atlas): readonly TraceEvent[] {
  const meta = (name: string, pid: number, tid: number, args: Args): TraceEvent => ({
    name,
    ph: 'M',
    pid,
    tid,
    ts: 0,
    args,
  });
  return [
    ...Array.from(processes, ([name, pid]) => [
      meta('process_name', pid, pid, { name }),
      meta('process_sort_index', pid, pid, { sort_index: pid }),
    ]).flat(),
    ...Array.from(tracks.values(), ({ name, pid, tid }) => [
      meta('thread_name', pid, tid, { name }),
      meta('thread_sort_index', pid, tid, { sort_index: tid }),
    ]).flat(),
  ];
}

/** Every request and, inside it, every stay, once. */
function requests({ requests: all, segments, outcomes }: Trace): readonly TraceEvent[] {
  const histories = grouped(segments, ({ request }) => request);
  const ends = new Map(outcomes.map((outcome) => [outcome.request, outcome]));
  return all.flatMap((request) => life(request, histories.get(request.id) ?? [], ends.get(request.id)));
}

function life(
  { id, at, path, retryOf }: Request,
  history: readonly Segment[],
  outcome?: Outcome,
): readonly TraceEvent[] {
  const event = (ph: 'b' | 'n' | 'e', name: string, when: Ms, args: Args = {}): TraceEvent => {
    return { name, cat: 'request', ph, id, pid: OUTSIDE, tid: OUTSIDE, ts: micros(when), args };
  };
  const end = history.at(-1)?.to ?? outcome?.at ?? at;
  const about = { request: id, outcome: outcome?.kind, ...(retryOf !== undefined && { retryOf }) };
  return [
    event('b', path, at, about),
    ...history.flatMap(({ request, from, to, ...stay }) => {
      const name = stay.state === 'inLine' ? `in line: ${lastPart(stay.wants ?? stay.place)}` : stay.state;
      return [event('b', name, from, { request, ...stay }), event('e', name, to)];
    }),
    ...(outcome === undefined ? [] : [event('n', outcome.kind, outcome.at)]),
    event('e', path, end),
  ];
}

/** Who is in each seat, on each core, under each GIL. */
function stays({ segments }: Trace, { tracks }: Atlas): readonly TraceEvent[] {
  return segments.flatMap((stay) => {
    const { request, state, from, to } = stay;
    const held = state === 'running' ? [stay.place, stay.core, stay.gil] : [stay.place];
    return held.flatMap((place): readonly TraceEvent[] => {
      const track = place === undefined ? undefined : tracks.get(place);
      if (track === undefined) return [];
      const name = state === 'running' ? request : `${request} ${state === 'inLine' ? 'in line' : state}`;
      const ts = micros(from);
      return [{ name, cat: track.kind, ph: 'X', ...spot(track), ts, dur: micros(to) - ts, args: { request, state } }];
    });
  });
}

/** What happened, but for tokens, which are counted. */
function instants({ events }: Trace, { tracks, processOf }: Atlas): readonly TraceEvent[] {
  return events.flatMap(({ at, place, ...event }): readonly TraceEvent[] => {
    if (event.kind === 'token') return [];
    const { kind, ...args } = event;
    const track = tracks.get(place);
    const pid = processOf(place);
    const on = track === undefined ? ({ s: 'p', pid, tid: pid } as const) : ({ s: 't', ...spot(track) } as const);
    return [{ name: nameOf(event), cat: kind, ph: 'i', ...on, ts: micros(at), args }];
  });
}

function nameOf(event: Pick<Event, 'kind'> & { readonly signal?: string; readonly by?: string }): string {
  const detail = event.signal ?? event.by;
  return detail === undefined ? event.kind : `${event.kind} ${detail}`;
}

/** How many are in line wherever anybody ever is, and how many tokens of each pool are held. */
function counters(trace: Trace, { nameOf: placeName, processOf }: Atlas): readonly TraceEvent[] {
  const lines = new Set(trace.segments.flatMap((stay) => (stay.state === 'inLine' ? [stay.wants ?? stay.place] : [])));
  const pools = trace.places.flatMap(({ kind, id }) => (kind === 'pool' ? [id] : []));
  const samples = (place: PlaceId, key: string, levels: readonly Level[]): readonly TraceEvent[] =>
    levels.flatMap(({ from, value }, n) =>
      value === levels[n - 1]?.value
        ? []
        : [{ name: placeName(place), ph: 'C', pid: processOf(place), ts: micros(from), args: { [key]: value } }],
    );
  return [
    ...Array.from(lines, (place) => samples(place, 'in line', queueLength(trace, place))).flat(),
    ...pools.flatMap((place) => samples(place, 'held', tokensHeld(trace, place))),
  ];
}

function spot({ pid, tid }: Track): Pick<Track, 'pid' | 'tid'> {
  return { pid, tid };
}

function lastPart(place: PlaceId): string {
  return place.split('/').at(-1) ?? place;
}
