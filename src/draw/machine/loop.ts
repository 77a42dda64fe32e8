import type { Ms } from '../../model/kernel.ts';
import type { PlaceId, Segment, Trace } from '../../model/trace.ts';
import type { Point, Shape } from '../shape.ts';
import { durations, sizes } from '../theme.ts';
import { lensAt, type Picture } from './picture.ts';
import type { Instant } from './standing.ts';

/** Where on the ring it runs, as a share of the way round from where it asks: beside the seat, which would hide the bead. */
const runs = 0.65;

interface Span {
  readonly from: Ms;
  readonly to: Ms;
}

/** The ring of an event loop with its bead, and the count of a callback that runs too long. */
export function loop(picture: Picture, id: PlaceId, center: Point, { t, settled }: Instant): readonly Shape[] {
  const sitting = seatStays(picture.trace, id).find(({ from, to }) => from <= t && t < to);
  const { fill, count } = health(sitting, t);
  const angle = beadAngle(picture, id, { t, settled }, sitting !== undefined);
  const bead = { x: center.x + sizes.loop * Math.cos(angle), y: center.y + sizes.loop * Math.sin(angle) };
  const shapes: Shape[] = [
    { kind: 'circle', key: `${id} ring`, ...center, r: sizes.loop, stroke: fill, width: sizes.ring },
    {
      kind: 'circle',
      key: `${id} bead`,
      ...bead,
      r: sizes.bead,
      fill: 'process',
      stroke: 'ink',
      width: sizes.stateLine,
    },
    {
      kind: 'text',
      key: `${id} label`,
      x: center.x,
      y: center.y + (count === undefined ? 8 : -2),
      text: picture.trace.places.find((place) => place.id === id)?.label ?? '',
      size: sizes.label,
      fill: 'ink',
      bold: true,
      anchor: 'middle',
    },
  ];
  if (count !== undefined) {
    const ink = sitting?.state === 'stuck' ? 'stuck-line' : 'running-line';
    shapes.push({
      kind: 'text',
      key: `${id} count`,
      x: center.x,
      y: center.y + 28,
      text: `${Math.round(count)} ms`,
      size: picture.geometry.text,
      fill: ink,
      bold: true,
      mono: true,
      anchor: 'middle',
    });
  }
  return shapes;
}

function health(
  sitting: Segment | undefined,
  t: Ms,
): { fill: 'ink-second' | 'stuck-hatch' | 'running-fill'; count?: Ms } {
  if (sitting === undefined) return { fill: 'ink-second' };
  const since = t - sitting.from;
  const long = since >= durations.longCallback;
  if (sitting.state === 'stuck') return { fill: 'stuck-hatch', count: since };
  return long && sitting.state === 'running' ? { fill: 'running-fill', count: since } : { fill: 'ink-second' };
}

function seatStays(trace: Trace, id: PlaceId): readonly Segment[] {
  return trace.segments.filter(({ place, state }) => place === `${id}/seat` && state !== 'inLine');
}

/**
 * The bead rests where the loop asks (right), goes round past the timers (left) to where it runs (near the top) when callbacks
 * begin, stays there while they run, and goes back to asking. Turns that follow each other closely are one.
 */
function beadAngle(picture: Picture, id: PlaceId, { t, settled }: Instant, isRunning: boolean): number {
  const lens = lensAt(picture.beats, t);
  const [up, down] = [durations.beadUp / lens, durations.beadDown / lens];
  const last = busy(picture.trace, id, up + down).findLast(({ from }) => from <= t);
  if (last === undefined) return 0;
  const risen = Math.min(1, (t - last.from) / up);
  const sunk = isRunning ? 0 : Math.min(1, Math.max(settled, (t - Math.max(last.to, last.from + up)) / down));
  return 2 * Math.PI * (runs * Math.max(risen, settled) + (1 - runs) * sunk);
}

/** When callbacks ran, with gaps of less than `gap` closed. */
function busy(trace: Trace, id: PlaceId, gap: Ms): readonly Span[] {
  const spans: { from: Ms; to: Ms }[] = [];
  for (const { from, to } of seatStays(trace, id).toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last !== undefined && from <= last.to + gap) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  return spans;
}
