import type { Ms } from '../../model/kernel.ts';
import type { RequestId, Segment } from '../../model/trace.ts';
import { barLook, type DiscState, inkOf } from '../disc.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import { axis, scaleOf } from './axis.ts';
import { code } from './code.ts';
import { busy } from './core-lane.ts';
import { counts } from './counts.ts';
import type { Picture } from './picture.ts';
import { requestCalled } from './run.ts';
import type { Beat } from './scene.ts';
import type { Instant } from './standing.ts';
import { recordedMark, unseen } from './unseen.ts';

interface Lane {
  readonly key: string;
  readonly label: string;
  readonly stays: readonly Segment[];
  readonly request?: RequestId;
}

/** More lanes than this are narrow ones without words. */
export const mostLabelled = 5;
/** More requests than this have no lane each. */
const mostLanes = 16;

/** When was it what: a lane a request or a seat, up to now; the future is a question. */
export function timeline(picture: Picture, beat: Beat, instant: Instant): readonly Shape[] {
  const { t } = instant;
  if (beat.lanes === 'counts') return counts(picture, t);
  if (beat.lanes === 'code') return code(picture, beat, instant);
  const { timeline: area, tick } = picture.geometry;
  // what was over before the picture begins would be a hair at its edge
  const isSeen = ({ to }: Segment) => to > picture.start;
  const lanes = lanesOf(picture, beat).map((lane) => ({ ...lane, stays: lane.stays.filter(isSeen) }));
  const labelled = lanes.length <= mostLabelled;
  const pitch = Math.min(labelled ? 30 : 18, area.height / lanes.length);
  const height = pitch - (labelled ? 3 : 2);
  return [
    ...lanes.flatMap(({ key, label, stays, request }, i): Shape[] => {
      const y = area.y + i * pitch;
      const ground: Shape = {
        kind: 'rect',
        key: `lane ${key}`,
        x: area.x0,
        y,
        w: area.x1 - area.x0,
        h: height,
        r: 4,
        fill: 'tray',
      };
      const name: Shape[] = labelled
        ? [
            {
              kind: 'text',
              key: `lane ${key} label`,
              x: area.x0 - 14,
              y: y + height / 2 + 7,
              text: label,
              size: tick,
              fill: 'ink',
              mono: true,
              anchor: 'end',
            },
          ]
        : [];
      return [
        ground,
        ...name,
        ...(request === undefined ? [] : unseen(picture, request, upTo(stays, t), t, { y, height })),
        ...(beat.lanes === 'cores'
          ? [busy(key, stays, t, scaleOf(picture), { y, height })]
          : merged(upTo(stays, t), picture).flatMap((stay) => bar(stay, picture, beat, { y, height }))),
      ];
    }),
    ...axis(picture, t, area.y + lanes.length * pitch),
    ...recordedMark(picture),
  ];
}

/** The lanes of a beat. */
export function lanesOf({ trace, history, run, site, stays: byPlace }: Picture, { lanes }: Beat): readonly Lane[] {
  const bySeat = (): readonly Lane[] =>
    [...site.seats.keys()]
      .map((seat) => ({
        key: seat,
        label: seat.replace(/\/((loop|hub)\/)?seat$/, '').replace(/^worker 1\/(?=thread)/, ''),
        stays: byPlace.get(seat) ?? [],
      }))
      .filter(({ stays, key }) => stays.length > 0 || !key.includes('thread'));
  const ofRequest = (id: RequestId): Lane => {
    const path = trace.requests.find((each) => each.id === id)?.path ?? '';
    return { key: id, label: `${id.slice(1)} ${path}`, stays: history.get(id) ?? [], request: id };
  };
  if (lanes === 'counts' || lanes === 'code') return [];
  if (lanes === 'seats') return bySeat();
  if (lanes === 'cores')
    return trace.places.flatMap(({ kind, id: key, label }) =>
      kind === 'core' ? [{ key, label, stays: byPlace.get(key) ?? [] }] : [],
    );
  if (lanes === 'requests')
    return trace.requests.length > mostLanes ? bySeat() : trace.requests.map(({ id }) => ofRequest(id));
  return lanes.flatMap((name) => {
    const id = requestCalled(run, name);
    return id === undefined ? [] : [ofRequest(id)];
  });
}

