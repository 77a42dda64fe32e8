import type { Sheet } from '../geometry.ts';
import { textWidth } from '../text.ts';
import type { Leaf } from './scene.ts';

/** Sizes in px of the stage. */
export const title = 28;
/** From the edge of a leaf to its words: the disc stands on the edge. */
export const margin = { leaf: 34, end: 22, question: 12 } as const;

/** What a leaf costs, in words. */
export function cost({ givesUp }: Leaf): string {
  return `gives up ${givesUp}`;
}

/** How wide a leaf is with its words in it. */
export function leafWidth(leaf: Leaf, { tick }: Sheet): number {
  const words = Math.max(textWidth(leaf.title, { size: title, bold: true }), textWidth(cost(leaf), { size: tick }));
  return Math.ceil(words) + margin.leaf + margin.end;
}

/** How wide an answer is, as it is when it is given. */
export function answerWidth(answer: string, { text }: Sheet): number {
  return Math.ceil(textWidth(answer, { size: text, bold: true }));
}
