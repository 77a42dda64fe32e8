import type { Ms } from '../../model/kernel.ts';
import type { PlaceId, Segment } from '../../model/trace.ts';
import type { Shape } from '../shape.ts';
import { durations, sizes } from '../theme.ts';
import { lensAt, type Picture } from './picture.ts';
import type { Ring } from './ring.ts';
import type { Instant } from './standing.ts';

/** Where on the ring it runs, as a share of the way round from where it asks: beside the seat, which would hide the bead. */
const runs = 0.65;
/** The seat of a small one is in its middle: there it runs at the top. */
const runsSmall = 0.75;

interface Span {
  readonly from: Ms;
  readonly to: Ms;
}

/** The ring of an event loop with its bead, and the count of a callback that runs too long. */
export function loop(picture: Picture, id: PlaceId, ring: Ring, { t, settled }: Instant): readonly Shape[] {
  const { bead: r, seat: _, ...circle } = ring;
  const sitting = seatStays(picture, id).find(({ from, to }) => from <= t && t < to);
  const { fill, count } = health(sitting, t);
  const isSmall = ring.r < sizes.loop;
  const angle = beadAngle(picture, id, { t, settled }, sitting !== undefined, isSmall ? runsSmall : runs);
  const bead = { x: ring.x + ring.r * Math.cos(angle), y: ring.y + ring.r * Math.sin(angle), r };
  const shapes: Shape[] = [
    { kind: 'circle', key: `${id} ring`, ...circle, stroke: fill },
    {
      kind: 'circle',
      key: `${id} bead`,
      ...bead,
      fill: 'process',
      stroke: 'ink',
      width: isSmall ? sizes.line : sizes.stateLine,
    },
  ];
  // in a small one is its seat
  if (isSmall) return shapes;
  shapes.push({
    kind: 'text',
    key: `${id} label`,
    x: ring.x,
    y: ring.y + (count === undefined ? 8 : -2),
    text: picture.trace.places.find((place) => place.id === id)?.label ?? '',
    size: sizes.label,
    fill: 'ink',
    bold: true,
    anchor: 'middle',
  });
  if (count !== undefined) {
    const ink = sitting?.state === 'stuck' ? 'stuck-line' : 'running-line';
    shapes.push({
      kind: 'text',
      key: `${id} count`,
      x: ring.x,
      y: ring.y + 28,
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

function seatStays({ stays }: Picture, id: PlaceId): readonly Segment[] {
  return stays.get(`${id}/seat`)?.filter(({ state }) => state !== 'inLine') ?? [];
}

/**
 * The bead rests where the loop asks (right), goes round past the timers (left) to where it runs (near the top) when callbacks
 * begin, stays there while they run, and goes back to asking. Turns that follow each other closely are one.
 */
function beadAngle(picture: Picture, id: PlaceId, { t, settled }: Instant, isRunning: boolean, top: number): number {
  const lens = lensAt(picture.beats, t);
  const [up, down] = [durations.beadUp / lens, durations.beadDown / lens];
  const last = busy(picture, id, up + down).findLast(({ from }) => from <= t);
  if (last === undefined) return 0;
  const risen = Math.min(1, (t - last.from) / up);
  const sunk = isRunning ? 0 : Math.min(1, Math.max(settled, (t - Math.max(last.to, last.from + up)) / down));
  return 2 * Math.PI * (top * Math.max(risen, settled) + (1 - top) * sunk);
}

/** When callbacks ran, with gaps of less than `gap` closed. */
function busy(picture: Picture, id: PlaceId, gap: Ms): readonly Span[] {
  const spans: { from: Ms; to: Ms }[] = [];
  for (const { from, to } of seatStays(picture, id).toSorted((a, b) => a.from - b.from)) {
    const last = spans.at(-1);
    if (last !== undefined && from <= last.to + gap) last.to = Math.max(last.to, to);
    else spans.push({ from, to });
  }
  return spans;
}
