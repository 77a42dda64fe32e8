import { barLook } from '../disc.ts';
import type { Shape } from '../shape.ts';
import { halfBar, type Plan } from './plan.ts';
import type { Talk } from './scene.ts';

/**
 * The seat on the last lifeline, from the message that takes it to the last that has been said: running, kept while who
 * sits in it waits, hollow while it is given back.
 */
export function seatBars({ messages, between }: Talk, plan: Plan, said: number, key: string): readonly Shape[] {
  const x = (plan.lines[between.length - 1] ?? 0) - halfBar;
  // an arrow is the instant it is drawn at; a remark tells of a stay that began above it
  const begins = (n: number) => plan.first + n * plan.pitch - (messages[n]?.from === undefined ? 0.62 * plan.pitch : 0);
  const shapes: Shape[] = [];
  let start = 0;
  for (const [n, { seat }] of messages.slice(0, said).entries()) {
    if (n + 1 < said && messages[n + 1]?.seat === seat) continue;
    const end = n + 1 < said ? begins(n + 1) : Math.min(begins(n) + 0.62 * plan.pitch, plan.bottom);
    const y = begins(start);
    if (seat !== 'free')
      shapes.push({
        kind: 'rect',
        key: `${key} seat ${start}`,
        x,
        y,
        w: 2 * halfBar,
        h: end - y,
        r: 4,
        ...barLook(seat),
      });
    start = n + 1;
  }
  return shapes;
}
