import type { Ms } from '../../model/kernel.ts';
import { axis, scaleOf } from '../machine/axis.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import { inSeats, type Lane } from './bars.ts';
import type { Outage } from './history.ts';
import { probe, tenth } from './parts.ts';
import type { Picture } from './picture.ts';

/** More replicas than this have lanes without words. */
const mostLabelled = 4;

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
  const scale = scaleOf(timed);
  const now = axis(timed, t, bottom, end >= 5000 ? 's' : 'ms');
  const all = pods.map((pod, i): Lane => ({ pod, y: area.y + i * pitch, height, t }));
  if (!labelled) {
    const between = all.slice(1).map(({ y }) => `M${area.x0} ${tenth(y)}H${area.x1}`);
    return [
      { ...ground, key: 'lanes', y: area.y, h: bottom - area.y },
      { ...label, key: 'lanes label', y: area.y + area.height / 2 + 7, text: `${pods.length} pods` },
      ...inSeats(all, scale, 'lanes '),
      { kind: 'path', key: 'lanes apart', d: between.join(''), stroke: 'tray', width: 1 },
      ...now,
    ];
  }
  return [
    ...all.flatMap((lane): Shape[] => {
      const { pod, y } = lane;
      return [
        { ...ground, key: `lane ${pod.id}`, y, h: height },
        { ...label, key: `lane ${pod.id} label`, y: y + height / 2 + 7, text: pod.id },
        ...inSeats([{ ...lane, y: y + 3, height: height - 6 }], scale, `${pod.id} `),
        ...pod.outages.flatMap((outage) => down(picture, lane, outage)),
        ...asked(picture, lane),
      ];
    }),
    ...now,
  ];
}

/** From the end of the process until it serves again, with the number of those whom it took along. */
function down(picture: Picture, { pod: { id, visits }, y, height, t }: Lane, { killed, to }: Outage): readonly Shape[] {
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
function asked(picture: Picture, { pod: { id, probes }, y, height, t }: Lane): readonly Shape[] {
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