/** What has been by now: of what is still to come, no bar may say anything. */
function upTo(stays: readonly Segment[], t: Ms): readonly Segment[] {
  return stays.flatMap((stay) => (stay.from >= t ? [] : [stay.to <= t ? stay : { ...stay, to: t }]));
}

/** Stays that touch and look alike are one bar, with the words of the longest. */
function merged(stays: readonly Segment[], { site }: Picture): readonly Segment[] {
  const kept = ({ place }: Segment) => site.seats.has(place);
  const bars: Segment[] = [];
  for (const stay of stays) {
    const last = bars.at(-1);
    const alike =
      last?.to === stay.from &&
      last.request === stay.request &&
      last.state === stay.state &&
      (stay.state !== 'away' || kept(last) === kept(stay));
    const longest = last !== undefined && last.to - last.from > stay.to - stay.from ? last : stay;
    if (last !== undefined && alike) bars[bars.length - 1] = { ...longest, from: last.from, to: stay.to };
    else bars.push(stay);
  }
  return bars;
}

interface Row {
  readonly y: number;
  readonly height: number;
}

function bar(stay: Segment, picture: Picture, { lit }: Beat, { y, height }: Row): readonly Shape[] {
  const scale = scaleOf(picture);
  const state: DiscState = stay.state === 'away' && picture.site.seats.has(stay.place) ? 'kept' : stay.state;
  const x = scale(stay.from);
  const w = Math.max(scale(stay.to) - x, sizes.hairline);
  const dimmed = lit !== undefined && stay.state !== lit;
  const key = `bar ${stay.request} ${stay.from}`;
  const look = barLook(state);
  // a bar thinner than its own line is the line
  const body: Shape =
    w < 5
      ? { kind: 'rect', key, x, y, w, h: height, fill: look.stroke ?? 'ink', ...(dimmed ? { opacity: 0.2 } : {}) }
      : {
          kind: 'rect',
          key,
          x: x + 1,
          y: y + 1,
          w: w - 2,
          h: height - 2,
          r: Math.min(4, height / 3),
          ...look,
          ...(dimmed ? { opacity: 0.2 } : {}),
        };
  const word = dimmed ? '' : wordOn(stay, state, picture);
  const size = picture.geometry.tick;
  const room = textWidth(word, { size }) + 24;
  if (height < 25 || word === '' || room > w) return [body];
  return [
    body,
    ...(state === 'away' || state === 'running'
      ? []
      : [plate(`${key} plate`, x + 6, y + 3, room - 12, height - 6, state)]),
    { kind: 'text', key: `${key} word`, x: x + 12, y: y + height / 2 + 7, text: word, size, fill: inkOf(state) },
  ];
}

/** Words stand on plain colour, not on a pattern. */
function plate(key: string, x: number, y: number, w: number, h: number, state: DiscState): Shape {
  return {
    kind: 'rect',
    key,
    x,
    y,
    w,
    h,
    r: 3,
    fill: state === 'stuck' ? 'stuck-fill' : state === 'inLine' ? 'inline-fill' : 'kept-fill',
  };
}

function wordOn({ place }: Segment, state: DiscState, picture: Picture): string {
  const kind = picture.trace.places.find(({ id }) => id === place)?.kind;
  switch (state) {
    case 'running':
      return 'running';
    case 'kept':
      return picture.site.threads.has(place.replace(/\/seat$/, '')) ? 'away, in a thread' : 'away, seat kept';
    case 'away':
      return 'away';
    case 'stuck':
      return 'stuck';
    case 'inLine':
      return kind === 'selector' ? 'the answer is here, the loop is not' : kind === 'readyQueue' ? 'ready' : 'in line';
    case 'turns':
    case 'done':
      return '';
    default:
      return state satisfies never;
  }
}
