import type { Ms } from '../../model/kernel.ts';
import { sum } from '../../model/measure.ts';
import type { Shape } from '../shape.ts';
import type { Picture } from './picture.ts';

/** Numbers stand for this long, so that they can be read, ms of the servers'. */
const step: Ms = 100;

interface Counter {
  readonly words: string;
  readonly value: string;
  readonly bad?: boolean;
}

/** What all replicas together have come to by now. */
export function counters(picture: Picture, t: Ms): readonly Shape[] {
  const { layout } = picture;
  const { tick } = layout.geometry;
  return countersAt(picture, t).flatMap(({ words, value, bad = false }, i): Shape[] => {
    const place = layout.counters[i];
    if (place === undefined) return [];
    const fill = bad ? 'stuck-line' : 'ink';
    const below = { x: place.x, y: place.y + 30 };
    return [
      { kind: 'text', key: `counter ${words} value`, ...place, text: value, size: 40, fill, bold: true },
      { kind: 'text', key: `counter ${words}`, ...below, text: words, size: tick, fill: 'ink-second' },
    ];
  });
}

/** What is counted is the same for a whole run: what it costs or, where something goes wrong, what of that. */
function countersAt({ run: { fleet, users, trace }, pods, tally }: Picture, t: Ms): readonly Counter[] {
  const { requests, outcomes } = users.trace;
  const ended = outcomes.filter(({ at }) => at <= t);
  const replied = ended.filter(({ kind }) => kind === 'replied').length;
  const answered = { words: 'answered', value: String(replied) };
  if (tally === 'cost')
    return [
      answered,
      { words: 'CPU of each', value: `${Math.round(100 * busy(pods, t))} %` },
      { words: 'memory', value: `× ${fleet.replicas}` },
    ];
  const there = requests.filter(({ at }) => at <= t).length - ended.length;
  const missed = trace.events.filter(({ kind, at }) => kind === 'probeFailed' && at <= t).length;
  const harm = tally === 'lost' ? ended.length - replied : missed;
  const words = tally === 'lost' ? 'lost' : 'probes missed';
  return [answered, { words: 'waiting', value: String(there) }, { words, value: String(harm), bad: harm > 0 }];
}

/** The share of a processor that each replica has used, of the time up to now. */
function busy(pods: Picture['pods'], now: Ms): number {
  const t = Math.floor(now / step) * step;
  const stays = pods.flatMap(({ seated }) => seated.filter(({ state }) => state === 'running'));
  const used = sum(stays.map(({ from, to }) => Math.max(0, Math.min(to, t) - from)));
  return t === 0 ? 0 : used / (t * pods.length);
}
