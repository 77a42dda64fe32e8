import type { Box, Format, Shape, TextLook } from '../../draw/shape.ts';
import { textWidth } from '../../draw/text.ts';
import type { ColourName } from '../../draw/theme.ts';

/** Where a chart stands: as wide as the picture of the machine above it, its scale where that one's timeline is. */
export interface Area {
  readonly width: number;
  readonly isTall: boolean;
  /** Where names stand, where the scale begins, and where it ends. */
  readonly left: number;
  readonly x0: number;
  readonly x1: number;
  /** Sizes of words. */
  readonly label: number;
  readonly tick: number;
}

const areas = {
  wide: { width: 1280, isTall: false, left: 16, x0: 200, x1: 1240, label: 24, tick: 20 },
  tall: { width: 720, isTall: true, left: 40, x0: 40, x1: 680, label: 24, tick: 23 },
} as const;

export function areaOf(format: Format): Area {
  return areas[format === 'tall' ? 'tall' : 'wide'];
}

/** The colour of a server among two, in every chart; away from those of the states. */
export const colourOf: readonly ColourName[] = ['code-string', 'code-keyword'];

/** The ground of a strip. */
export function ground(key: string, { x, y, w, h }: Box): Shape {
  return { kind: 'rect', key, x, y, w, h, r: 4, fill: 'tray' };
}

export function words(
  key: string,
  x: number,
  y: number,
  text: string,
  size: number,
  look: Partial<TextLook> = {},
): Shape {
  return { kind: 'text', key, x: round(x), y: round(y), text, size, fill: 'ink-second', ...look };
}

/** A text with its end cut off where it is too wide. */
export function fitting(text: string, width: number, look: Pick<TextLook, 'size' | 'bold' | 'mono'>): string {
  if (textWidth(text, look) <= width) return text;
  let short = text;
  while (short !== '' && textWidth(`${short}…`, look) > width) short = short.slice(0, -1);
  return `${short.trimEnd()}…`;
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A round number, as large as a value or a little larger. */
export function ceiling(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return power * ([1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((factor) => factor * power >= value * 0.999) ?? 10);
}
