import type { Ms } from '../../model/kernel.ts';
import type { Request, RequestId, Segment } from '../../model/trace.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { scaleOf } from './axis.ts';
import type { Picture } from './picture.ts';
import type { Run } from './run.ts';

/** In a recorded run, from when to when a request was on its way and nobody saw where, up to `t`; a simulated one has none. */
export function stretches(
  { isRecorded, trace }: Run,
  { id, at }: Request,
  stays: readonly Segment[],
  t: Ms,
): readonly { readonly from: Ms; readonly to: Ms }[] {
  if (isRecorded === undefined) return [];
  const end = Math.min(t, trace.outcomes.find((outcome) => outcome.request === id)?.at ?? t);
  const edges = [at, ...stays.flatMap(({ from, to }) => [from, to]), end];
  return edges.flatMap((from, i) => {
    const to = Math.min(edges[i + 1] ?? from, end);
    return i % 2 === 1 || to <= from ? [] : [{ from, to }];
  });
}

/** How a stretch that nobody saw looks. */
export const unseenLook = { fill: 'ink-second', opacity: 0.35 } as const;

/** In a recorded run, when a request was on its way and nobody saw where: grey, up to `t`. */
export function unseen(
  picture: Picture,
  id: RequestId,
  stays: readonly Segment[],
  t: Ms,
  { y, height }: { readonly y: number; readonly height: number },
): readonly Shape[] {
  const { run, requests, geometry } = picture;
  const request = requests.get(id);
  if (request === undefined) return [];
  const scale = scaleOf(picture);
  const size = geometry.tick;
  return stretches(run, request, stays, t).flatMap(({ from, to }): Shape[] => {
    const [x, w] = [scale(from), scale(to) - scale(from)];
    if (w < 1) return [];
    const body: Shape = {
      kind: 'rect',
      key: `unseen ${id} ${from}`,
      x,
      y,
      w,
      h: height,
      ...unseenLook,
    };
    const word = 'not seen';
    if (height < 25 || textWidth(word, { size }) + 24 > w) return [body];
    return [
      body,
      {
        kind: 'text',
        key: `unseen ${id} ${from} word`,
        x: x + 12,
        y: y + height / 2 + 7,
        text: word,
        size,
        fill: 'ink',
      },
    ];
  });
}

/** What tells a recorded run from a simulated one, beside the clock. */
export function recordedMark({ run, geometry }: Picture): readonly Shape[] {
  if (run.isRecorded === undefined) return [];
  const { clock, timeline, tick } = geometry;
  return [
    {
      kind: 'text',
      key: 'recorded',
      x: timeline.x0 - 14,
      y: clock.y,
      text: 'recorded',
      size: tick,
      fill: 'ink',
      anchor: 'end',
    },
  ];
}
