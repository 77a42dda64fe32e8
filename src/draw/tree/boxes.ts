import type { Sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import type { Node } from './scene.ts';
import type { Spot } from './site.ts';
import { cost, margin, title } from './words.ts';

/** How a node stands out: on the way that is walked, beside it, or as good as any while none is. */
export type NodeState = 'lit' | 'dim' | 'open';

const looks = {
  lit: { fill: 'code-lit', stroke: 'running-fill', width: sizes.stateLine },
  dim: { fill: 'tray', stroke: 'rule', width: sizes.hairline },
  open: { fill: 'process', stroke: 'away-line', width: sizes.line },
} as const;

/** A question in a plain box, or a leaf in a round one, with its words and the answer that leads to it. */
export function nodeShapes(node: Node, spot: Spot, state: NodeState, page: Sheet): readonly Shape[] {
  const { box, word } = spot;
  const fill = state === 'dim' ? 'ink-second' : 'ink';
  const r = node.kind === 'leaf' ? box.h / 2 : 6;
  const frame: Shape = { kind: 'rect', key: `${node.name} box`, ...box, r, ...looks[state] };
  const words = node.kind === 'leaf' ? leafWords(node, spot, page) : questionWords(node.name, spot, page);
  const answer: Shape = {
    kind: 'text',
    key: `${node.name} answer`,
    ...word,
    text: node.answer,
    size: page.text,
    fill,
    ...(state === 'lit' ? { bold: true } : {}),
  };
  return [frame, ...words.map((each): Shape => ({ ...each, fill })), ...(node.answer === '' ? [] : [answer])];
}

type Text = Extract<Shape, { kind: 'text' }>;

function leafWords(leaf: Extract<Node, { kind: 'leaf' }>, { box }: Spot, { tick }: Sheet): readonly Text[] {
  const x = box.x + margin.leaf;
  const y = box.y + box.h / 2;
  const text = { kind: 'text', x, fill: 'ink' } as const;
  return [
    { ...text, key: `${leaf.name} title`, y: y - 4, text: leaf.title, size: title, bold: true },
    { ...text, key: `${leaf.name} cost`, y: y + 21, text: cost(leaf), size: tick },
  ];
}

function questionWords(name: string, { box, lines }: Spot, { label }: Sheet): readonly Text[] {
  const pitch = 29;
  const first = box.y + box.h / 2 - ((lines.length - 1) * pitch) / 2 + 8;
  return lines.map((text, i) => ({
    kind: 'text',
    key: `${name} ask ${i}`,
    x: box.x + margin.question,
    y: first + i * pitch,
    text,
    size: label,
    fill: 'ink',
    bold: true,
  }));
}
