import type { Medium, View } from '../draw.ts';
import { arrow } from '../glyphs.ts';
import type { Beat } from '../scene.ts';
import type { Look, Point, Shape } from '../shape.ts';
import { durations, sizes } from '../theme.ts';
import { pace } from '../words.ts';
import { cells } from './cells.ts';
import { counters } from './counters.ts';
import { outageAt } from './history.ts';
import { lanes } from './lanes.ts';
import { type Picture, pictureOf } from './picture.ts';
import { row } from './rows.ts';
import type { Scene } from './scene.ts';
import { settings } from './words.ts';

/** The replicas of a beat's run at an instant, what came of it, and a lane for each. */
export function frame(scene: Scene, beat: Beat, view: View, { format }: Medium): readonly Shape[] {
  const picture = pictureOf(scene, beat.run, format);
  const { layout, pods } = picture;
  return [
    ...counters(picture, view.t),
    ...above(picture, beat),
    ...balancer(picture, view),
    ...layout.rows.flatMap((place, i) => {
      const pod = pods[i];
      return pod === undefined ? [] : row(picture, pod, place, view);
    }),
    ...(layout.cells.length > 0 ? cells(picture, view) : []),
    ...lanes(picture, view.t),
  ];
}

/** How fast it plays, and what the probe is told. */
function above({ layout, run: { fleet } }: Picture, { from, at, lens }: Beat): readonly Shape[] {
  const { text: size } = layout.geometry;
  const words = { kind: 'text', size, fill: 'ink-second' } as const;
  const said = fleet.probe === undefined ? [] : settings(fleet.probe, layout.settings.length);
  return [
    ...(from < at ? [{ ...words, key: 'lens', ...layout.lens, text: pace(lens) }] : []),
    ...said.flatMap((text, i) => {
      const place = layout.settings[i];
      return place === undefined ? [] : [{ ...words, key: `settings ${i}`, ...place, text, fill: 'ink' as const }];
    }),
  ];
}

/** The balancer, and its ways to those that are ready; the way of the last request is the darkest, if there is time to see it. */
function balancer(picture: Picture, { t, before = false }: View): readonly Shape[] {
  const { layout, pods, lensAt } = picture;
  const { balancer: box, geometry } = layout;
  const isWide = geometry.width > geometry.height;
  const middle = { x: box.x + box.w / 2, y: box.y + box.h / 2 };
  const text = { kind: 'text', x: middle.x, anchor: 'middle' } as const;
  const current = before ? undefined : currentOf(picture, t, lensAt(t));
  const look = (isCurrent: boolean): Look => ({ stroke: isCurrent ? 'ink' : 'away-line', width: sizes.line });
  const way = (key: string, to: Point, isCurrent: boolean): readonly Shape[] =>
    isWide
      ? arrow(key, { x: box.x + box.w + 8, y: middle.y }, { x: to.x - 8, y: to.y }, look(isCurrent))
      : trunk(key, { x: box.x + 18, y: box.y + box.h + 6 }, { x: to.x - 6, y: to.y }, look(isCurrent));
  const ways = layout.rows.flatMap(({ ground: { x, y, h } }, i) => {
    const pod = pods[i];
    if (pod === undefined || outageAt(pod, t) !== undefined) return [];
    return way(`way ${pod.id}`, { x, y: y + h / 2 }, pod.id === current);
  });
  const { pods: all } = layout;
  const toAll = isWide
    ? arrow('way', { x: box.x + box.w + 8, y: middle.y }, { x: all.x - 10, y: middle.y }, look(false))
    : arrow('way', { x: middle.x, y: box.y + box.h + 6 }, { x: middle.x, y: all.y - 8 }, look(false));
  return [
    { kind: 'rect', key: 'balancer', ...box, r: 6, fill: 'tray', stroke: 'away-line', width: sizes.line },
    { ...text, key: 'balancer label', y: middle.y - 4, text: 'balancer', size: geometry.label, fill: 'ink' },
    { ...text, key: 'balancer manner', y: middle.y + 24, text: 'takes turns', size: geometry.tick, fill: 'ink-second' },
    ...(layout.rows.length > 0 ? ways : toAll),
  ];
}

/** Down beside the replicas and in from the left. */
function trunk(key: string, from: Point, to: Point, look: Look): readonly Shape[] {
  const [x, y] = [Math.round(to.x), Math.round(to.y)];
  return [
    { kind: 'path', key, d: `M${from.x} ${from.y}V${y}H${x}M${x - 12} ${y - 6}L${x} ${y}L${x - 12} ${y + 6}`, ...look },
  ];
}

/** The replica that the last request went to, if it stays the last for long enough to be seen. */
function currentOf({ run: { trace } }: Picture, t: number, lens: number): string | undefined {
  const probes = new Set(trace.requests.flatMap(({ id, probe }) => (probe ? [id] : [])));
  const sent = trace.events.filter((event) => event.kind === 'sent' && !probes.has(event.request));
  const last = sent.findLastIndex(({ at }) => at <= t);
  const [now, next] = [sent[last], sent[last + 1]];
  if (now === undefined) return undefined;
  return next === undefined || (next.at - now.at) * lens >= durations.shortest ? now.place : undefined;
}
