import type { Sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import type { Trip } from './scene.ts';
import type { Site, Spot } from './site.ts';

const token = 22;

/** How a trip looks: made and over, made right now, or lit with all the others. */
export interface TripLook {
  readonly here: boolean;
  readonly lit: boolean;
}

/** A loop from the spine to a thread and back, with its name in it and the token that it takes on it. */
export function tripShapes(
  key: string,
  { name, exempt }: Trip,
  { base, at }: Spot,
  { up, foot }: Pick<Site, 'up' | 'foot'>,
  { here, lit }: TripLook,
  { tick }: Sheet,
): readonly Shape[] {
  const height = Math.hypot(at.x - base.x, at.y - base.y);
  const [rx, ry] = up ? [foot, height] : [height, foot];
  const feet = up
    ? [`${base.x - foot} ${base.y}`, `${base.x + foot} ${base.y}`]
    : [`${base.x} ${base.y + foot}`, `${base.x} ${base.y - foot}`];
  const bright = here || lit;
  const shapes: Shape[] = [
    {
      kind: 'path',
      key: `${key} loop`,
      d: `M${feet[0]}A${rx} ${ry} 0 0 1 ${feet[1]}`,
      stroke: bright ? 'running-fill' : 'away-line',
      width: bright ? sizes.stateLine : sizes.line,
    },
    {
      kind: 'text',
      key: `${key} name`,
      x: up ? base.x : base.x - 14,
      y: up ? base.y - 18 : base.y + 8,
      text: name,
      size: tick,
      fill: 'ink',
      anchor: up ? 'middle' : 'end',
    },
  ];
  // the token is beside the disc while it is taken, and on the loop to show that it was
  const x = here ? at.x + (up ? sizes.disc + 8 : -sizes.disc - 5 - token) : at.x - token / 2;
  if (!exempt)
    shapes.push({
      kind: 'rect',
      key: `${key} token`,
      x,
      y: at.y - token / 2,
      w: token,
      h: token,
      r: 3,
      fill: bright ? 'running-fill' : 'process',
      stroke: bright ? 'running-line' : 'away-line',
      width: sizes.line,
    });
  return shapes;
}
