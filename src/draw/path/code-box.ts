import { type CodeRow, codeRows, codeShapes, letterWidth } from '../code.ts';
import type { Sheet } from '../geometry.ts';
import type { Box, Shape } from '../shape.ts';
import type { Step } from './scene.ts';

const margin = { x: 14, y: 12 } as const;
/** From row to row, for letters of a size: at least, and where there is room. */
const leading = { least: 1.2, most: 1.6 } as const;

/** How high a box of this width must be for the code in it; 0 for a box of words. */
export function codeHeight({ code }: Step, w: number, { tick }: Sheet): number {
  return code === undefined ? 0 : rowsIn(code, w, tick).length * tick * leading.least + 2 * margin.y;
}

/** The code in its box. */
export function codeInBox(key: string, code: NonNullable<Step['code']>, box: Box, { tick }: Sheet): readonly Shape[] {
  const rows = rowsIn(code, box.w, tick);
  const pitch = Math.min(leading.most * tick, (box.h - 2 * margin.y) / rows.length);
  const y = box.y + (box.h - rows.length * pitch) / 2;
  return codeShapes(`${key} code`, rows, { x: box.x + margin.x, y, size: tick, pitch });
}

function rowsIn(code: NonNullable<Step['code']>, w: number, size: number): readonly CodeRow[] {
  return codeRows(code, Math.floor((w - 2 * margin.x) / letterWidth(size)));
}
