import type { Ms } from '../../model/kernel.ts';
import type { Event, PlaceId, Trace } from '../../model/trace.ts';
import { process } from '../glyphs.ts';
import type { Box, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { lamp } from './crew.ts';
import { memory } from './memory.ts';
import { mostly } from './mostly.ts';
import type { Picture } from './picture.ts';
import type { Instant } from './standing.ts';

/** A process that has ended, until the one in its place serves. */
interface Ended {
  readonly by: string;
}

/** The processes of a server, who forks and watches them, and the cores they share. */
export function group(picture: Picture, instant: Instant): readonly Shape[] {
  const { site, trace } = picture;
  const { t } = instant;
  return [
    ...arbiter(picture, t),
    ...site.processes.flatMap(({ id, label, box }) => {
      const ended = endedAt(trace, id, t);
      const low = box.h < 140;
      const name = low ? label.replace(/^\D+/, '') : label;
      // the ring leaves the corner
      const corner = low && site.loops.size > 0 ? { x: box.x + 9, y: box.y + 25 } : undefined;
      return ended === undefined ? process(id, box, name, corner) : gone(id, box, picture.geometry.tick);
    }),
    ...cores(picture, instant),
    ...memory(picture),
  ];
}

/** How a process ended, if at this instant it is not back yet. */
export function endedAt(trace: Trace, id: PlaceId, t: Ms): Ended | undefined {
  const last = livesIn(trace).findLast(({ place, at }) => place === id && at <= t);
  return last?.kind === 'exited' ? { by: last.by ?? 'exit' } : undefined;
}

type Life = Extract<Event, { kind: 'exited' | 'fork' | 'booted' }>;

const lives = new WeakMap<Trace, readonly Life[]>();

/** Ends and beginnings of processes, found once among all that happens. */
function livesIn(trace: Trace): readonly Life[] {
  const found =
    lives.get(trace) ??
    trace.events.filter((event): event is Life => event.kind === 'exited' || event.kind === 'booted');
  lives.set(trace, found);
  return found;
}

/** An empty place, where the next process begins. */
function gone(id: PlaceId, { x, y, w, h }: Box, size: number): readonly Shape[] {
  const middle = { x: x + w / 2, y: y + h / 2 };
  const arm = 26;
  return [
    { kind: 'rect', key: id, x, y, w, h, r: sizes.radius, stroke: 'stuck-line', width: sizes.stateLine, dash: '10 8' },
    {
      kind: 'path',
      key: `${id} cross`,
      d: `M${middle.x - arm} ${middle.y - arm - 12}l${2 * arm} ${2 * arm}m0 ${-2 * arm}l${-2 * arm} ${2 * arm}`,
      stroke: 'stuck-line',
      width: sizes.stateLine,
    },
    {
      kind: 'text',
      key: `${id} label`,
      x: middle.x,
      y: middle.y + arm + 24,
      text: 'starts anew',
      size,
      fill: 'ink-second',
      anchor: 'middle',
    },
  ];
}

function arbiter({ site, trace, geometry }: Picture, t: Ms): readonly Shape[] {
  const { arbiter: one } = site.crew;
  if (one === undefined) return [];
  const { x, y, w, h } = one.box;
  // those that are still behind the first one have no names
  const seen = site.processes.filter(({ label }) => label !== '');
  const lines = seen.map(({ id, box }): Shape => {
    const ended = endedAt(trace, id, t) !== undefined;
    const to = { x: box.x + box.w / 2, y: box.y - 6 };
    const d = `M${x + w / 2} ${y + h + 2}L${to.x} ${to.y}`;
    return ended
      ? { kind: 'path', key: `${id} watched`, d, stroke: 'stuck-line', width: sizes.stateLine, dash: '8 6' }
      : { kind: 'path', key: `${id} watched`, d, stroke: 'away-line', width: sizes.hairline };
  });
  const by = site.processes.map(({ id }) => endedAt(trace, id, t)).find((ended) => ended !== undefined)?.by;
  return [
    // who stands in the second row is watched through the first
    ...lines.slice(0, lines.length > 4 ? Math.ceil(lines.length / 2) : lines.length),
    {
      kind: 'rect',
      key: one.id,
      ...one.box,
      r: sizes.radius,
      fill: 'paper',
      stroke: 'ink',
      width: sizes.stateLine,
      dash: '10 7',
    },
    {
      kind: 'text',
      key: `${one.id} label`,
      x: x + w / 2,
      y: y + h / 2 + 8,
      text: one.label,
      size: geometry.label,
      fill: 'ink',
      anchor: 'middle',
    },
    ...(by === undefined
      ? []
      : [
          {
            kind: 'text',
            key: `${one.id} signal`,
            x: x - 14,
            y: y + h / 2 + 8,
            text: by,
            size: geometry.tick,
            fill: 'stuck-line',
            bold: true,
            anchor: 'end',
          } as const,
        ]),
  ];
}

/** A lamp a core, lit while somebody computes on it. */
function cores(picture: Picture, instant: Instant): readonly Shape[] {
  const { site, geometry } = picture;
  const { cores: row } = site.crew;
  if (row === undefined) return [];
  const lit = new Set([...row.lamps.keys()].filter((id) => mostly(picture, id, instant) === 'running'));
  return [
    {
      kind: 'text',
      key: 'cores label',
      ...row.label,
      text: 'cores',
      size: geometry.text,
      fill: 'ink-second',
      anchor: 'end',
    },
    ...Array.from(
      row.lamps,
      ([id, spot]): Shape => ({
        kind: 'circle',
        key: id,
        ...spot,
        r: lamp,
        fill: lit.has(id) ? 'running-fill' : 'process',
        stroke: lit.has(id) ? 'running-line' : 'away-line',
        width: sizes.line,
      }),
    ),
  ];
}
