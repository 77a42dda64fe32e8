import { sum } from '../../model/measure.ts';
import type { Sheet } from '../geometry.ts';
import type { Point } from '../shape.ts';
import { wrapped } from '../text.ts';
import type { Node } from './scene.ts';
import type { Spot } from './site.ts';
import { answerWidth, leafWidth, margin } from './words.ts';

/** From a question to the line that its answers branch from, and from there to their words. */
const stub = 18;
const space = 10;
/** Half a disc before a leaf, and the air beside it. */
const door = 26;
const pitch = 29;
/** A leaf that is higher looks empty, and one that is wider leaves no room for the questions. */
const leafHeight = 74;
const widest = 440;

/** From left to right: questions in columns by their depth, the leaves one below the other in the last. */
export function wideSite(nodes: readonly Node[], page: Sheet): readonly Spot[] {
  const { stage, label } = page;
  const rows = rowsOf(nodes);
  const leaves = nodes.filter((node) => node.kind === 'leaf');
  const depth = 1 + Math.max(...nodes.map((node) => (node.kind === 'question' ? node.depth : 0)));
  const leaf = Math.min(widest, Math.max(...leaves.map((each) => leafWidth(each, page))));
  const gaps = Array.from({ length: depth }, (_, d) => gapAfter(nodes, d, d === depth - 1, page));
  const w = Math.floor((stage.w - leaf - sum(gaps)) / depth);
  const row = stage.h / leaves.length;
  const x = (d: number) => stage.x + d * w + sum(gaps.slice(0, d));
  const middles = rows.map((each) => stage.y + (each + 0.5) * row);
  return nodes.map((node, i): Spot => {
    const y = middles[i] ?? 0;
    const isLeaf = node.kind === 'leaf';
    const lines = isLeaf ? [] : wrapped(node.ask, w - 2 * margin.question, { size: label, bold: true });
    const h = isLeaf ? Math.min(leafHeight, row - 12) : lines.length * pitch + 26;
    const box = { x: isLeaf ? stage.x + stage.w - leaf : x(node.depth), y: y - h / 2, w: isLeaf ? leaf : w, h };
    const middle = { x: box.x + w / 2, y };
    const stop = isLeaf ? [] : [middle, { x: middle.x, y: box.y - 30 }];
    if (node.parent === undefined) return { box, lines, edge: [], stop, word: middle };
    const from: Point = { x: x(node.depth - 1) + w, y: middles[node.parent] ?? 0 };
    const trunk = from.x + stub;
    const edge = [from, { x: trunk, y: from.y }, { x: trunk, y }, { x: box.x, y }];
    return { box, lines, edge, stop, word: { x: trunk + space, y: y - 10 } };
  });
}

/** In which row each node is: a leaf has its own, a question is between the first and the last that it leads to. */
function rowsOf(nodes: readonly Node[]): readonly number[] {
  const rows: number[] = nodes.map((node, i) =>
    node.kind === 'leaf' ? nodes.slice(0, i).filter(({ kind }) => kind === 'leaf').length : 0,
  );
  for (const [i, node] of [...nodes.entries()].reverse()) {
    if (node.kind === 'leaf') continue;
    const below = nodes.flatMap(({ parent }, n) => (parent === i ? [rows[n] ?? 0] : []));
    rows[i] = (Math.min(...below) + Math.max(...below)) / 2;
  }
  return rows;
}

/** How far a column is from the next: the answers between them have room, and before leaves a disc as well. */
function gapAfter(nodes: readonly Node[], depth: number, isLast: boolean, page: Sheet): number {
  const next = nodes.filter((node) => node.depth === depth + 1 && (isLast || node.kind === 'question'));
  const word = Math.max(0, ...next.map(({ answer }) => answerWidth(answer, page)));
  return stub + space + word + (isLast ? door : space);
}
