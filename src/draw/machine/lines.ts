import type { Ms } from '../../model/kernel.ts';
import type { RequestId, Segment } from '../../model/trace.ts';
import type { StepsOnLines } from './run.ts';

/** From `from` to before `to` a request is at this line of its code, in the state of this stay. */
export interface OnLine {
  readonly line: number;
  readonly stay: Segment;
  readonly from: Ms;
  readonly to: Ms;
}

/**
 * Where in its code a request is when: computing and waiting use up its steps one after the other. Who could go on and
 * may not is still at the line that it waited in, and who has not begun is at none.
 */
export function onLines(history: readonly Segment[], { steps, lines }: StepsOnLines): readonly OnLine[] {
  const found: OnLine[] = [];
  let i = -1;
  let left: Ms = 0;
  for (const stay of history) {
    let { from } = stay;
    while (from < stay.to) {
      if (stay.state !== 'inLine') for (; left <= tiny && i < steps.length - 1; left = length(steps[i])) i += 1;
      const to = stay.state === 'inLine' || left <= tiny ? stay.to : Math.min(stay.to, from + left);
      if (stay.state !== 'inLine') left -= to - from;
      const line = lines[i];
      if (line !== undefined) found.push({ line, stay, from, to });
      from = to;
    }
  }
  return found;
}

/** Instants are whole microseconds. */
const tiny: Ms = 0.0005;

function length(step: StepsOnLines['steps'][number] | undefined): Ms {
  return step !== undefined && 'ms' in step ? step.ms : 0;
}

/** Who is in code at an instant, and where. */
export function inCode(
  all: ReadonlyMap<RequestId, readonly OnLine[]>,
  t: Ms,
): readonly (readonly [RequestId, OnLine])[] {
  return [...all].flatMap(([id, stays]) => {
    const now = stays.find(({ from, to }) => from <= t && t < to);
    return now === undefined ? [] : [[id, now] as const];
  });
}
