import type { Sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import type { Beat, Way } from './scene.ts';
import type { Site } from './site.ts';

/** The event loop that all ways run on: its bead turns, or it stands still, hatched. */
export function ringShapes(
  { x, y }: { x: number; y: number },
  loop: Beat['loop'],
  { label, text }: Sheet,
): readonly Shape[] {
  const stuck = loop === 'stuck';
  const angle = (stuck ? -0.5 : -0.2) * Math.PI;
  const bead = { x: x + sizes.loop * Math.cos(angle), y: y + sizes.loop * Math.sin(angle) };
  const word = (key: string, dy: number, words: string, size: number, fill: 'ink' | 'stuck-line'): Shape => ({
    kind: 'text',
    key,
    x,
    y: y + dy,
    text: words,
    size,
    fill,
    bold: true,
    anchor: 'middle',
  });
  return [
    {
      kind: 'circle',
      key: 'ring',
      x,
      y,
      r: sizes.loop,
      stroke: stuck ? 'stuck-hatch' : 'ink-second',
      width: sizes.ring,
    },
    { kind: 'circle', key: 'bead', ...bead, r: sizes.bead, fill: 'process', stroke: 'ink', width: sizes.stateLine },
    word('ring label', stuck ? -2 : 8, 'loop', label, 'ink'),
    ...(stuck ? [word('ring state', 26, 'stuck', text, 'stuck-line')] : []),
  ];
}

/** The title of a column, the frame of what is one, and the seam of what is not. */
export function columnShapes(
  key: string,
  way: Way,
  site: Site,
  { lit }: Beat,
  { label, tick }: Sheet,
): readonly Shape[] {
  const shapes: Shape[] = [];
  if (site.title !== undefined && way.title !== '')
    shapes.push({
      kind: 'text',
      key: `${key} title`,
      ...site.title,
      text: way.title,
      size: label,
      fill: 'ink',
      bold: true,
    });
  if (site.whole !== undefined)
    shapes.push({
      kind: 'rect',
      key: `${key} whole`,
      ...site.whole,
      r: sizes.radius,
      fill: 'process',
      stroke: 'ink',
      width: sizes.line,
    });
  if (site.seam === undefined || way.seam === undefined) return shapes;
  const { x, y, w, h } = site.seam;
  const bright = lit === 'seam';
  const line = y + h / 2;
  const words = way.seam.text;
  // the words stand on the seam
  const half = (words.length * tick * 0.6) / 2 + 14;
  if (bright)
    shapes.push({
      kind: 'rect',
      key: `${key} seam lit`,
      x: x + w / 2 - half,
      y: line - 17,
      w: 2 * half,
      h: 34,
      r: 8,
      fill: 'code-lit',
    });
  return [
    ...shapes,
    {
      kind: 'path',
      key: `${key} seam`,
      d: `M${x} ${line}L${x + w / 2 - half} ${line}M${x + w / 2 + half} ${line}L${x + w} ${line}`,
      stroke: bright ? 'running-line' : 'away-line',
      width: bright ? sizes.stateLine : sizes.line,
      dash: '8 6',
    },
    {
      kind: 'text',
      key: `${key} seam words`,
      x: x + w / 2,
      y: line + 7,
      text: words,
      size: tick,
      fill: 'ink',
      mono: true,
      anchor: 'middle',
    },
  ];
}
