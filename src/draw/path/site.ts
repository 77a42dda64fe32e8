import { sheet } from '../geometry.ts';
import type { Box, Format, Point } from '../shape.ts';
import { columnSite } from './columns.ts';
import { rowSite, tallSite } from './rows.ts';
import type { Scene } from './scene.ts';

/** Where a disc stands at a place, and the point of the spine that belongs to it. */
export interface Spot {
  readonly at: Point;
  readonly base: Point;
}

/** Where a way stands: its boxes, its places, its spine. */
export interface Site {
  readonly boxes: readonly Box[];
  /** How many lines of words a box has: one has no function, and in one or two the file stands behind the layer. */
  readonly lines: 1 | 2 | 3;
  readonly spots: readonly Spot[];
  readonly start: Point;
  readonly end: Point;
  /** The whole spine; the bases of places lie on it in their order. */
  readonly spine: readonly Point[];
  /** The band that threads are in, behind the crowns of the loops. */
  readonly bands: readonly Box[];
  /** Where trips go from the spine: up, or to the left. */
  readonly up: boolean;
  /** Half the width of a loop at its foot. */
  readonly foot: number;
  /** What the name of a trip may be wide. */
  readonly name: number;
  /** Where the seam is, if there is one. */
  readonly seam?: Box;
  readonly title?: Point;
  /** What is around all boxes that are one. */
  readonly whole?: Box;
  /** The middle of the loop, where it is drawn. */
  readonly ring?: Point;
}

/** Where the `i`-th way of a scene stands. */
export function siteOf({ layout, ways }: Scene, i: number, format: Format): Site {
  const way = ways[i];
  if (way === undefined) throw new Error(`no way ${i} of ${ways.length}`);
  const page = sheet(format);
  const { stage } = page;
  if (layout === 'columns') return columnSite(ways, i, page, format === 'tall');
  return format === 'tall' ? tallSite(way, stage) : rowSite(way, stage);
}
