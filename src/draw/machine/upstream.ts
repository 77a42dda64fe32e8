import type { Geometry } from '../geometry.ts';
import { arrow } from '../glyphs.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import type { Picture } from './picture.ts';
import type { Everyone } from './standing.ts';

/** What requests wait for. */
export function upstream({ upstream: { x, y, w, h }, text: size }: Geometry, words: string): readonly Shape[] {
  const lines = words.split(' ');
  return [
    { kind: 'rect', key: 'upstream', x, y, w, h, r: 6, fill: 'tray', stroke: 'away-line', width: sizes.line },
    ...lines.map((text, i): Shape => {
      const at = y + h / 2 + 8 + (i - (lines.length - 1) / 2) * 28;
      return {
        kind: 'text',
        key: `upstream ${i}`,
        x: x + w / 2,
        y: at,
        text,
        size,
        fill: 'ink',
        anchor: 'middle',
      };
    }),
  ];
}

/** Who waits in a seat asks from there: the line to what is asked. */
export function asking({ geometry, scene, site }: Picture, everyone: Everyone): readonly Shape[] {
  if (scene.upstream === '') return [];
  return everyone.flatMap(([id, { key, moving }]) => {
    const from = site.seats.get(key.place);
    if (key.state !== 'kept' || from === undefined || moving) return [];
    const { process: box, upstream: to } = geometry;
    // threads have their names beside them, and processes each other: they ask from the edge of them all
    const down = to.y > box.y + box.h;
    const fromEdge = site.lasting.size > 0 || site.processes.length > 1;
    const right = fromEdge ? box.x + box.w + 8 : from.x + 36;
    const level = Math.min(Math.max(from.y, to.y + 16), to.y + to.h - 16);
    const start = down ? { x: from.x, y: fromEdge ? box.y + box.h + 8 : from.y + 36 } : { x: right, y: from.y };
    const end = down ? { x: to.x + to.w / 2, y: to.y - 6 } : { x: to.x - 6, y: level };
    return arrow(`${id} asks`, start, end, { stroke: 'away-line', width: sizes.line, dash: '8 6' });
  });
}
