import type { Medium, View } from '../../../src/draw/draw.ts';
import { sheet } from '../../../src/draw/geometry.ts';
import type { Shape } from '../../../src/draw/shape.ts';
import { sizes } from '../../../src/draw/theme.ts';
import { boxesOf } from './layout.ts';
import type { Beat, Scene } from './scene.ts';

// region frame
/** The layers, those lit through which the call has come; the border of the last swells once while the beat settles. */
export function frame(scene: Scene, { reached }: Beat, { settled }: View, { format }: Medium): readonly Shape[] {
  const page = sheet(format);
  const swell = settled > 0 && settled < 1 ? sizes.line * Math.sin(Math.PI * settled) : 0;
  return boxesOf(scene, page).flatMap(({ words, ...box }, i): readonly Shape[] => {
    const lit = i < reached;
    const here = i === reached - 1;
    const { name = '', does = '' } = scene.layers[i] ?? {};
    const text = { kind: 'text', y: box.y + box.h / 2 + page.label * 0.35, size: page.label } as const;
    return [
      {
        ...{ kind: 'rect', key: `layer ${i}`, ...box, r: sizes.radius, fill: here ? 'code-lit' : 'process' },
        ...{ stroke: lit ? 'running-fill' : 'away-line', width: sizes.line + (here ? swell : 0) },
      },
      { ...text, key: `layer ${i} name`, x: words, text: name, fill: 'ink', bold: true },
      {
        ...{ ...text, key: `layer ${i} does`, x: box.x + box.w - (words - box.x), text: does },
        ...{ fill: lit ? 'ink' : 'ink-second', anchor: 'end' },
      },
    ];
  });
}
// endregion
