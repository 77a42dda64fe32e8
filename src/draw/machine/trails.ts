import type { Ms } from '../../model/kernel.ts';
import type { Trace } from '../../model/trace.ts';
import { arrow } from '../glyphs.ts';
import type { Box, Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import type { Picture } from './picture.ts';
import type { Beat } from './scene.ts';
import type { Site } from './site.ts';

/** More arrows than this tell nothing. */
const mostTrails = 3;

/** Still ink: an arrow for each of the last ways that somebody has gone in this beat; of answers the ledger tells. */
export function trails({ tracks, site, trace }: Picture, { from }: Beat, t: Ms): readonly Shape[] {
  // where so many come and go, ways say nothing, and to one process of several they lead across the others
  if (site.dots || site.processes.length > 1) return [];
  const hops = [...tracks.values()].flatMap((keys) =>
    keys.flatMap((key, i) => {
      const before = keys[i - 1];
      return before !== undefined && key.hops && key.at > from && key.at <= t ? [{ key, before }] : [];
    }),
  );
  const ways = new Map<string, readonly Shape[]>();
  for (const { key, before } of hops.toSorted((a, b) => b.key.at - a.key.at)) {
    // all ways lead by a seat but the one from the backlog to the ready queue; who flashed through it leaves none
    const accepted = isBacklog(trace, before.place) && key.place.endsWith('ready');
    if (!accepted && !site.seats.has(before.place) && !site.seats.has(key.place)) continue;
    // a thread, or the token that stands for it, is taken in so little time that its ways would hide it
    if (key.place.includes('/thread ') || before.place.includes('/thread ')) continue;
    const start = outline(site, before.place);
    const end = outline(site, key.place);
    const name = `trail ${before.place} ${key.place}`;
    if (start === undefined || end === undefined || ways.has(name) || ways.size === mostTrails) continue;
    ways.set(
      name,
      arrow(name, edge(start, end), edge(end, start), { stroke: 'away-line', width: sizes.line, opacity: 0.6 }),
    );
  }
  return [...ways.values()].flat();
}

function isBacklog({ places }: Trace, place: string): boolean {
  return places.some(({ id, kind }) => id === place && kind === 'backlog');
}

/** The box around a place of the stage. */
function outline({ trays, seats }: Site, place: string): Box | undefined {
  const seatSpot = seats.get(place);
  const r = sizes.seat;
  return trays.get(place)?.box ?? (seatSpot && { x: seatSpot.x - r, y: seatSpot.y - r, w: 2 * r, h: 2 * r });
}

/** Where the way from the middle of one box to that of another leaves it, and a little further. */
function edge(box: Box, to: Box): Point {
  const [x, y] = [box.x + box.w / 2, box.y + box.h / 2];
  const [dx, dy] = [to.x + to.w / 2 - x, to.y + to.h / 2 - y];
  const share = Math.min((box.w / 2 + 8) / Math.max(Math.abs(dx), 1), (box.h / 2 + 8) / Math.max(Math.abs(dy), 1));
  return { x: x + dx * share, y: y + dy * share };
}
