import type { Ms } from '../model/kernel.ts';
import { run, type ServerSpec } from '../model/servers/index.ts';
import type { Trace } from '../model/trace.ts';
import type { Step } from '../model/workload.ts';

/** Users who ask again as soon as they are answered, and whom they ask for what. */
export interface ClosedLoop {
  readonly server: ServerSpec;
  readonly users: number;
  readonly steps: readonly Step[];
}

/** Replies a second of a closed loop that has come to rest; of the two halves in which they were counted, too. */
export interface Steady {
  readonly rate: number;
  readonly before: number;
  readonly after: number;
  /** Whether it had come to rest. */
  readonly rests: boolean;
}

/** How often each user is answered, on average: `turns` times, of which the last `counted` count. */
const turns = 12;
const counted = 8;

/** How much longer the next try is, if they have asked too seldom. */
const longer = 1.5;

/** As many of a prediction as are worth saying: what is counted begins and ends somewhere in a herd. */
const digits = 2;

/** Between the first and the second half of what counts; more, and it was not steady yet. */
const mostDrift = 0.05;

/** Runs a closed loop until it has come to rest, here and not on the page. `hold` is told the run, and may throw. */
export function steady(loop: ClosedLoop, hold?: (trace: Trace) => void): Steady {
  const { users } = loop;
  let [to, trace] = ran(loop, 1000);
  // a slow server needs longer to answer as often
  while (repliesOf(trace, to).length <= turns * users) [to, trace] = ran(loop, to * longer);
  hold?.(trace);
  // from a reply to that of as many turns later: of a herd that comes round, the same beast at both ends
  const replies = repliesOf(trace, to);
  const rateIn = (from: number, until: number) => {
    const [first = 0, last = 0] = [replies.at(-1 - from * users), replies.at(-1 - until * users)];
    return ((from - until) * users * 1000) / (last - first);
  };
  const [before, after, rate] = [rateIn(counted, counted / 2), rateIn(counted / 2, 0), rateIn(counted, 0)];
  return {
    before,
    after,
    rate: Number(rate.toPrecision(digits)),
    rests: Math.abs(before - after) <= mostDrift * rate,
  };
}

function ran({ server, users: count, steps }: ClosedLoop, to: Ms): [Ms, Trace] {
  return [to, run(server, [{ kind: 'users', count, to, path: '/', steps }])];
}

/** When each reply came (ms), while everybody still asked again. */
function repliesOf({ outcomes }: Trace, to: Ms): readonly Ms[] {
  return outcomes.flatMap(({ kind, at }) => (kind === 'replied' && at <= to ? [at] : []));
}
