import type { Ms } from './kernel.ts';
import type { PlaceId, RequestId, Segment, State, Trace } from './trace.ts';
import type { Step } from './workload.ts';

/** Where a run breaks a law: at this instant, by this request. */
interface Breach {
  readonly at: Ms;
  readonly request: RequestId;
}

type Law = (trace: Trace, histories: ReadonlyMap<RequestId, readonly Segment[]>) => Breach | undefined;

/** Throws if the run breaks a law of the model, and names the law, the instant and the request. */
export function assertLaws(trace: Trace): void {
  const histories = grouped(trace.segments, ({ request }) => request);
  for (const [name, law] of Object.entries(LAWS)) {
    const breach = law(trace, histories);
    if (breach !== undefined) throw new Error(`law broken: ${name}; at ${breach.at} ms, by ${breach.request}`);
  }
}

const LAWS: Readonly<Record<string, Law>> = {
  'segments of a request touch and never overlap, from its arrival on': ({ requests }, histories) => {
    for (const { id, at } of requests) {
      let until = at;
      for (const { from, to } of histories.get(id) ?? []) {
        if (from !== until || to <= from) return { at: from, request: id };
        until = to;
      }
    }
    return undefined;
  },

  'every arrival ends exactly once, while it is there': ({ requests, outcomes, end }, histories) => {
    const ends = grouped(outcomes, ({ request }) => request);
    for (const { id, at } of requests) {
      const [outcome, second] = ends.get(id) ?? [];
      if (outcome === undefined) return { at: end, request: id };
      if (second !== undefined) return { at: second.at, request: id };
      const finished = histories.get(id)?.at(-1)?.to ?? at;
      const mistimed = outcome.kind !== 'gaveUp' && outcome.at !== finished;
      if (mistimed || outcome.at < at || outcome.at > finished) return { at: outcome.at, request: id };
    }
    return undefined;
  },

  'at most one request runs under a GIL': ({ segments }) =>
    shared(segments, (segment) => (segment.state === 'running' ? segment.gil : undefined)),

  'at most one request runs on a core': ({ segments }) =>
    shared(segments, (segment) => (segment.state === 'running' ? segment.core : undefined)),

  'at most one request is in a seat': ({ segments, places }) => {
    const seats = new Set(places.filter(({ kind }) => kind === 'seat').map(({ id }) => id));
    return shared(segments, ({ place }) => (seats.has(place) ? place : undefined));
  },

  'who is first in line is first out of it': ({ segments, places }) => {
    const queues = places.filter(({ kind }) => kind === 'backlog' || kind === 'readyQueue' || kind === 'pool');
    const fifo = new Set(queues.map(({ id }) => id));
    return overtaking(segments, (segment) => {
      if (segment.state !== 'inLine') return undefined;
      return segment.wants ?? (fifo.has(segment.place) ? segment.place : undefined);
    });
  },

  'who is answered got the work it asked for': ({ requests, outcomes }, histories) => {
    const replies = new Map(outcomes.filter(({ kind }) => kind === 'replied').map(({ request, at }) => [request, at]));
    for (const { id, steps } of requests) {
      const at = replies.get(id);
      const history = histories.get(id) ?? [];
      const computed = timeIn(history, ['running']) - asked(steps, ['cpu', 'native']);
      const waited = timeIn(history, ['away', 'stuck']) - asked(steps, ['wait', 'block']);
      if (at !== undefined && Math.max(Math.abs(computed), Math.abs(waited)) > TOLERANCE) return { at, request: id };
    }
    return undefined;
  },
};

/** A microsecond: durations off the clock's grid of nanoseconds are rounded step by step. */
const TOLERANCE: Ms = 1e-3;

function timeIn(history: readonly Segment[], states: readonly State[]): Ms {
  return history.reduce((sum, { state, from, to }) => (states.includes(state) ? sum + (to - from) : sum), 0);
}

function asked(steps: readonly Step[], kinds: readonly Step['kind'][]): Ms {
  return steps.reduce((sum, step) => {
    if (step.kind === 'thread') return sum + asked(step.steps, kinds);
    return kinds.includes(step.kind) ? sum + step.ms : sum;
  }, 0);
}

/** The first to come while another still has what can be had by one. */
function shared(segments: readonly Segment[], had: (segment: Segment) => PlaceId | undefined): Breach | undefined {
  for (const stays of grouped(segments, had).values()) {
    const late = adjacent(stays).find(([before, after]) => after.from < before.to);
    if (late !== undefined) return { at: late[1].from, request: late[1].request };
  }
  return undefined;
}

/** The first to leave a line before another who came earlier. */
function overtaking(segments: readonly Segment[], line: (segment: Segment) => PlaceId | undefined): Breach | undefined {
  for (const stays of grouped(segments, line).values()) {
    const early = adjacent(stays).find(([before, after]) => after.to < before.to);
    if (early !== undefined) return { at: early[1].to, request: early[1].request };
  }
  return undefined;
}

function adjacent(stays: readonly Segment[]): [Segment, Segment][] {
  const sorted = stays.toSorted((a, b) => a.from - b.from || a.to - b.to);
  return sorted.slice(1).flatMap((after, n) => {
    const before = sorted[n];
    return before === undefined ? [] : [[before, after]];
  });
}

function grouped<T, K>(items: readonly T[], key: (item: T) => K | undefined): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const name = key(item);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [item]);
    else group.push(item);
  }
  return groups;
}
