import type { Shape, TextLook } from '../shape.ts';

/** Words in the second ink, unless their look says otherwise. */
export function words(
  key: string,
  x: number,
  y: number,
  text: string,
  size: number,
  look: Partial<TextLook> = {},
): Shape {
  return { kind: 'text', key, x, y, text, size, fill: 'ink-second', ...look };
}

/** A way that begins and ends gently, from 0 to 1. */
export function eased(way: number): number {
  return way < 0.5 ? 4 * way ** 3 : 1 - (-2 * way + 2) ** 3 / 2;
}
