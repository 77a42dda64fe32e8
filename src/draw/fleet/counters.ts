import type { Ms } from '../../model/kernel.ts';
import { sum } from '../../model/measure.ts';
import type { Shape } from '../shape.ts';
import type { Picture } from './picture.ts';

/** Numbers stand for this long, so that they can be read, ms of the servers'. */
const step: Ms = 100;

/** What all replicas together have come to by now. */
export function counters({ run, pods, layout }: Picture, t: Ms): readonly Shape[] {
  const { fleet, users, trace } = run;
  const { geometry } = layout;
  const outcomes = users.trace.outcomes.filter(({ at }) => at <= t);
  const answered = outcomes.filter(({ kind }) => kind === 'replied').length;
  const lost = outcomes.length - answered;
  const missed = trace.events.filter(({ kind, at }) => kind === 'probeFailed' && at <= t).length;
  const there = users.trace.requests.filter(({ at }) => at <= t).length - outcomes.length;
  const isRestarted = trace.events.some(({ kind }) => kind === 'unready');
  const last =
    fleet.probe === undefined
      ? [busy(pods, t), { words: 'memory', value: `× ${fleet.replicas}` }]
      : [
          { words: 'waiting', value: String(there) },
          isRestarted
            ? { words: 'lost', value: String(lost), bad: lost > 0 }
            : { words: 'probes missed', value: String(missed), bad: missed > 0 },
        ];
  return [{ words: 'answered', value: String(answered) }, ...last].flatMap((counter, i): Shape[] => {
    const place = layout.counters[i];
    if (place === undefined) return [];
    const { words, value } = counter;
    const fill = 'bad' in counter && counter.bad ? 'stuck-line' : 'ink';
    return [
      { kind: 'text', key: `counter ${words} value`, ...place, text: value, size: 40, fill, bold: true },
      {
        kind: 'text',
        key: `counter ${words}`,
        x: place.x,
        y: place.y + 30,
        text: words,
        size: geometry.tick,
        fill: 'ink-second',
      },
    ];
  });
}

/** How much of a processor each replica has used, of the time up to now. */
function busy(pods: Picture['pods'], now: Ms): { words: string; value: string } {
  const t = Math.floor(now / step) * step;
  const used = sum(
    pods.flatMap(({ seated }) =>
      seated.map(({ state, from, to }) => (state === 'running' ? Math.max(0, Math.min(to, t) - from) : 0)),
    ),
  );
  const share = t === 0 ? 0 : used / (t * pods.length);
  return { words: 'CPU of each', value: `${Math.round(100 * share)} %` };
}
