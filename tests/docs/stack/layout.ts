import { type Sheet, sheet } from '../../../src/draw/geometry.ts';
import type { Box, Format } from '../../../src/draw/shape.ts';
import { textWidth } from '../../../src/draw/text.ts';
import type { Scene } from './scene.ts';

const gap = 18;
const margin = 28;

/** Where the layers stand in a format, and where the words of each begin. */
export function boxesOf({ layers }: Scene, { stage }: Sheet): readonly (Box & { readonly words: number })[] {
  const h = Math.min(110, (stage.h - gap * (layers.length - 1)) / layers.length);
  return layers.map((_, i) => ({ x: stage.x, y: stage.y + i * (h + gap), w: stage.w, h, words: stage.x + margin }));
}

/** Words that have no room in their box: where they are written, what is wrong, what is expected. */
export function misfits(scene: Scene, format: Format): readonly (readonly [string, string, string])[] {
  const page = sheet(format);
  return scene.layers.flatMap(({ name, does }, i) => {
    const wide = textWidth(name, { size: page.label, bold: true }) + gap + textWidth(does, { size: page.label });
    const over = Math.ceil(wide - page.stage.w + 2 * margin);
    return over <= 0
      ? []
      : [[`layers[${i}]`, `these words are ${over} px too wide for the ${format} picture`, 'expected fewer']];
  });
}
