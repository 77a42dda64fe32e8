import type { Shape, TextLook } from '../shape.ts';
import { type Beat, type Spread, short } from './scene.ts';

/** What the argument needs: the numbers. */
export const numberSize = 28;

/** A bar so high has room for two lines beside it. */
export const twoLines = 46;

/** "measured 9.6": beside a number that says of what. */
export function measuredWords({ median }: Spread): string {
  return `measured ${short(median)}`;
}

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

/** The look of what comes with a beat while it comes, `fresh` of it from 0 to 1; of all else nothing. */
export function faint({ fresh: names }: Beat, name: string, fresh: number): { readonly opacity?: number } {
  return fresh < 1 && names.includes(name) ? { opacity: fresh } : {};
}
