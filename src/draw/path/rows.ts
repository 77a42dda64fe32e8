import type { Box, Point } from '../shape.ts';
import { placesOf, type Way } from './scene.ts';
import type { Site, Spot } from './site.ts';

const gap = 16;
/** How far a loop goes, and how high the band of the threads is. */
const crown = 84;
const band = 52;

/** From left to right in a row, and back in the next: on the stage. */
export function rowSite(way: Way, stage: Box): Site {
  const { steps, turn } = way;
  const most = Math.max(turn, steps.length - turn);
  const hasTrips = steps.some(({ trips }) => trips.length > 0);
  const back = steps.length > turn;
  // the bend stands right of the last box
  const w = (stage.w - (back ? 44 : 0) - gap * (most - 1)) / most;
  const pitch = hasTrips ? 256 : 236;
  const top = stage.y + (hasTrips ? crown + band / 2 : 84);
  const y = (i: number) => (i < turn ? top : top + pitch);
  const x = (i: number) => stage.x + (i < turn ? i : most - 1 - (i - turn)) * (w + gap);
  const boxes = steps.map((_, i) => ({ x: x(i), y: y(i) + 32, w, h: 106 }));
  const spots = placesOf(way).map(({ step, trip }): Spot => {
    const count = steps[step]?.trips.length ?? 0;
    const along = count === 0 ? w / 2 : trip === undefined ? 26 : count === 1 ? 158 : 104 + trip * 116;
    const base = { x: step < turn ? x(step) + along : x(step) + w - along, y: y(step) };
    return { base, at: trip === undefined ? base : { x: base.x, y: base.y - crown } };
  });
  const right = stage.x + stage.w - 12;
  const bends = [
    { x: right, y: top },
    { x: right, y: top + pitch },
  ];
  const start = { x: stage.x + 22, y: top };
  const end = back ? { x: stage.x + 22, y: top + pitch } : { x: stage.x + stage.w - 22, y: top };
  const rows = hasTrips ? (back ? [top, top + pitch] : [top]) : [];
  return {
    boxes,
    lines: 3,
    spots,
    start,
    end,
    up: true,
    foot: 54,
    name: 92,
    bands: rows.map((at) => ({ x: stage.x, y: at - crown - band / 2, w: w * most + gap * (most - 1), h: band })),
    spine: spineOf(way, spots, start, back ? bends : [], end),
  };
}

/** From top to bottom: on a phone. */
export function tallSite(way: Way, stage: Box): Site {
  const { steps } = way;
  const hasTrips = steps.some(({ trips }) => trips.length > 0);
  const x = stage.x + (hasTrips ? 182 : 30);
  const pitch = Math.min((stage.h - 64) / steps.length, 124);
  const boxes = steps.map((_, i) => ({
    x: x + 34,
    y: stage.y + 30 + i * pitch,
    w: stage.x + stage.w - x - 34,
    h: pitch - 14,
  }));
  const spots = placesOf(way).map(({ step, trip }): Spot => {
    const count = steps[step]?.trips.length ?? 0;
    const box = boxes[step] ?? stage;
    const along = count === 0 ? 0.5 : trip === undefined ? 0.06 : count === 1 ? 0.6 : 0.24 + trip * 0.56;
    const base = { x, y: box.y + along * box.h };
    return { base, at: trip === undefined ? base : { x: x - 140, y: base.y } };
  });
  const start = { x, y: stage.y };
  const end = { x, y: stage.y + 34 + steps.length * pitch };
  const bands = hasTrips ? [{ x: stage.x - 12, y: stage.y + 30, w: 90, h: steps.length * pitch - 14 }] : [];
  const spine = spineOf(way, spots, start, [], end);
  return { boxes, lines: 2, spots, start, end, up: false, foot: 23, name: 96, bands, spine };
}

/** The spine through the bases of all places, round the bend where there is one. */
export function spineOf(
  way: Way,
  spots: readonly Spot[],
  start: Point,
  bends: readonly Point[],
  end: Point,
): readonly Point[] {
  const places = placesOf(way);
  const bases = spots.map(({ base }) => base);
  const there = bases.filter((_, i) => (places[i]?.step ?? 0) < way.turn);
  return [start, ...there, ...bends, ...bases.slice(there.length), end];
}
