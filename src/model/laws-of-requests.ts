import type { Ms } from './kernel.ts';
import type { Law } from './laws.ts';
import { grouped } from './measure.ts';
import type { Segment, State } from './trace.ts';
import type { Step } from './workload.ts';

/** A microsecond: durations off the clock's grid of nanoseconds are rounded step by step. */
const TOLERANCE: Ms = 1e-3;

/** What holds for each request, whatever the server. */
export const LAWS_OF_REQUESTS: Readonly<Record<string, Law>> = {
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
    for (const { id, at, steps } of requests) {
      const [outcome, second] = ends.get(id) ?? [];
      if (outcome === undefined) return { at: end, request: id };
      if (second !== undefined) return { at: second.at, request: id };
      const finished = histories.get(id)?.at(-1)?.to ?? at;
      const mayGoOn = outcome.kind === 'gaveUp' || (outcome.kind === 'replied' && replies(steps));
      const mistimed = !mayGoOn && outcome.at !== finished;
      if (mistimed || outcome.at < at || outcome.at > finished) return { at: outcome.at, request: id };
    }
    return undefined;
  },

  'who is answered got the work it asked for': ({ requests, outcomes }, histories) => {
    const ends = new Map(outcomes.map((outcome) => [outcome.request, outcome]));
    for (const { id, steps } of requests) {
      const { at = 0, kind } = ends.get(id) ?? {};
      const history = histories.get(id) ?? [];
      for (const { kinds, states } of [computed, waited]) {
        const before = asked(untilReply(steps).steps, kinds);
        const isShort = kind === 'replied' && differs(before, timeIn(history, states, at));
        if (isShort || timeIn(history, states) > asked(steps, kinds) + TOLERANCE) return { at, request: id };
      }
    }
    return undefined;
  },

  'what is in the system on average is what comes a second, times how long each is in it (Little)': (
    { requests, segments, end },
    histories,
  ) => {
    const changes = requests.flatMap(({ id, at }) => {
      const leaves = histories.get(id)?.at(-1)?.to ?? at;
      return [
        { at, by: 1 },
        { at: leaves, by: -1 },
      ];
    });
    let [area, present, since] = [0, 0, 0];
    for (const { at, by } of changes.toSorted((a, b) => a.at - b.at)) {
      area += present * (at - since);
      [present, since] = [present + by, at];
    }
    const stays = segments.reduce((sum, { from, to }) => sum + (to - from), 0);
    return differs(area / (1 + requests.length), stays / (1 + requests.length)) ? { at: end } : undefined;
  },
};

interface Sort {
  readonly kinds: readonly Step['kind'][];
  readonly states: readonly State[];
}

const computed: Sort = { kinds: ['cpu', 'native'], states: ['running'] };
const waited: Sort = { kinds: ['wait', 'block'], states: ['away', 'stuck'] };

function differs(a: Ms, b: Ms): boolean {
  return Math.abs(a - b) > TOLERANCE;
}

function timeIn(history: readonly Segment[], states: readonly State[], until = Number.POSITIVE_INFINITY): Ms {
  return history.reduce(
    (sum, { state, from, to }) => (states.includes(state) ? sum + Math.max(0, Math.min(to, until) - from) : sum),
    0,
  );
}

function asked(steps: readonly Step[], kinds: readonly Step['kind'][]): Ms {
  return steps.reduce((sum, step) => {
    if (step.kind === 'thread') return sum + asked(step.steps, kinds);
    return step.kind !== 'reply' && kinds.includes(step.kind) ? sum + step.ms : sum;
  }, 0);
}

function replies(steps: readonly Step[]): boolean {
  return untilReply(steps).isReached;
}

/** The steps before the answer goes out. */
function untilReply(steps: readonly Step[]): { readonly steps: readonly Step[]; readonly isReached: boolean } {
  const before: Step[] = [];
  for (const step of steps) {
    if (step.kind === 'reply') return { steps: before, isReached: true };
    if (step.kind === 'thread') {
      const inner = untilReply(step.steps);
      before.push({ kind: 'thread', steps: inner.steps });
      if (inner.isReached) return { steps: before, isReached: true };
    } else {
      before.push(step);
    }
  }
  return { steps: before, isReached: false };
}
