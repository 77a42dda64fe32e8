import { disc, dot } from '../disc.ts';
import type { Shape } from '../shape.ts';
import { eased } from './parts.ts';
import { type Beat, heldAt, type Scene } from './scene.ts';
import { type Site, spot } from './site.ts';

/** Everyone at an instant, on the way or where they stand; a callback that is no task is a dot. */
export function discShapes(
  { discs }: Scene,
  { lit }: Beat,
  site: Site,
  { t, grown, size }: { readonly t: number; readonly grown: number; readonly size: number },
): readonly Shape[] {
  return discs.flatMap(({ name, letter, keys }): readonly Shape[] => {
    const { now, before } = heldAt(keys, t);
    if (now?.room === undefined) return [];
    const here = spot(site, now.room, now.cell);
    const there = before?.room === undefined ? here : spot(site, before.room, before.cell);
    const way = now.move === 0 ? 1 : Math.min(1, (t - now.at) / now.move);
    const share = eased(way);
    const at = { x: there.x + (here.x - there.x) * share, y: there.y + (here.y - there.y) * share };
    const moving = way < 1;
    // on its way to the seat it does not run yet
    const state = moving && now.state === 'running' ? (before?.state ?? now.state) : now.state;
    if (letter === '') return [dot(name, at, state, moving)];
    return [disc(name, at, state, letter, size, { notch: state !== 'done', moving, grown: lit === name ? grown : 0 })];
  });
}
