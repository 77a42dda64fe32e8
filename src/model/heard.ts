// What is told to the recorder of a run on a loop, and in which order, says all about its turns: a trace keeps the stays
// of requests that took time, and on a loop most of what matters takes none.
import { instant, type Ms } from './kernel.ts';
import type { Recorder } from './recorder.ts';
import type { PlaceId, RequestId } from './trace.ts';
import type { Next, Run, Turn } from './turns.ts';

/** What is heard of a run, in the order in which it happens. */
export type Heard =
  | { readonly kind: 'select'; readonly at: Ms; readonly timeout: Ms | undefined }
  | { readonly kind: 'turn'; readonly at: Ms }
  | { readonly kind: 'ready'; readonly task: string }
  | { readonly kind: 'ran'; readonly run: Exclude<Run, { kind: 'step' }> }
  | { readonly kind: 'step'; readonly task: string; readonly step: number }
  | { readonly kind: 'left'; readonly next: Next };

/** Is told of it. */
export type Hear = (heard: Heard) => void;

/** A recorder that passes on what is said of the loop, and of who is in its ready queue. */
export function overheard(
  recorder: Recorder,
  clock: { readonly now: Ms },
  nameOf: ReadonlyMap<RequestId, string>,
  hear: Hear,
): Recorder {
  let ready: PlaceId | undefined;
  return {
    ...recorder,
    place(place) {
      if (place.kind === 'readyQueue') ready = place.id;
      return recorder.place(place);
    },
    enter(request, stay) {
      const task = nameOf.get(request);
      if (stay.place === ready && task !== undefined) hear({ kind: 'ready', task });
      recorder.enter(request, stay);
    },
    event(event) {
      if (event.kind === 'select') hear({ kind: 'select', at: clock.now, timeout: event.timeout });
      if (event.kind === 'turn') hear({ kind: 'turn', at: clock.now });
      recorder.event(event);
    },
  };
}

/** What was heard, turn by turn: between `select` and `turn` it is found; from then on it is for the next. */
export function turnsIn(heard: readonly Heard[]): readonly Turn[] {
  const turns: { -readonly [K in keyof Turn]: Turn[K] }[] = [];
  const later: string[] = [];
  const waiting = new Map<string, 'timer' | 'reader'>();
  let isAsking = false;
  let current: { task: string; step: number } | undefined;
  for (const each of heard) {
    const turn = turns.at(-1);
    switch (each.kind) {
      case 'select':
        turns.push({ at: each.at, ready: later.splice(0), timeout: each.timeout, slept: 0, found: [], runs: [] });
        isAsking = true;
        break;
      case 'ready': {
        const kind = waiting.get(each.task);
        if (isAsking && turn !== undefined && kind !== undefined)
          turn.found = [...turn.found, { task: each.task, kind }];
        else later.push(each.task);
        break;
      }
      case 'turn':
        isAsking = false;
        if (turn !== undefined) turn.slept = instant(each.at - turn.at);
        break;
      case 'ran':
        waiting.delete(each.run.task);
        if (turn !== undefined) turn.runs = [...turn.runs, each.run];
        break;
      case 'step':
        current = each;
        break;
      case 'left':
        if (turn === undefined || current === undefined) break;
        turn.runs = [...turn.runs, { kind: 'step', task: current.task, step: current.step, next: each.next }];
        if (each.next.kind === 'timers') waiting.set(current.task, 'timer');
        if (each.next.kind === 'kernel') waiting.set(current.task, 'reader');
        break;
      default:
        each satisfies never;
    }
  }
  return turns;
}
