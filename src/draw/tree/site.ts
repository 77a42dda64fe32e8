import { sheet } from '../geometry.ts';
import type { Box, Format, Point } from '../shape.ts';
import type { Scene } from './scene.ts';
import { tallSite } from './tall.ts';
import { wideSite } from './wide.ts';

/** Where a node stands. */
export interface Spot {
  readonly box: Box;
  /** What a question asks, in lines. */
  readonly lines: readonly string[];
  /** From the question before it to its edge; the first has none. */
  readonly edge: readonly Point[];
  /** From its edge to where a disc stands at it; at a leaf that is the edge. */
  readonly stop: readonly Point[];
  /** Where the answer stands that leads to it. */
  readonly word: Point;
}

/** Where the nodes of a tree stand, in their order. */
export function siteOf(scene: Pick<Scene, 'nodes'>, format: Format): readonly Spot[] {
  const page = sheet(format);
  return format === 'tall' ? tallSite(scene.nodes, page) : wideSite(scene.nodes, page);
}
