import type { RequestId } from '../../model/trace.ts';
import { cell, type Geometry } from '../geometry.ts';
import { arrow, type DiscMarks, disc, dot, process, seat, token, tray } from '../glyphs.ts';
import type { Box, Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { inside } from './inside.ts';
import { loop } from './loop.ts';
import type { Picture } from './picture.ts';
import type { Beat } from './scene.ts';
import type { Site } from './site.ts';
import { type Instant, keyAt, type Standing, standing } from './standing.ts';
import { ledgerPlace } from './tracks.ts';

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
  // beside the name of a process whose right side is full of threads
  const place = site.lasting.size > 0 ? { x: box.x + 144 } : { x: box.x + box.w - 20, anchor: 'end' as const };
  const text = lens === 1 ? 'real time' : `${lens}× slower`;
  return [{ kind: 'text', key: 'lens', ...place, y: box.y + 34, text, size, fill: 'ink-second' }];
}

type Everyone = readonly (readonly [RequestId, Standing])[];

function whoStandsWhere({ tracks, geometry }: Picture, instant: Instant): Everyone {
  const entry = Math.max(geometry.backlog.box.x - sizes.seat, sizes.seat);
  return [...tracks].flatMap(([id, keys]) => {
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
  for (const { id, label: name, box } of site.processes) shapes.push(...process(id, box, name));
  shapes.push(...inside(picture, instant.t, (place) => everyone.some(([, { key }]) => key.place === place)));
  for (const [id, center] of site.loops) shapes.push(...loop(picture, id, center, instant));
  for (const [id, spot] of site.seats) if (!isThreads(picture, id)) shapes.push(...seatOf(site, id, spot));
  if (site.loops.size === 0) shapes.push(...asking(picture, everyone));
  return shapes;
}

/** On a loop the seat is where it runs; elsewhere it says what it is. */
function seatOf({ loops }: Site, id: string, { x, y }: Point): readonly Shape[] {
  const ring = seat(id, { x, y });
  if ([...loops.keys()].some((each) => id.startsWith(each))) return [ring];
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

function label(key: string, { x, y }: Box, text: string): Shape {
  return { kind: 'text', key, x, y: y - 14, text, size: sizes.label, fill: 'ink-second' };
}

function upstream({ upstream: { x, y, w, h }, text: size }: Geometry, words: string): readonly Shape[] {
  const lines = words.split(' ');
  return [
    { kind: 'rect', key: 'upstream', x, y, w, h, r: 6, fill: 'tray', stroke: 'away-line', width: sizes.line },
    ...lines.map((text, i): Shape => {
      const at = y + h / 2 + 8 + (i - (lines.length - 1) / 2) * 28;
      return {
        kind: 'text',
        key: `upstream ${i}`,
        x: x + w / 2,
        y: at,
        text,
        size,
        fill: 'ink',
        anchor: 'middle',
      };
    }),
  ];
}

/** A thread's seat is drawn with its thread, or is a token. */
function isThreads({ trace }: Picture, seatId: string): boolean {
  const parent = trace.places.find((place) => place.id === seatId);
  return parent?.kind === 'seat' && trace.places.some(({ id, kind }) => id === parent.parent && kind === 'thread');
}

/** Who waits in a seat asks from there: the line to what is asked. */
function asking({ geometry, scene, site }: Picture, everyone: Everyone): readonly Shape[] {
  if (scene.upstream === '') return [];
  return everyone.flatMap(([id, { key, moving }]) => {
    const from = site.seats.get(key.place);
    if (key.state !== 'kept' || from === undefined || moving) return [];
    const down = geometry.upstream.y > from.y + 2 * sizes.seat;
    const start = down ? { x: from.x, y: from.y + 36 } : { x: from.x + 36, y: from.y };
    const end = down
      ? { x: geometry.upstream.x + geometry.upstream.w / 2, y: geometry.upstream.y - 6 }
      : { x: geometry.upstream.x - 6, y: from.y };
    return arrow(`${id} asks`, start, end, { stroke: 'away-line', width: sizes.line, dash: '8 6' });
  });
}

function discOf(
  { trace, geometry, site }: Picture,
  id: RequestId,
  { key, state, spot, moving }: Standing,
  { t, settled }: Instant,
  { about }: Beat,
): readonly Shape[] {
  const request = trace.requests.find((each) => each.id === id);
  const gaveUp = trace.outcomes.some(
    (outcome) => outcome.request === id && outcome.kind === 'gaveUp' && outcome.at <= t,
  );
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
  if (onToken(site, key.place) && !moving) return [token(id, spot, state, id.slice(1), geometry.tick)];
  if (site.dots && !request?.probe) return [dot(id, spot, state)];
  return [disc(id, spot, state, id.slice(1), geometry.text, marks)];
}

/** Who is in a thread that a token stands for is drawn on the token. */
function onToken({ tokens, seats, threads }: Site, place: string): boolean {
  return (
    tokens.size > 0 && seats.has(place) && !threads.has(place.replace(/\/seat$/, '')) && place.includes('/thread ')
  );
}

/** How many more are at a place than its tray can show: the last cell says so. */
function overflow({ site, tracks }: Picture, instant: Instant): readonly Shape[] {
  const hidden = [...tracks.values()].flatMap((keys) => {
    const key = keyAt(keys, instant);
    return key !== undefined && key.spot === undefined ? [key.place] : [];
  });
  return [...site.trays].flatMap(([place, tray]) => {
    const cells = tray.columns * tray.rows;
    const [first, last] = [cell(tray, cells - (tray.counter ?? 1)), cell(tray, cells - 1)];
    const more = hidden.filter((each) => each === place).length;
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
