import type { Ms } from '../../model/kernel.ts';
import { ruler, scaleOn } from '../ruler.ts';
import type { Shape } from '../shape.ts';
import type { Picture } from './picture.ts';

/** What a timeline is laid out by: the places of the format, and the first (0) and the last instant. */
type Timed = Pick<Picture, 'geometry' | 'end'> & Partial<Pick<Picture, 'start'>>;

/** From instants to x. */
export function scaleOf({ geometry: { timeline: area }, start = 0, end }: Timed): (t: Ms) => number {
  return scaleOn({ x0: area.x0, x1: area.x1, start, end });
}

/** The scale, and now; in ms or, where it is long, in seconds. */
export function axis(
  { geometry, start = 0, end }: Timed,
  t: Ms,
  bottom: number,
  unit: 'ms' | 's' = 'ms',
): readonly Shape[] {
  const { timeline: area, clock, tick, text } = geometry;
  return ruler({ x0: area.x0, x1: area.x1, y: clock.y, start, end, tick, text, unit }, t, bottom);
}
