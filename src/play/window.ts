import type { Crowd } from '../draw/machine/site.ts';
import type { Ms } from '../model/kernel.ts';
import { type Figures, grouped } from '../model/measure.ts';
import type { Event, Outcome, Place, PlaceId, RequestId, Segment, Trace } from '../model/trace.ts';
import { CLIENTS } from '../model/world.ts';

/** A stretch of a run. */
export interface Stretch {
  readonly from: Ms;
  readonly to: Ms;
}

/** What is shown of a run at once: who is there between two instants, and what has to be known of the time before. */
export interface Window extends Stretch {
  readonly trace: Trace;
  readonly figures: readonly Figures[];
  /** Outcomes, and good ones among them, before those that this trace has. */
  readonly outcomes: number;
  readonly answered: number;
  /** Who is so far behind in a line that nobody sees them in all this time: where, and from when to when. */
  readonly others: readonly Other[];
}

export interface Other extends Stretch {
  readonly place: PlaceId;
}

/** So many requests are shown at once, if they come as regularly as that. */
const usual = 40;
/** Up to so many the whole run is one picture. */
const mostAtOnce = 60;
/** A window begins with so much of the one before. */
const overlap = 0.25;
/** The lines of a ledger. */
const ledger = 12;

/** How long the windows of a run are, ms: a round number or, of a short run, all of it. */
export function windowLength(requests: number, end: Ms): Ms {
  if (requests <= mostAtOnce || end === 0) return Math.max(end, 1);
  const rough = (end * usual) / requests;
  const power = 10 ** Math.floor(Math.log10(rough));
  const round = power * ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10);
  return Math.min(round, end);
}

/** The window that shows an instant, of those that are `length` long and begin with the last part of the one before. */
export function windowAt(t: Ms, length: Ms, end: Ms): Stretch {
  if (length >= end) return { from: 0, to: Math.max(end, 1) };
  const step = length * (1 - overlap);
  const n = Math.max(0, Math.floor((Math.min(t, end) - length * overlap) / step));
  return { from: n * step, to: n * step + length };
}

/** Whose coming, going and being killed is seen on all pictures to come, and what happens too often for that. */
const lasting: ReadonlySet<Event['kind']> = new Set(['fork', 'booted', 'exited', 'signal', 'throttled']);
const shown: ReadonlySet<Event['kind']> = new Set([...lasting, 'token', 'heartbeat', 'dropped', 'probeFailed']);

/** Cuts from a run what is there between two instants. */
export function windowOf(trace: Trace, figures: ReadonlyMap<RequestId, Figures>, { from, to }: Stretch): Window {
  // what has just been is part of what is to be seen
  const since = from - (to - from) / 2;
  const all = trace.segments.filter((stay) => stay.to > since && stay.from < to);
  const behind = farBehind(all, to);
  const segments = all.filter(({ request }) => !behind.has(request));
  const there = new Set(segments.map(({ request }) => request));
  const requests = trace.requests.filter(
    ({ id, at }) => !behind.has(id) && (there.has(id) || (since <= at && at < to)),
  );
  for (const { id } of requests) there.add(id);
  const first = Math.max(0, trace.outcomes.findIndex(({ at }) => at > since) - ledger);
  const past = trace.outcomes.every(({ at }) => at <= since) ? Math.max(0, trace.outcomes.length - ledger) : first;
  const before = trace.outcomes.slice(0, past);
  const outcomes = [...trace.outcomes.slice(past).filter(({ at }) => at <= to)];
  const kept = new Set([...there, ...outcomes.map(({ request }) => request)]);
  return {
    from,
    to,
    trace: {
      places: trace.places,
      // what each does is in its stays
      requests: requests.map((request) => ({ ...request, steps: [] })),
      segments,
      events: eventsIn(trace.events, since, to),
      outcomes,
      end: trace.end,
    },
    figures: [...kept].flatMap((id) => figures.get(id) ?? []),
    outcomes: before.length,
    answered: before.filter(isGood).length,
    others: [...behind.values()],
  };
}

/** A tray has fewer places. */
const mostSeen = 200;

/** Who does nothing in all this time but to be in line, behind more than can be seen and all who go on meanwhile. */
function farBehind(stays: readonly Segment[], to: Ms): ReadonlyMap<RequestId, Other> {
  if (stays.length <= mostSeen) return new Map();
  const ways = grouped(stays, ({ request }) => request);
  // who has no connection is on no stage
  const outside = [...ways].flatMap(([request, own]): [RequestId, Other][] => {
    const [first, last] = [own[0], own.at(-1)];
    if (first === undefined || last === undefined || own.some(({ place }) => place !== CLIENTS)) return [];
    return [[request, { place: CLIENTS, from: first.from, to: last.to }]];
  });
  const lines = grouped(
    stays.filter(({ state, request }) => state === 'inLine' && ways.get(request)?.length === 1),
    ({ place }) => place,
  );
  return new Map([
    ...outside,
    ...[...lines].flatMap(([place, line]) => {
      if (place === CLIENTS) return [];
      const going = stays.filter((stay) => stay.place === place && stay.to < to).length;
      const waiting = line.filter((stay) => stay.to >= to).toSorted((a, b) => a.from - b.from);
      return waiting
        .slice(Math.max(0, mostSeen + going))
        .map((stay): [RequestId, Other] => [stay.request, { place, from: stay.from, to: stay.to }]);
    }),
  ]);
}

function isGood({ kind }: Outcome): boolean {
  return kind === 'replied';
}

/** Those of the stretch, what lasts of all before it, and of each pool how many of its tokens were held last. */
function eventsIn(events: readonly Event[], since: Ms, to: Ms): readonly Event[] {
  const before: Event[] = [];
  const held = new Map<PlaceId, Event>();
  const inside: Event[] = [];
  for (const event of events) {
    if (event.at > to) break;
    if (event.at >= since) {
      if (shown.has(event.kind)) inside.push(event);
    } else if (lasting.has(event.kind)) before.push(event);
    else if (event.kind === 'token') held.set(event.place, event);
  }
  return [...before, ...held.values(), ...inside].sort((a, b) => a.at - b.at);
}

/** The most requests at places, as a list that can be sent from one thread to another. */
export type Crowds = readonly (readonly [places: string, most: number])[];

const hasLine: ReadonlySet<Place['kind']> = new Set(['backlog', 'readyQueue', 'pool']);

const anywhere = '';
const and = '\n';

/** What a picture of a run asks of its crowd: at each place, at all where the kernel lets wait, and anywhere. */
export function crowdsOf({ places }: Trace, crowd: Crowd): Crowds {
  const kernels = places.flatMap(({ kind, id }) => (kind === 'selector' ? [id] : []));
  const lines = places.flatMap(({ kind, id }) => (hasLine.has(kind) ? [[id]] : []));
  const lists: (readonly PlaceId[])[] = kernels.length === 0 ? lines : [...lines, kernels];
  return [[anywhere, crowd()], ...lists.map((list) => [list.join(and), crowd(list)] as const)];
}

/** The same, to be asked. */
export function crowdFrom(crowds: Crowds): Crowd {
  const known = new Map(crowds);
  return (at) => known.get(at?.join(and) ?? anywhere) ?? 1;
}
