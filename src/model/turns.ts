// CPython, Lib/asyncio/base_events.py, BaseEventLoop._run_once: a call of it is a turn. It asks select(), appends what
// that found and the timers that are due to _ready, and runs `ntodo = len(self._ready)` handles: what they add waits for
// the next turn. Here it is the loop that the servers have, and what it is told is heard.
import { type Hear, type Heard, overheard, turnsIn } from './heard.ts';
import { instant, type Ms } from './kernel.ts';
import { cpu } from './machine.ts';
import { type Coroutine, type EventLoop, eventLoop, type Future, sleep0 } from './servers/eventloop.ts';
import { fork, type Worker } from './servers/worker.ts';
import type { RequestId } from './trace.ts';
import { type World, world } from './world.ts';

/** What a coroutine does, one after the other. */
export type Doing =
  /** Computes. */
  | { readonly kind: 'cpu'; readonly ms: Ms }
  /** `await asyncio.sleep(…)`. */
  | { readonly kind: 'sleep'; readonly ms: Ms }
  /** `await loop.sock_recv(…)` of a byte that comes `at` ms after the start. */
  | { readonly kind: 'recv'; readonly at: Ms };

/** A coroutine of a gather. */
export interface TaskSpec {
  readonly name: string;
  readonly does: readonly Doing[];
}

/** Where a task is when it has given the loop back. */
export type Next =
  | { readonly kind: 'ready' | 'kernel' | 'done' }
  /** Due at an instant. */
  | { readonly kind: 'timers'; readonly due: Ms };

/** A callback that ran: a step of a task, or what its timer or its reader does, which puts the task into ready. */
export type Run =
  | { readonly kind: 'step'; readonly task: string; readonly step: number; readonly next: Next }
  | { readonly kind: 'timer' | 'reader'; readonly task: string };

/** A turn of the loop. */
export interface Turn {
  /** When it began to ask. */
  readonly at: Ms;
  /** Who was ready by then, the first in line first. */
  readonly ready: readonly string[];
  /** What select was asked to wait at most; for ever where it is undefined. */
  readonly timeout: Ms | undefined;
  readonly slept: Ms;
  /** Whose timers were due, and whose bytes had come. */
  readonly found: readonly { readonly task: string; readonly kind: 'timer' | 'reader' }[];
  /** All that was ready, then found, and nothing else. */
  readonly runs: readonly Run[];
}

const MAX_EVENTS = 10_000;

/**
 * The turns of `asyncio.gather` of these coroutines, until the last of them is done. Turns in which no callback of theirs
 * runs are left out: gather has a callback for each task that ends, which only counts.
 */
export function turnsOf(tasks: readonly TaskSpec[]): readonly Turn[] {
  const heard: Heard[] = [];
  const outside = world({ cores: 1 }, MAX_EVENTS);
  const nameOf = new Map(tasks.map(({ name }, i): [RequestId, string] => [`r${i + 1}`, name]));
  const hear: Hear = (each) => void heard.push(each);
  const inside = { ...outside, recorder: overheard(outside.recorder, outside.clock, nameOf, hear) };
  const worker = fork(inside, 1, false, { reap() {}, release() {} });
  const loop = eventLoop(inside, worker);
  const ended = gather(tasks.length, loop, worker);
  for (const [i, task] of tasks.entries()) {
    const request: RequestId = `r${i + 1}`;
    loop.createTask(request, bodyOf(task, request, { world: inside, loop, ended, hear }));
  }
  worker.start(loop.runForever());
  outside.clock.run(() => true);
  return turnsIn(heard).filter(({ runs }) => runs.length > 0);
}

/** Calls on when it has counted as many ends as there are: asyncio/tasks.py, gather, `_done_callback`. */
function gather(count: number, loop: EventLoop, worker: Worker): () => void {
  let left = count;
  const counted = () => {
    left -= 1;
    if (left === 0) worker.exit();
  };
  return () => loop.callSoon({ run: counted });
}

/** What a coroutine has around it. */
interface Around {
  readonly world: World;
  readonly loop: EventLoop;
  readonly ended: () => void;
  readonly hear: Hear;
}

function* bodyOf({ name: task, does }: TaskSpec, request: RequestId, around: Around): Coroutine {
  const { world, loop, ended, hear } = around;
  let step = 1;
  hear({ kind: 'step', task, step });
  for (const doing of does) {
    if (doing.kind === 'cpu') {
      yield* cpu(world, loop.thread, request, doing.ms);
      continue;
    }
    // sock_recv tries first, and waits only for what has not come
    if (doing.kind === 'recv' && doing.at <= world.clock.now) continue;
    const { next, future } = awaited(doing, task, request, around);
    hear({ kind: 'left', next });
    yield future;
    step += 1;
    hear({ kind: 'step', task, step });
  }
  hear({ kind: 'left', next: { kind: 'done' } });
  ended();
}

/** Where a task goes when it awaits, and what it awaits there. */
function awaited(
  doing: Exclude<Doing, { kind: 'cpu' }>,
  task: string,
  request: RequestId,
  { world: { clock }, loop, hear }: Around,
): { readonly next: Next; readonly future: Future } {
  const ran = (kind: 'timer' | 'reader') => () => hear({ kind: 'ran', run: { kind, task } });
  if (doing.kind === 'recv') {
    const answer = loop.answerAfter(request, instant(doing.at - clock.now));
    return { next: { kind: 'kernel' }, future: calling(answer, ran('reader')) };
  }
  if (doing.ms === 0) return { next: { kind: 'ready' }, future: sleep0 };
  const due = instant(clock.now + doing.ms);
  return { next: { kind: 'timers', due }, future: calling(timer(loop, request, doing.ms), ran('timer')) };
}

/** asyncio.sleep: a timer whose callback sets the result of a future. */
function timer(loop: EventLoop, request: RequestId, ms: Ms): Future {
  return { addDoneCallback: (done) => void loop.callLater(ms, { request, run: done }) };
}

/** A future whose callback is heard when it runs. */
function calling(future: Future, ran: () => void): Future {
  return {
    addDoneCallback(done) {
      future.addDoneCallback(() => {
        ran();
        done();
      });
    },
  };
}
