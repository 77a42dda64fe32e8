import type { Ms } from '../model/kernel.ts';
import { run, type ServerSpec } from '../model/servers/index.ts';
import type { Trace } from '../model/trace.ts';
import type { Step } from '../model/workload.ts';

/** Users who ask again as soon as they are answered, and whom they ask for what. */
export interface ClosedLoop {
  readonly server: ServerSpec;
  readonly users: number;
  readonly steps: readonly Step[];
  /** How long each waits before it asks again: the way there and back. */
  readonly think?: Ms;
}

/** Replies a second of a closed loop that has come to rest; of the two halves in which they were counted, too. */
export interface Steady {
  readonly rate: number;
  readonly before: number;
  readonly after: number;
  /** Whether it had come to rest. */
  readonly rests: boolean;
}

/** How often each user is answered, on average: `turns` times, of which the last `counting` count. */
const turns = 12;
const counting = 8;

/** How much longer the next try is, if they have asked too seldom; those that are far too short are passed over. */
const longer = 1.5;
const farTooShort = 0.75;
/** So often, if it was not steady. */
const mostTries = 4;

/** As many of a prediction as are worth saying: what is counted begins and ends somewhere in a herd. */
const digits = 2;

/** Between the first and the second half of what counts; more, and it was not steady yet. */
const mostDrift = 0.05;

const known = new Map<string, Steady & { readonly to: Ms }>();

/**
 * Runs a closed loop until it has come to rest, on the page only where a reader asks for it, and the same one once. `hold` is
 * told the run, and may throw.
 */
export function steady(loop: ClosedLoop, hold?: (trace: Trace) => void): Steady {
  const key = JSON.stringify(loop);
  const before = hold === undefined ? known.get(key) : undefined;
  let found = before ?? counted(loop, 1000, hold);
  // a herd that has not dispersed may have after a while
  for (let n = 0; !found.rests && n < mostTries; n += 1) found = counted(loop, found.to * longer, hold);
  known.set(key, found);
  return found;
}

/** Counted at the end of a run of `from` ms, or of so many more that everybody has been answered often enough. */
function counted(loop: ClosedLoop, from: Ms, hold?: (trace: Trace) => void): Steady & { readonly to: Ms } {
  const { users } = loop;
  let [to, trace] = ran(loop, from);
  let replies = repliesOf(trace, to);
  // a slow server needs longer to answer as often
  while (replies.length <= turns * users) {
    const enough = (to * turns * users) / Math.max(replies.length, 1);
    do to *= longer;
    while (replies.length >= users && to < farTooShort * enough);
    [to, trace] = ran(loop, to);
    replies = repliesOf(trace, to);
  }
  hold?.(trace);
  // from a reply to that of as many turns later: of a herd that comes round, the same beast at both ends
  const rateIn = (from: number, until: number) => {
    const [first = 0, last = 0] = [replies.at(-1 - from * users), replies.at(-1 - until * users)];
    return ((from - until) * users * 1000) / (last - first);
  };
  const [before, after, rate] = [rateIn(counting, counting / 2), rateIn(counting / 2, 0), rateIn(counting, 0)];
  return {
    to,
    before,
    after,
    rate: Number(rate.toPrecision(digits)),
    rests: Math.abs(before - after) <= mostDrift * rate,
  };
}

function ran({ server, users: count, steps, think = 0 }: ClosedLoop, to: Ms): [Ms, Trace] {
  return [to, run(server, [{ kind: 'users', count, to, think, path: '/', steps }])];
}

/** When each reply came (ms), while everybody still asked again. */
function repliesOf({ outcomes }: Trace, to: Ms): readonly Ms[] {
  return outcomes.flatMap(({ kind, at }) => (kind === 'replied' && at <= to ? [at] : []));
}
