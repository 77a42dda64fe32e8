import type { Medium, View } from '../draw.ts';
import { ruler } from '../ruler.ts';
import type { Shape } from '../shape.ts';
import { pace } from '../words.ts';
import { finishes } from './counters.ts';
import { lanes, laneWords } from './lanes.ts';
import { words } from './parts.ts';
import { type Plan, planOf } from './plan.ts';
import type { Beat, Scene } from './scene.ts';
import { strips, stripWords } from './strips.ts';

/** All rows at an instant of the clock that they share; what comes after it is not drawn. */
export function frame(scene: Scene, beat: Beat, { t }: View, { format }: Medium): readonly Shape[] {
  const plan = planOf(scene, beat, format);
  const clock = ruler(plan.ruler, t, plan.bottom);
  const around = slowness(plan, beat);
  // words stand over the line of now
  return plan.manner === 'strips'
    ? [...around, ...strips(scene, plan, t), ...clock, ...stripWords(scene, plan, t), ...finishes(scene, plan, t)]
    : [...around, ...lanes(scene, plan, t), ...clock, ...laneWords(scene, plan, t)];
}

/** How slowly it plays: before the scale or, where that begins at the edge, behind it. */
function slowness({ page, isTall, ruler: { y } }: Plan, { from, at, lens }: Beat): readonly Shape[] {
  if (from >= at) return [];
  const text = pace(lens);
  const { stage, text: size } = page;
  return [
    isTall
      ? words('lens', stage.x + stage.w, y, text, size, { fill: 'ink-second', anchor: 'end' })
      : words('lens', stage.x, y, text, size, { fill: 'ink-second' }),
  ];
}
