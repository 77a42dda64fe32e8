import type { Medium, View } from '../draw.ts';
import { type Sheet, sheet } from '../geometry.ts';
import { tick as tickMark } from '../glyphs.ts';
import type { Format, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { boxShapes } from './boxes.ts';
import { type Beat, placesOf, type Scene, type Way } from './scene.ts';
import { type Site, siteOf } from './site.ts';
import { tripShapes } from './trips.ts';
import { lineThrough, standing, trail, walker } from './walk.ts';

/** The way as far as a beat has come: what is walked stays, trips that are still to come are not drawn. */
export function frame(scene: Scene, beat: Beat, view: View, { format }: Medium): readonly Shape[] {
  const page = sheet(format);
  const came = view.came === undefined ? undefined : scene.beats[view.came];
  return scene.ways.flatMap((way, i) => {
    const site = siteOf(scene, way, format);
    const to = beat.places[i] ?? -1;
    return [
      ...spine(`${i}`, site, to),
      ...words(scene, site, page, format, i),
      ...boxes(`${i}`, way, site, beat, to, page, format),
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

/** What it runs on, beside where it begins; and where threads are, if any trip goes there. */
function words(
  { on, ways }: Scene,
  { start, out }: Site,
  { text }: Sheet,
  format: Format,
  i: number,
): readonly Shape[] {
  if (i > 0 || format === 'tall') return [];
  const word = (key: string, up: number, words: string): Shape => ({
    kind: 'text',
    key,
    x: start.x - 22,
    y: start.y + out.y * up,
    text: words,
    size: text,
    fill: 'ink-second',
  });
  const hasTrips = ways.some(({ steps }) => steps.some(({ trips: own }) => own.length > 0));
  return [word('on', 34, on), ...(hasTrips ? [word('threads', 84, 'threads')] : [])];
}

function boxes(
  key: string,
  way: Way,
  site: Site,
  { swap }: Beat,
  to: number,
  page: Sheet,
  format: Format,
): readonly Shape[] {
  const places = placesOf(way);
  const here = places[to]?.step ?? (to < 0 ? -1 : way.steps.length);
  return way.steps.flatMap((step, i) => {
    const box = site.boxes[i];
    const state = i === here ? 'here' : i < here ? 'past' : 'coming';
    const shown = { ...step, layer: swap[step.name] ?? step.layer };
    return box === undefined ? [] : boxShapes(`${key} ${i}`, shown, box, state, page, format);
  });
}

function trips(key: string, way: Way, site: Site, { allTrips }: Beat, to: number, page: Sheet): readonly Shape[] {
  return placesOf(way).flatMap(({ step, trip }, i) => {
    const made = trip === undefined || i > to ? undefined : way.steps[step]?.trips[trip];
    const spot = site.spots[i];
    if (made === undefined || spot === undefined) return [];
    return tripShapes(`${key} ${i}`, made, spot, site, { here: i === to, lit: allTrips }, page);
  });
}

/** Where the client has its answer. */
function answers(key: string, way: Way, { spots, out }: Site, to: number, { text }: Sheet): readonly Shape[] {
  const places = placesOf(way);
  return spots.flatMap(({ base }, i): readonly Shape[] => {
    const place = places[i];
    if (i > to || place?.trip !== undefined || !way.steps[place?.step ?? -1]?.answers) return [];
    const at = out.y === 0 ? { x: base.x - 142, y: base.y + 8 } : { x: base.x - 62, y: base.y - 34 };
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
