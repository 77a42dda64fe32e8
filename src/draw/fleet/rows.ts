import type { Ms } from '../../model/kernel.ts';
import type { View } from '../draw.ts';
import { tray } from '../glyphs.ts';
import type { Shape } from '../shape.ts';
import { durations, sizes } from '../theme.ts';
import { failuresAt, outageAt, type Pod } from './history.ts';
import type { Row } from './layout.ts';
import { probe } from './parts.ts';
import { people, seatOf } from './people.ts';
import type { Picture } from './picture.ts';
import { type Standing, standingOn } from './standing.ts';

/** A replica: its line, its process with the seat, and how many of its probes in a row have been missed. */
export function row(picture: Picture, pod: Pod, place: Row, view: View): readonly Shape[] {
  const { t } = view;
  const { ground, label, state, tray: box } = place;
  const { probe: asked } = picture.run.fleet;
  const { label: size, tick } = picture.layout.geometry;
  const outage = outageAt(pod, t);
  const down = outage !== undefined && outage.killed <= t;
  const everyone = standingOn(pod, picture, view);
  const words = { kind: 'text', fill: 'ink-second' } as const;
  return [
    { kind: 'rect', key: pod.id, ...ground, r: sizes.radius, fill: 'tray' },
    { ...words, key: `${pod.id} label`, ...label, text: pod.id, size, fill: 'ink' },
    ...(asked === undefined
      ? []
      : [
          {
            ...words,
            key: `${pod.id} state`,
            ...state,
            text: outage === undefined ? 'ready' : down ? 'restarting' : 'not ready',
            size: tick,
            ...(outage === undefined ? {} : { fill: 'stuck-line' as const }),
          },
        ]),
    tray(`${pod.id} line`, box, true),
    ...process(picture, pod, place, everyone, { t, down }),
    ...(asked?.failures === undefined ? [] : marks(pod, place, asked.failures, t)),
    ...people(picture, pod, place, everyone),
  ];
}

function process(
  { layout: { geometry } }: Picture,
  pod: Pod,
  { process: box }: Row,
  everyone: readonly Standing[],
  { t, down }: { readonly t: Ms; readonly down: boolean },
): readonly Shape[] {
  const center = seatOf(box);
  const body = { kind: 'rect', key: `${pod.id} process`, ...box, r: sizes.radius, fill: 'process' } as const;
  // nobody is there: the place where a process was
  if (down) return [{ ...body, fill: 'tray', stroke: 'away-line', width: sizes.line, dash: '8 6' }];
  const outline: Shape = { ...body, stroke: 'ink', width: sizes.stateLine };
  const name = { kind: 'text', key: `${pod.id} seat label`, x: center.x + 46, y: center.y + 8 } as const;
  const words: Shape = { ...name, text: pod.hasLoop ? 'loop' : 'seat', size: geometry.text, fill: 'ink-second' };
  if (!pod.hasLoop) {
    const r = Math.min(sizes.seat, box.h / 2 - 4);
    const look = { fill: 'process', stroke: 'ink', width: sizes.line } as const;
    return [outline, { kind: 'circle', key: `${pod.id} seat`, ...center, r, ...look }, words];
  }
  const sitting = everyone
    .find(({ place }) => place === undefined)
    ?.visit.stays.find(({ from, to }) => from <= t && t < to);
  const since = sitting === undefined ? 0 : t - sitting.from;
  const stuck = sitting?.state === 'stuck';
  const ring: Shape = {
    kind: 'circle',
    key: `${pod.id} ring`,
    ...center,
    r: 30,
    width: 8,
    stroke: stuck ? 'stuck-hatch' : 'ink-second',
  };
  const angle = beadAt(pod, t);
  const bead: Shape = {
    kind: 'circle',
    key: `${pod.id} bead`,
    x: center.x + 30 * Math.cos(angle),
    y: center.y + 30 * Math.sin(angle),
    r: 7,
    fill: 'process',
    stroke: 'ink',
    width: sizes.line,
  };
  const counts = sitting !== undefined && since >= durations.longCallback;
  return [
    outline,
    ring,
    bead,
    counts
      ? {
          ...name,
          text: `${(since / 1000).toFixed(1)} s`,
          size: geometry.text,
          fill: stuck ? 'stuck-line' : 'running-line',
          bold: true,
          mono: true,
        }
      : words,
  ];
}

/** Where on the ring a loop runs, as a share of the way round. */
const runs = 0.65;

/** A living loop turns once a second of the servers'; one that is held stands where it runs. */
function beadAt({ seated }: Pod, t: Ms): number {
  const held = seated.find(
    ({ from, to, state }) => from <= t && t < to && state !== 'inLine' && to - from >= durations.longCallback,
  );
  return 2 * Math.PI * (held === undefined ? (t / 1000) % 1 : runs);
}

function marks(pod: Pod, { marks: { x, y, step, r } }: Row, failures: number, t: Ms): readonly Shape[] {
  const missed = failuresAt(pod, t);
  return Array.from({ length: failures }, (_, i) =>
    i < missed
      ? probe(`${pod.id} missed ${i}`, { x: x + i * step, y }, 'missed', r, { crossed: true })
      : probe(`${pod.id} missed ${i}`, { x: x + i * step, y }, 'open', r),
  );
}
