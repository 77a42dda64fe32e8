import type { Medium, View } from '../draw.ts';
import { type Sheet, sheet } from '../geometry.ts';
import { tick as tickMark } from '../glyphs.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { boxShapes } from './boxes.ts';
import { columnShapes, ringShapes } from './ring.ts';
import { type Beat, placesOf, type Scene, type Way } from './scene.ts';
import { type Site, siteOf } from './site.ts';
import { tripShapes } from './trips.ts';
import { lineThrough, standing, trail, walker } from './walk.ts';

/** The way as far as a beat has come: what is walked stays, trips that are still to come are not drawn. */
export function frame(scene: Scene, beat: Beat, view: View, { format }: Medium): readonly Shape[] {
  const page = sheet(format);
  const came = view.came === undefined ? undefined : scene.beats[view.came];
  const ring = siteOf(scene, 0, format).ring;
  const ways = scene.ways.flatMap((way, i) => {
    const site = siteOf(scene, i, format);
    const to = beat.places[i] ?? -1;
    return [
      ...(i === 0 ? ground(scene.on, site, page) : []),
      ...spine(`${i}`, site, to),
      ...columnShapes(`${i}`, way, site, beat, page),
      ...boxes(`${i}`, way, site, beat, to, page),
      ...trips(`${i}`, way, site, beat, to, page),
      ...answers(`${i}`, way, site, to, page),
      walker(`disc ${i + 1}`, site, {
        from: came?.places[i] ?? to,
        to,
        settled: view.settled,
        loop: beat.loop,
        size: page.text,
      }),
    ];
  });
  return ring === undefined ? ways : [...ways, ...ringShapes(ring, beat.loop, page)];
}

function spine(key: string, site: Site, place: number): readonly Shape[] {
  const { base } = standing(site, place);
  const line = (name: string, d: string, stroke: 'rule' | 'ink-second'): Shape => ({
    kind: 'path',
    key: `${key} ${name}`,
    d,
    stroke,
    width: sizes.ring,
  });
  return [
    line('spine', lineThrough(site.spine), 'rule'),
    ...(place < 0 ? [] : [line('trail', trail(site, base), 'ink-second')]),
  ];
}

/** Where threads are, if any trip goes there, and what it runs on, in a row beside where it begins. */
function ground(on: string, { start, bands, up }: Site, { text }: Sheet): readonly Shape[] {
  const rects = bands.map((box, i): Shape => ({ kind: 'rect', key: `band ${i}`, ...box, r: 8, fill: 'tray' }));
  const word = (key: string, x: number, y: number, words: string): Shape => ({
    kind: 'text',
    key,
    x,
    y,
    text: words,
    size: text,
    fill: 'ink-second',
  });
  if (!up) return [...rects, ...bands.map(({ x, y }, i) => word(`threads ${i}`, x + 12, y - 10, 'threads'))];
  const threads = bands.map(({ x, y, h }, i) => word(`threads ${i}`, x + 14, y + h / 2 + 8, 'threads'));
  return [...rects, ...threads.slice(0, 1), word('on', start.x - 22, start.y - 32, on)];
}

function boxes(key: string, way: Way, site: Site, { swap }: Beat, to: number, page: Sheet): readonly Shape[] {
  const places = placesOf(way);
  const here = places[to]?.step ?? (to < 0 ? -1 : way.steps.length);
  return way.steps.flatMap((step, i) => {
    const box = site.boxes[i];
    const state = i === here ? 'here' : i < here ? 'past' : 'coming';
    const shown = { ...step, ...swap[step.name] };
    return box === undefined ? [] : boxShapes(`${key} ${i}`, shown, box, state, page, site.lines);
  });
}

function trips(key: string, way: Way, site: Site, { lit }: Beat, to: number, page: Sheet): readonly Shape[] {
  return placesOf(way).flatMap(({ step, trip }, i) => {
    const made = trip === undefined || i > to ? undefined : way.steps[step]?.trips[trip];
    const spot = site.spots[i];
    if (made === undefined || spot === undefined) return [];
    return tripShapes(`${key} ${i}`, made, spot, site, { here: i === to, lit: lit === 'trips' }, page);
  });
}

/** Where the client has its answer: above the spine, or in the box where that stands beside it. */
function answers(key: string, way: Way, { spots, up, boxes }: Site, to: number, { text }: Sheet): readonly Shape[] {
  const places = placesOf(way);
  return spots.flatMap(({ base }, i): readonly Shape[] => {
    const place = places[i];
    if (i > to || place?.trip !== undefined || !way.steps[place?.step ?? -1]?.answers) return [];
    const box = boxes[place?.step ?? -1];
    const beside = up || box === undefined ? undefined : { x: box.x + box.w - 146, y: box.y + box.h / 2 + 27 };
    const at = beside ?? { x: base.x - 62, y: base.y - 34 };
    return [
      tickMark(`${key} answered tick`, at),
      {
        kind: 'text',
        key: `${key} answered`,
        x: at.x + 24,
        y: at.y,
        text: 'answered',
        size: text,
        fill: 'ink',
        bold: true,
      },
    ];
  });
}
