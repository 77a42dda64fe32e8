import { sum } from '../../model/measure.ts';
import type { Sheet } from '../geometry.ts';
import { textWidth } from '../text.ts';
import type { Node } from './scene.ts';
import type { Spot } from './site.ts';
import { margin } from './words.ts';

const heights = { question: 40, leaf: 56 } as const;
/** Above what an answer leads to. */
const answerRoom = 28;
/** Between the last row and the sentence. */
const below = 10;
const indent = 44;
/** From the left edge of a question to the line that its answers branch from. */
const trunk = 18;

/** How much higher than the stage the rows of a tree are together; less than 0 where there is air. */
export function tooHigh(nodes: readonly Node[], { stage }: Sheet): number {
  return sum(nodes.map(({ kind }) => heights[kind] + answerRoom)) - answerRoom - (stage.h - below);
}

/** From top to bottom, further questions further in, for a phone. */
export function tallSite(nodes: readonly Node[], page: Sheet): readonly Spot[] {
  const { stage, label } = page;
  const depth = 1 + Math.max(...nodes.map((node) => (node.kind === 'question' ? node.depth : 0)));
  const air = Math.max(0, -tooHigh(nodes, page) / nodes.length);
  const boxes = nodes.map((node, i) => {
    const above = sum(nodes.slice(0, i).map(({ kind }) => heights[kind] + answerRoom + air));
    const x = stage.x + indent * (node.kind === 'leaf' ? depth : node.depth);
    const words = node.kind === 'leaf' ? 0 : textWidth(node.ask, { size: label, bold: true }) + 2 * margin.question;
    const w = node.kind === 'leaf' ? stage.x + stage.w - x : Math.ceil(words);
    return { x, y: stage.y + above, w, h: heights[node.kind] };
  });
  return nodes.flatMap((node, i): Spot[] => {
    const box = boxes[i];
    if (box === undefined) return [];
    const y = box.y + box.h / 2;
    const lines = node.kind === 'leaf' ? [] : [node.ask];
    const stop = node.kind === 'leaf' ? [] : [{ x: box.x + box.w + 30, y }];
    const before = node.parent === undefined ? undefined : boxes[node.parent];
    if (before === undefined) return [{ box, lines, edge: [], stop, word: box }];
    const x = before.x + trunk;
    const edge = [
      { x, y: before.y + before.h / 2 },
      { x, y },
      { x: box.x, y },
    ];
    return [{ box, lines, edge, stop, word: { x: box.x + 4, y: box.y - 7 } }];
  });
}
