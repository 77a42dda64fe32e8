import type { Ms } from '../../model/kernel.ts';
import { ruler, scaleOn } from '../ruler.ts';
import type { Shape } from '../shape.ts';
import type { Picture } from './picture.ts';

/** From instants to x. */
export function scaleOf({ geometry: { timeline: area }, end }: Picture): (t: Ms) => number {
  return scaleOn({ x0: area.x0, x1: area.x1, end });
}

/** The scale, and now. */
export function axis({ geometry, end }: Picture, t: Ms, bottom: number): readonly Shape[] {
  const { timeline: area, clock, tick, text } = geometry;
  return ruler({ x0: area.x0, x1: area.x1, y: clock.y, end, tick, text }, t, bottom);
}
