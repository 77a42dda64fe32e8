import type { Box, Point } from '../shape.ts';
import { sizes } from '../theme.ts';
import { placesOf, type Way } from './scene.ts';
import type { Site, Spot } from './site.ts';

/** What a seam needs between two boxes. */
const seamRoom = 40;
const crown = { wide: 88, tall: 132 } as const;

/** Two ways on one loop: side by side on the stage, upwards; on a phone one goes up from it and one down. */
export function columnSite(ways: readonly Way[], i: number, stage: Box, tall: boolean): Site {
  return tall ? tallColumn(ways, i, stage) : wideColumn(ways, i, stage);
}

function wideColumn(ways: readonly Way[], i: number, stage: Box): Site {
  const way = ways[i] ?? { steps: [], turn: 0, whole: '' };
  const left = i === 0;
  const ring = { x: stage.x + stage.w / 2, y: stage.y + stage.h - 78 };
  const x = ring.x + (left ? -140 : 140);
  const w = stage.w / 2 - 172;
  const room = way.seam === undefined ? 0 : seamRoom;
  const pitch = (stage.h + 6 - room) / way.steps.length;
  const boxes = way.steps.map((_, n) => ({
    x: left ? stage.x : stage.x + stage.w - w,
    y: stage.y + stage.h - (n + 1) * pitch - (n > (way.seam?.after ?? n) ? room : 0) + 6,
    w,
    h: pitch - 12,
  }));
  const start = { x: ring.x + (left ? -1 : 1) * (sizes.loop + 36), y: ring.y };
  const spots = spotsOf(way, boxes, x, crown.wide);
  return {
    ...around(way, boxes, room),
    boxes,
    lines: 2,
    spots,
    start,
    end: start,
    up: false,
    foot: 30,
    name: 62,
    bands: [],
    spine: [{ x: ring.x + (left ? -1 : 1) * sizes.loop, y: ring.y }, start, { x, y: ring.y }, ...bases(spots, ring.y)],
    ring,
  };
}

function tallColumn(ways: readonly Way[], i: number, stage: Box): Site {
  const way = ways[i] ?? { steps: [], turn: 0, whole: '' };
  const upper = i === 0;
  const x = stage.x + 182;
  const pitch = 61;
  const above = (ways[0]?.steps.length ?? 0) * pitch;
  const ring = { x, y: stage.y + above + 48 + sizes.loop + 6 };
  const room = way.seam === undefined ? 0 : seamRoom;
  const boxes = way.steps.map((_, n) => ({
    x: x + 34,
    y: upper
      ? stage.y + above - (n + 1) * pitch
      : ring.y + sizes.loop + 56 + n * pitch + (n > (way.seam?.after ?? n) ? room : 0),
    w: stage.x + stage.w - x - 34,
    h: pitch - 9,
  }));
  const start = { x, y: ring.y + (upper ? -1 : 1) * (sizes.loop + 32) };
  const spots = spotsOf(way, boxes, x, crown.tall);
  return {
    ...around(way, boxes, room),
    boxes,
    lines: 1,
    spots,
    start,
    end: start,
    up: false,
    foot: 23,
    name: 96,
    bands: [],
    spine: [{ x, y: ring.y + (upper ? -1 : 1) * sizes.loop }, start, ...spots.map(({ base }) => base)],
    ring,
  };
}

/** Beside the middle of its box, or out on a trip from there. */
function spotsOf(way: Way, boxes: readonly Box[], x: number, out: number): readonly Spot[] {
  return placesOf(way).map(({ step, trip }): Spot => {
    const box = boxes[step];
    const base = { x, y: box === undefined ? 0 : box.y + box.h / 2 };
    return { base, at: trip === undefined ? base : { x: x - out, y: base.y } };
  });
}

/** The bases above where the spine turns upwards; the first box may stand lower than that. */
function bases(spots: readonly Spot[], _: number): readonly Point[] {
  return spots.map(({ base }) => base);
}

function around(way: Way, boxes: readonly Box[], room: number): Pick<Site, 'seam' | 'whole'> {
  const [a, b] = way.seam === undefined ? [] : [boxes[way.seam.after], boxes[way.seam.after + 1]];
  const inner = boxes.slice(0, -1);
  const top = Math.min(...inner.map(({ y }) => y));
  const first = inner[0];
  return {
    ...(a === undefined || b === undefined
      ? {}
      : { seam: { x: a.x, y: Math.min(a.y + a.h, b.y + b.h), w: a.w, h: room + 12 } }),
    ...(way.whole === '' || first === undefined
      ? {}
      : {
          whole: {
            x: first.x - 0,
            y: top,
            w: first.w,
            h: Math.max(...inner.map(({ y, h }) => y + h)) - top,
          },
        }),
  };
}
