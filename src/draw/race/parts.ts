import type { Shape, TextLook } from '../shape.ts';

/** What the argument needs: names and numbers. */
export const numberSize = 28;

/** Words in ink, unless their look says otherwise. */
export function words(
  key: string,
  x: number,
  y: number,
  text: string,
  size: number,
  look: Partial<TextLook> = {},
): Shape {
  return { kind: 'text', key, x, y, text, size, fill: 'ink', ...look };
}

/** A tenth of a pixel is finer than the eye, and short. */
export function short(value: number): number {
  return Math.round(value * 10) / 10;
}
