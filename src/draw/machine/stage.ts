import type { RequestId } from '../../model/trace.ts';
import { barLook, type DiscMarks, disc, dot, token } from '../disc.ts';
import { cell } from '../geometry.ts';
import { seat, tray } from '../glyphs.ts';
import type { Box, Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { pace } from '../words.ts';
import { mostInRow } from './crew.ts';
import { endedAt, group } from './group.ts';
import { inside } from './inside.ts';
import { loop } from './loop.ts';
import { mostly } from './mostly.ts';
import type { Picture } from './picture.ts';
import { othersAt } from './run.ts';
import type { Beat } from './scene.ts';
import type { Site } from './site.ts';
import { type Everyone, type Instant, keyAt, type Standing, standing } from './standing.ts';
import { ledgerPlace } from './tracks.ts';
import { asking, upstream } from './upstream.ts';

/** The machine with everyone in it: where is who, and how. */
export function stage(picture: Picture, beat: Beat, instant: Instant): readonly Shape[] {
  const everyone = whoStandsWhere(picture, instant);
  return [
    ...ground(picture, instant, everyone),
    ...slowness(picture, beat),
    ...everyone.flatMap(([id, standing]) => discOf(picture, id, standing, instant, beat)),
    ...overflow(picture, instant),
  ];
}

/** How slowly it plays, in the corner of the machine. */
function slowness({ geometry, site }: Picture, { lens, from, at }: Beat): readonly Shape[] {
  if (from >= at) return [];
  const { process: box, text: size } = geometry;
  const text = pace(lens);
  const words = { kind: 'text', key: 'lens', text, size, fill: 'ink-second' } as const;
  // several processes have names up there; beside the name of one whose right side is full of threads there is room
  if (site.processes.length > 1) {
    const isWide = geometry.width > geometry.height;
    return [
      isWide
        ? // where there is a loop, the kernel has its words there
          { ...words, x: site.loops.size > 0 ? box.x : box.x + box.w + 24, y: box.y + 34 }
        : { ...words, x: box.x + box.w, y: box.y - 10, anchor: 'end' },
    ];
  }
  if (site.lasting.size > 0) return [{ ...words, x: box.x + 144, y: box.y + 34 }];
  return [{ ...words, x: box.x + box.w - 20, y: box.y + 34, anchor: 'end' }];
}

function whoStandsWhere({ presence, geometry }: Picture, instant: Instant): Everyone {
  const entry = Math.max(geometry.backlog.box.x - sizes.seat, sizes.seat);
  return presence.at(instant.t).flatMap(([id, keys]) => {
    const found = standing(keys, instant, entry);
    // who has arrived at the ledger is a line of it, and no disc any more
    return found === undefined || (found.key.place === ledgerPlace && !found.moving) ? [] : [[id, found] as const];
  });
}

function ground(picture: Picture, instant: Instant, everyone: Everyone): readonly Shape[] {
  const { geometry, site, scene } = picture;
  const shapes: Shape[] = [];
  shapes.push(
    tray('backlog', geometry.backlog.box, true),
    label('backlog label', geometry.backlog.box, `backlog · ${site.backlogSize}`),
  );
  if (site.loops.size > 0) {
    shapes.push(tray('kernel', geometry.kernel.box, true));
    const words =
      geometry.kernel.columns > geometry.kernel.rows ? ['waiting, in the kernel'] : ['waiting,', 'in the kernel'];
    for (const [i, text] of words.entries()) {
      const y = geometry.kernel.box.y - 14 - (words.length - 1 - i) * 28;
      shapes.push({
        kind: 'text',
        key: `kernel label ${i}`,
        x: geometry.kernel.box.x,
        y,
        text,
        size: geometry.text,
        fill: 'ink-second',
      });
    }
  }
  if (scene.upstream !== '') shapes.push(...upstream(geometry, scene.upstream));
  shapes.push(...group(picture, instant));
  shapes.push(...inside(picture, instant, (place) => everyone.some(([, { key }]) => key.place === place)));
  const ended = new Set(site.processes.map(({ id }) => id).filter((id) => endedAt(picture.trace, id, instant.t)));
  for (const [id, ring] of site.loops)
    if (!ended.has(id.split('/')[0] ?? '')) shapes.push(...loop(picture, id, ring, instant));
  for (const [id, spot] of site.seats) {
    if (picture.threadSeats.has(id) || ended.has(id.split('/')[0] ?? '')) continue;
    shapes.push(...seatOf(site, id, spot));
    if (!everyone.some(([, { key, moving }]) => key.place === id && !moving))
      shapes.push(...taken(picture, id, spot, instant));
  }
  if (site.loops.size === 0) shapes.push(...asking(picture, everyone));
  return shapes;
}

/** On a loop the seat is where it runs; elsewhere it says what it is. */
function seatOf({ loops, processes }: Site, id: string, { x, y }: Point): readonly Shape[] {
  const onLoop = loops.get(id.replace(/\/seat$/, ''));
  const ring = seat(id, { x, y }, onLoop?.seat);
  if (processes.length > mostInRow || onLoop !== undefined) return [ring];
  return [
    ring,
    {
      kind: 'text',
      key: `${id} label`,
      x,
      y: y + 62,
      text: 'seat',
      size: sizes.label,
      fill: 'ink-second',
      anchor: 'middle',
    },
  ];
}

/** Among so many that each is a dot, who comes and goes on a loop cannot be followed: its seat looks as it mostly is. */
function taken(picture: Picture, id: string, spot: Point, instant: Instant): readonly Shape[] {
  const r = picture.site.dots ? onLoop(picture.site, id) : undefined;
  const state = r === undefined ? undefined : mostly(picture, id, instant);
  return state === undefined || r === undefined
    ? []
    : [{ kind: 'circle', key: `${id} taken`, ...spot, r, ...barLook(state) }];
}

/** How large who is in the seat of a loop can be; undefined of all other places. */
function onLoop({ loops }: Site, place: string): number | undefined {
  const ring = loops.get(place.replace(/\/seat$/, ''));
  return ring && Math.min(ring.seat - 5, sizes.disc);
}

function label(key: string, { x, y }: Box, text: string): Shape {
  return { kind: 'text', key, x, y: y - 14, text, size: sizes.label, fill: 'ink-second' };
}

function discOf(
  { run, requests, gaveUpAt, geometry, site }: Picture,
  id: RequestId,
  { key, state, spot, moving }: Standing,
  { t, settled }: Instant,
  { about }: Beat,
): readonly Shape[] {
  const request = requests.get(id);
  const gaveUp = (gaveUpAt.get(id) ?? Number.POSITIVE_INFINITY) <= t;
  const { stay } = key;
  const marks: DiscMarks = {
    ...(request?.probe ? { probe: true } : {}),
    ...(stay?.state === 'away' && !moving ? { left: Math.max(0, (stay.to - t) / (stay.to - stay.from)) } : {}),
    ...(/\/(loop|hub)\b/.test(key.place) ? { notch: true } : {}),
    ...(gaveUp ? { crossed: true } : {}),
    ...(moving ? { moving: true } : {}),
    // once, when the beat has come to its end
    ...(about === id && settled > 0 && settled < 1 ? { grown: Math.sin(Math.PI * settled) } : {}),
  };
  if (onToken(site, key.place) && !moving) {
    const [block] = site.tokens.values();
    return [token(id, spot, state, id.slice(1), geometry.tick, block?.edge)];
  }
  if (site.dots && !request?.probe) return [dot(id, spot, state, moving, moving ? undefined : onLoop(site, key.place))];
  const number = id.slice(1);
  // of many requests the numbers are long, and have to fit their discs
  const size = run.part === undefined || number.length < 3 ? geometry.text : (geometry.text * 2.3) / number.length;
  return [disc(id, spot, state, number, Math.round(size), marks)];
}

/** Who is in a thread that a token stands for is drawn on the token. */
function onToken({ tokens, seats, threads }: Site, place: string): boolean {
  return (
    tokens.size > 0 && seats.has(place) && !threads.has(place.replace(/\/seat$/, '')) && place.includes('/thread ')
  );
}

/** How many more are at a place than its tray can show: the last cell says so. */
function overflow({ run, site, presence }: Picture, instant: Instant): readonly Shape[] {
  const hidden = presence.at(instant.t).flatMap(([, keys]) => {
    const key = keyAt(keys, instant);
    return key !== undefined && key.spot === undefined ? [key.place] : [];
  });
  const trays = new Map(Array.from(site.trays, ([place, tray]) => [tray, place]));
  return [...trays].flatMap(([tray, place]) => {
    const cells = tray.columns * tray.rows;
    const [first, last] = [cell(tray, cells - (tray.counter ?? 1)), cell(tray, cells - 1)];
    const more = hidden.filter((each) => site.trays.get(each) === tray).length + othersAt(run, instant.t, place);
    if (more === 0 || first === undefined || last === undefined) return [];
    const words: Shape = {
      kind: 'text',
      key: `${place} more`,
      x: (first.x + last.x) / 2,
      y: last.y + 8,
      text: `+${more}`,
      size: sizes.label,
      fill: 'ink',
      bold: true,
      anchor: 'middle',
    };
    return [words];
  });
}
