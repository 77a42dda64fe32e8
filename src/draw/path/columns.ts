import { sum } from '../../model/measure.ts';
import type { Sheet } from '../geometry.ts';
import type { Box, Point } from '../shape.ts';
import { sizes } from '../theme.ts';
import { codeHeight } from './code-box.ts';
import { placesOf, type Way } from './scene.ts';
import type { Site, Spot } from './site.ts';

/** What a seam needs between two boxes, and what the title of a column needs above them. */
const seamRoom = 40;
const titleRoom = 37;
const boxGap = 12;
/** Before a box that is as wide as the stage: room for a disc. */
const door = 54;
/** A box of two lines that is higher looks empty. */
const mostHigh = 150;
/** Where there is room, code has more than it needs. */
const airy = 1.3;

/** What the two formats have in common. */
const common = { up: false, bands: [] } as const;

/** Two ways on one loop: side by side on the stage, upwards; on a phone one goes up from it and one down. */
export function columnSite(ways: readonly Way[], i: number, page: Sheet, tall: boolean): Site {
  const way = ways[i] ?? ways[0];
  if (way === undefined) throw new Error('no ways');
  return tall ? tallColumn(way, ways[0] ?? way, i, page) : wideColumn(way, i, page);
}

function wideColumn(way: Way, i: number, page: Sheet): Site {
  const { stage } = page;
  const side = i === 0 ? -1 : 1;
  const ring = { x: stage.x + stage.w / 2, y: stage.y + stage.h - 76 };
  const x = ring.x + side * 140;
  const w = stage.w / 2 - 172;
  const room = way.seam === undefined ? 0 : seamRoom;
  const bottom = stage.y + stage.h - 2;
  const left = side < 0 ? stage.x : stage.x + stage.w - w;
  const pitches = shared(way, w, stage.h - titleRoom - room, page);
  const boxes = way.steps.map((_, n) => {
    const above = n > (way.seam?.after ?? n) ? room : 0;
    const top = sum(pitches.slice(0, n + 1));
    return { x: left, y: bottom - top - above, w, h: (pitches[n] ?? 0) - boxGap };
  });
  const start = { x: ring.x + side * (sizes.loop + 38), y: ring.y };
  // the way leaves the loop at its height, through the lowest box
  const spots = spotsOf(way, 120, (step) => ({ x, y: step === 0 ? ring.y : middle(boxes[step]) }));
  const top = { x, y: boxes.at(-1)?.y ?? ring.y };
  const spine = [{ x: ring.x + side * sizes.loop, y: ring.y }, start, ...spots.map(({ base }) => base), top];
  const title = { x: left, y: (boxes.at(-1)?.y ?? stage.y) - 11 };
  return {
    ...common,
    ...around(way, boxes, 6),
    boxes,
    lines: 2,
    spots,
    start,
    end: start,
    foot: 32,
    name: 84,
    spine,
    ring,
    title,
  };
}

function tallColumn(way: Way, first: Way, i: number, page: Sheet): Site {
  const { stage } = page;
  const side = i === 0 ? -1 : 1;
  const x = stage.x + 182;
  const w = stage.x + stage.w - x - 34;
  const own = (step: Way['steps'][number]) => codeHeight(step, stage.w, page);
  // code has the whole width, and who is at it stands before its door
  const heights = (each: Way) => each.steps.map((step) => (own(step) > 0 ? own(step) + door : 51) + 10);
  const above = sum(heights(first));
  const gap = way.steps.some(({ code }) => code !== undefined) ? 34 : 54;
  const ring = { x, y: stage.y + above + gap + sizes.loop };
  const pitches = heights(way);
  const boxes = way.steps.map((_, n) => {
    const further = n > (way.seam?.after ?? n) ? seamRoom : 0;
    const before = sum(pitches.slice(0, n));
    const isCode = way.steps[n]?.code !== undefined;
    const h = (pitches[n] ?? 0) - 10 - (isCode ? door : 0);
    const from = isCode && side > 0 ? door : 0;
    const y =
      side < 0 ? stage.y + above - before - (pitches[n] ?? 0) : ring.y + sizes.loop + gap + 6 + before + further + from;
    return isCode ? { x: stage.x, y, w: stage.w, h } : { x: x + 34, y, w, h };
  });
  const start = { x, y: ring.y + side * (sizes.loop + 32) };
  const level = (step: number) => {
    const box = boxes[step];
    if (box === undefined || way.steps[step]?.code === undefined) return middle(box);
    return side < 0 ? box.y + box.h + door / 2 : box.y - door / 2;
  };
  const spots = spotsOf(way, 140, (step) => ({ x, y: level(step) }));
  const spine = [{ x, y: ring.y + side * sizes.loop }, start, ...spots.map(({ base }) => base)];
  const title = { x: stage.x, y: ring.y + side * (sizes.loop + 32) + 8 };
  return {
    ...common,
    ...around(way, boxes, 4),
    boxes,
    lines: 1,
    spots,
    start,
    end: start,
    foot: 23,
    name: 96,
    spine,
    ring,
    title,
  };
}

/** The heights of boxes with the gaps above them: code has what it needs, and the others share the rest. */
function shared({ steps }: Way, w: number, room: number, page: Sheet): readonly number[] {
  const needed = steps.map((step) => codeHeight(step, w, page)).map((h) => (h === 0 ? 0 : h * airy + boxGap));
  const others = needed.filter((h) => h === 0).length;
  const each = Math.min(mostHigh, (room - sum(needed)) / Math.max(others, 1));
  return needed.map((h) => (h === 0 ? each : h));
}

function middle(box: Box | undefined): number {
  return box === undefined ? 0 : box.y + box.h / 2;
}

/** Beside its box, or out on a trip from there. */
function spotsOf(way: Way, out: number, baseOf: (step: number) => Point): readonly Spot[] {
  return placesOf(way).map(({ step, trip }): Spot => {
    const base = baseOf(step);
    return { base, at: trip === undefined ? base : { x: base.x - out, y: base.y } };
  });
}

/** The seam between two boxes, and the frame of those that are one: all but the last, which is the author's own. */
function around({ seam, whole }: Way, boxes: readonly Box[], margin: number): Pick<Site, 'seam' | 'whole'> {
  const [a, b] = seam === undefined ? [] : [boxes[seam.after], boxes[seam.after + 1]];
  const [first, ...others] = boxes.slice(0, -1);
  if (first === undefined) return {};
  const [upper, lower] = a !== undefined && b !== undefined && a.y < b.y ? [a, b] : [b, a];
  const y = Math.min(first.y, ...others.map((box) => box.y)) - margin;
  const bottom = Math.max(first.y + first.h, ...others.map((box) => box.y + box.h)) + margin;
  return {
    ...(upper === undefined || lower === undefined
      ? {}
      : { seam: { x: upper.x, y: upper.y + upper.h, w: upper.w, h: lower.y - upper.y - upper.h } }),
    ...(whole ? { whole: { x: first.x - margin, y, w: first.w + 2 * margin, h: bottom - y } } : {}),
  };
}
