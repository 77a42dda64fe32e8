import type { Ms } from '../../model/kernel.ts';
import type { Signal, Trace } from '../../model/trace.ts';

/** How a process ends: it has finished, or something killed it. */
export type End = 'exit' | 'killed';

/** A process while it boots, or while it serves. */
export interface Span {
  readonly state: 'boots' | 'serves';
  readonly from: Ms;
  /** None where it goes on to the end of the run. */
  readonly to?: Ms;
  readonly end?: End;
}

/** What becomes of a worker and of those that take its place. */
export interface Life {
  readonly spans: readonly Span[];
  readonly beats: readonly Ms[];
  readonly signals: readonly { readonly at: Ms; readonly signal: Signal }[];
}

/** The limits that a process lives under: how old its heartbeat may be, and what it has to finish once it is told to stop. */
export interface Limits {
  readonly timeout?: Ms | undefined;
  readonly grace?: Ms | undefined;
}

/** The process that a row shows. */
export const worker = 'worker 1';

/** The life of the first worker of a run, which serves from the beginning. */
export function lifeOf({ events }: Trace): Life {
  const spans: Span[] = [];
  const beats = new Set<Ms>();
  const signals: { at: Ms; signal: Signal }[] = [];
  let now: Span = { state: 'serves', from: 0 };
  for (const event of events) {
    if (event.place !== worker) continue;
    const { at } = event;
    if (event.kind === 'heartbeat') beats.add(at);
    if (event.kind === 'signal') signals.push({ at, signal: event.signal });
    if (event.kind === 'exited') now = { ...now, to: at, end: event.by === undefined ? 'exit' : 'killed' };
    if (event.kind === 'fork' || event.kind === 'booted') {
      spans.push({ ...now, to: now.to ?? at });
      now = { state: event.kind === 'fork' ? 'boots' : 'serves', from: at };
    }
  }
  return { spans: [...spans, now], beats: [...beats], signals };
}

/** What the process is at an instant: of one that has ended, what it was. */
export function spanAt({ spans }: Life, t: Ms): Span {
  return spans.findLast(({ from }) => from <= t) ?? { state: 'serves', from: 0 };
}

/** When the process of a span was told to stop. */
export function toldAt({ signals }: Life, { from, to = Number.POSITIVE_INFINITY }: Span): Ms | undefined {
  return signals.find(({ signal, at }) => signal === 'SIGTERM' && from <= at && at <= to)?.at;
}

/** While the last heartbeat of a span is too old: until the next one, or its end. Undefined if it never is. */
export function overdue(
  { beats }: Life,
  { from, to = Number.POSITIVE_INFINITY }: Span,
  timeout: Ms,
): { readonly from: Ms; readonly to: Ms } | undefined {
  const own = beats.filter((at) => from <= at && at < to);
  const gaps = own.map((at, i) => ({ from: at + timeout, to: own[i + 1] ?? to }));
  return gaps.find((gap) => gap.from < gap.to && gap.to < Number.POSITIVE_INFINITY);
}

/** What is left at an instant, from 1 to 0: of the timeout since the last heartbeat or, once told to stop, of the grace. */
export function timeLeft(life: Life, { timeout, grace }: Limits, t: Ms): number | 'unlimited' | undefined {
  const share = (since: Ms, all: Ms) => Math.max(0, 1 - (t - since) / Math.max(all, 1));
  const told = toldAt(life, spanAt(life, t));
  if (told !== undefined && told <= t) return grace === undefined ? 'unlimited' : share(told, grace);
  const beat = life.beats.findLast((at) => at <= t);
  return timeout === undefined || beat === undefined ? undefined : share(beat, timeout);
}

/** When something happens to the process, but for its heartbeats. */
export function turnsOf({ spans, signals }: Life): readonly Ms[] {
  return [...spans.map(({ from }) => from), ...spans.flatMap(({ to }) => to ?? []), ...signals.map(({ at }) => at)];
}
