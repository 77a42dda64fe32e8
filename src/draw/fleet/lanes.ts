import type { Ms } from '../../model/kernel.ts';
import { barLook, type DiscState } from '../glyphs.ts';
import { axis, scaleOf } from '../machine/axis.ts';
import type { Look, Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import type { Outage, Pod } from './history.ts';
import { probe, tenth } from './parts.ts';
import type { Picture } from './picture.ts';

/** More replicas than this have lanes without words. */
const mostLabelled = 4;

interface Lane {
  readonly y: number;
  readonly height: number;
  readonly t: Ms;
}

/** When was a replica what: a lane each, up to now. */
export function lanes(picture: Picture, t: Ms): readonly Shape[] {
  const { pods, layout, end } = picture;
  const { geometry } = layout;
  const { timeline: area, tick } = geometry;
  const labelled = pods.length <= mostLabelled;
  const pitch = Math.min(38, area.height / pods.length);
  const height = labelled ? pitch - 4 : pitch;
  const bottom = area.y + pods.length * pitch;
  const label = { kind: 'text', x: area.x0 - 14, size: tick, fill: 'ink', mono: true, anchor: 'end' } as const;
  const ground = { kind: 'rect', x: area.x0, w: area.x1 - area.x0, r: 4, fill: 'tray' } as const;
  const timed = { geometry, end };
  const unit = end >= 5000 ? 's' : 'ms';
  if (!labelled)
    return [
      { ...ground, key: 'lanes', y: area.y, h: bottom - area.y },
      { ...label, key: 'lanes label', y: area.y + area.height / 2 + 7, text: `${pods.length} pods` },
      ...inSeats(
        picture,
        pods.map((pod, i) => [pod, { y: area.y + i * pitch, height, t }] as const),
      ),
      ...axis(timed, t, bottom, unit),
    ];
  return [
    ...pods.flatMap((pod, i): Shape[] => {
      const lane = { y: area.y + i * pitch, height, t };
      return [
        { ...ground, key: `lane ${pod.id}`, y: lane.y, h: height },
        { ...label, key: `lane ${pod.id} label`, y: lane.y + height / 2 + 7, text: pod.id },
        ...inSeats(picture, [[pod, lane]], `${pod.id} `),
        ...pod.outages.flatMap((outage) => down(picture, pod, outage, lane)),
        ...asked(picture, pod, lane),
      ];
    }),
    ...axis(timed, t, bottom, unit),
  ];
}

const shownStates = ['running', 'kept', 'stuck'] as const satisfies readonly DiscState[];

/** What seats hold, a path for each state: so many bars would be too many shapes. */
function inSeats(picture: Picture, rows: readonly (readonly [Pod, Lane])[], key = ''): readonly Shape[] {
  const scale = scaleOf({ geometry: picture.layout.geometry, end: picture.end });
  return shownStates.flatMap((state): Shape[] => {
    const wanted = state === 'kept' ? 'away' : state;
    const d = rows.flatMap(([{ seated }, { y, height, t }]) => {
      const bars: [number, number][] = [];
      for (const stay of seated) {
        if (stay.state !== wanted || stay.from >= t) continue;
        const x = scale(stay.from);
        const right = Math.max(scale(Math.min(stay.to, t)), x + sizes.hairline);
        const last = bars.at(-1);
        if (last !== undefined && x <= last[1]) last[1] = Math.max(last[1], right);
        else bars.push([x, right]);
      }
      const [top, bottom] = rows.length > 1 ? [y + 0.4, y + height - 0.4] : [y + 3, y + height - 3];
      return bars.map(([x, right]) => `M${tenth(x)} ${tenth(top)}H${tenth(right)}V${tenth(bottom)}H${tenth(x)}z`);
    });
    return d.length === 0
      ? []
      : [{ kind: 'path', key: `${key}${state}`, d: d.join(''), ...lookOf(state, rows.length > 1) }];
  });
}

function lookOf(state: (typeof shownStates)[number], thin: boolean): Look {
  if (state === 'running') return { fill: 'running-fill' };
  if (state === 'kept') return thin ? { fill: 'kept-hatch' } : barLook('kept');
  return barLook(state);
}

/** From the end of the process until it serves again, with the number of those whom it took along. */
function down(picture: Picture, { id, visits }: Pod, { killed, to }: Outage, { y, height, t }: Lane): readonly Shape[] {
  if (killed >= t) return [];
  const scale = scaleOf({ geometry: picture.layout.geometry, end: picture.end });
  const [x, right] = [scale(killed), scale(Math.min(to, t))];
  const lost = visits.filter((visit) => visit.to === killed && visit.outcome === 'lost' && !visit.probe).length;
  const { tick: size } = picture.layout.geometry;
  const words = [`${lost} lost, restarting`, `${lost} lost`].find((text) => textWidth(text, { size }) + 8 <= right - x);
  const box = {
    kind: 'rect',
    key: `${id} down ${killed}`,
    x: x + 1.5,
    y: y + 3,
    w: Math.max(right - x - 3, 1),
    h: height - 6,
  } as const;
  return [
    { ...box, r: 4, fill: 'paper', stroke: 'away-line', width: sizes.hairline, dash: '8 6' },
    ...(words === undefined || lost === 0
      ? []
      : [
          {
            kind: 'text' as const,
            key: `${id} down ${killed} words`,
            x: x + 5,
            y: y + height / 2 + 7,
            text: words,
            size,
            fill: 'stuck-line' as const,
          },
        ]),
  ];
}

/** What became of its probes: a small diamond each, crossed where it was missed. */
function asked(picture: Picture, { id, probes }: Pod, { y, height, t }: Lane): readonly Shape[] {
  const { geometry } = picture.layout;
  const scale = scaleOf({ geometry, end: picture.end });
  const [answered, missed] = geometry.width > geometry.height ? [8, 13] : [6, 10];
  return probes
    .filter(({ at }) => at <= t)
    .map(({ at, good }) => {
      const spot = { x: tenth(scale(at)), y: y + height / 2 };
      return good
        ? probe(`${id} asked ${at}`, spot, 'done', answered)
        : probe(`${id} asked ${at}`, spot, 'missed in a lane', missed, { crossed: true });
    });
}
