// What CPython's bytecode does between two awaits of an `async def`, or between two switches of a greenlet.

import type { Exchange } from '../connection.ts';
import { blockingCall, cpu, native } from '../machine.ts';
import { type Step, unreachable } from '../workload.ts';
import type { World } from '../world.ts';
import type { Coroutine, EventLoop } from './eventloop.ts';

/** How the steps of a `thread` step reach a thread, and come back to the loop. */
export type ToThread = (steps: readonly Step[], isExempt: boolean) => Coroutine;

/** Steps on a loop: it is left at a `wait` and a `thread`, and kept by everything else. */
export function* onLoop(
  world: World,
  loop: EventLoop,
  exchange: Exchange,
  steps: readonly Step[],
  toThread: ToThread,
): Coroutine {
  const { request } = exchange;
  for (const step of steps) {
    switch (step.kind) {
      case 'cpu':
        yield* cpu(world, loop.thread, request, step.ms);
        break;
      case 'native':
        yield* native(world, loop.thread, request, step.ms);
        break;
      case 'wait':
        yield loop.answerAfter(request, step.ms);
        break;
      case 'block':
        yield* blockingCall(world, loop.thread, request, step.ms, 'stuck');
        break;
      case 'thread':
        yield* toThread(step.steps, step.exempt === true);
        break;
      case 'reply':
        exchange.answer('replied');
        break;
      default:
        unreachable(step);
    }
  }
}
