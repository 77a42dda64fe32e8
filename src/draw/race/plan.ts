import type { Ms } from '../../model/kernel.ts';
import { type Sheet, sheet } from '../geometry.ts';
import { type Ruler, scaleOn } from '../ruler.ts';
import type { Box, Format } from '../shape.ts';
import type { Beat, Scene } from './scene.ts';

/** With more requests on a row than this, a request is a thin line, and those who are answered are counted. */
export const mostLanes = 4;

/** How rows are drawn: as strips of thin lines with counters, or as lanes with words below the bar of a process. */
export type Manner = 'strips' | 'lanes';

/** Where everything of a race stands in a format. */
export interface Plan {
  readonly manner: Manner;
  readonly page: Sheet;
  readonly isTall: boolean;
  readonly ruler: Ruler;
  readonly x: (t: Ms) => number;
  readonly rows: readonly Box[];
  /** Where the line of now ends. */
  readonly bottom: number;
}

/** The scale between the names and the numbers. */
const scales = {
  strips: { wide: { x0: 216, x1: 846 }, tall: { x0: 40, x1: 532 } },
  lanes: { wide: { x0: 292, x1: 1062 }, tall: { x0: 194, x1: 548 } },
} as const;

/** The side of the small process beside a row's name. */
export const emblemSize = 44;

/** The parts of a row with lanes, from its top: what happens to the process, its bar, and below it the requests. */
export const lanesLayout = { head: 48, events: 26, bar: 30, gap: 6, between: 10, most: 40 } as const;

/** How the rows of a race are drawn. */
export function mannerOf({ rows }: Pick<Scene, 'rows'>): Manner {
  return rows.some(({ run: { part, trace } }) => (part?.requests ?? trace.requests.length) > mostLanes)
    ? 'strips'
    : 'lanes';
}

/** The places of a race in a format; how far the scale reaches is a matter of the beat. */
export function planOf(scene: Pick<Scene, 'rows'>, { reach }: Pick<Beat, 'reach'>, format: Format): Plan {
  const page = sheet(format);
  const { stage, tick, text } = page;
  const isTall = format === 'tall';
  const manner = mannerOf(scene);
  const y = stage.y + 28;
  const start = Math.min(...scene.rows.map(({ run }) => run.part?.from ?? 0));
  const ruler: Ruler = { ...scales[manner][isTall ? 'tall' : 'wide'], y, start, end: reach, tick, text };
  const top = y + (manner === 'strips' || isTall ? 24 : 14);
  const bottom = stage.y + stage.h;
  const share = (bottom - top) / scene.rows.length;
  const rows = scene.rows.map((_, i): Box => ({ x: stage.x, y: top + i * share, w: stage.w, h: share }));
  return { manner, page, isTall, ruler, x: scaleOn(ruler), rows, bottom: bottom - 8 };
}

/** The room for the thin lines of a row. */
export function stripIn({ y, h }: Box, { ruler: { x0, x1 }, isTall }: Plan): Box {
  const head = isTall ? 50 : 9;
  return { x: x0, y: y + head, w: x1 - x0, h: h - head - (isTall ? 14 : 9) };
}

/** Where the parts of a row are, from its top. */
export interface Places {
  readonly name: number;
  readonly bar: number;
  readonly lanes: number;
  readonly pitch: number;
}

/** The places of row `i` with so many requests. */
export function placesIn({ rows, isTall }: Plan, i: number, requests: number): Places {
  const { y = 0, h = 0 } = rows[i] ?? {};
  const { head, events, bar, gap, between, most } = lanesLayout;
  const above = (isTall ? head : 0) + events + bar + gap;
  const pitch = Math.min(most, (h - above - between) / requests);
  // what is left over is between the rows
  const top = y + Math.max(0, h - above - pitch * requests - between) / 2;
  const barAt = top + above - gap - bar;
  return { name: isTall ? top + emblemSize / 2 : barAt + bar / 2, bar: barAt, lanes: top + above, pitch };
}
