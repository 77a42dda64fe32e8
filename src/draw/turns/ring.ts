import type { Sheet } from '../geometry.ts';
import { arrow, seat } from '../glyphs.ts';
import type { Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { eased, words } from './parts.ts';
import { type Beat, heldAt, noteAt, type Scene, type Station, type Stop } from './scene.ts';
import { type Site, spot } from './site.ts';

const stroke = 18;
/** What the argument needs. */
const numberSize = 28;

/** Where on the ring the stations are, as shares of the way round from where it asks; where it runs is beside the seat. */
const stations: Readonly<Record<Station, number>> = { ask: 0, wake: 0.5, run: 0.682 };

/** The loop with its three stations, the bead on its way round, and what it does. */
export function ringShapes(
  scene: Scene,
  { lit, at }: Beat,
  site: Site,
  { t, grown, page }: { readonly t: number; readonly grown: number; readonly page: Sheet },
): readonly Shape[] {
  const { ring, words: places } = site;
  const { now, before } = heldAt(scene.bead, t);
  const share = now === undefined ? 0 : wayRound(now, before, t);
  // what it is all about is said when it stands still
  const whole = lit === 'loop' && t >= at;
  const on = (share: number): Point => ({
    x: ring.x + ring.r * Math.cos(2 * Math.PI * share),
    y: ring.y + ring.r * Math.sin(2 * Math.PI * share),
  });
  const names = (['run', 'ask', 'wake'] as const).map((station): Shape => {
    const { x, y, anchor } = places[station];
    const isHere = whole || now?.station === station;
    return words(`${station} word`, x, y, station, numberSize, {
      fill: isHere ? 'ink' : 'ink-second',
      bold: isHere,
      ...(anchor === undefined ? {} : { anchor }),
    });
  });
  const { x, y } = places.ask;
  const timeout = noteAt(scene, 'ask', t);
  const asked = now?.station === 'ask';
  const slept = noteAt(scene, 'slept', t);
  const doing = noteAt(scene, 'doing', t);
  return [
    {
      kind: 'circle',
      key: 'ring',
      ...ring,
      stroke: doing === 'asleep' ? 'rule' : 'ink-second',
      width: stroke + (whole ? sizes.stateLine * grown : 0),
    },
    ...(['ask', 'wake'] as const).map(
      (station): Shape => ({ kind: 'circle', key: `${station} place`, ...on(stations[station]), r: 5, fill: 'paper' }),
    ),
    ...[0.25, 0.86].map(
      (share, i): Shape => ({
        kind: 'path',
        key: `way ${i}`,
        d: chevron(on(share), share),
        stroke: 'paper',
        width: sizes.line,
      }),
    ),
    { kind: 'circle', key: 'bead', ...on(share), r: 13, fill: 'process', stroke: 'ink', width: sizes.stateLine },
    seat('seat', spot(site, 'seat', 0)),
    ...arrow('feeds', ...feeding(site), { stroke: 'away-line', width: sizes.line }),
    ...names,
    ...(timeout === ''
      ? []
      : [words('timeout', x, y + 38, timeout, numberSize, { fill: asked ? 'ink' : 'ink-second', bold: asked })]),
    ...(slept === '' ? [] : [words('slept', x, y + 68, slept, page.tick)]),
    words(
      'turn',
      ring.x,
      ring.y + (doing === '' ? 10 : -4),
      whole ? `${scene.turns} turns` : noteAt(scene, 'turn', t),
      numberSize,
      {
        fill: 'ink',
        bold: true,
        anchor: 'middle',
      },
    ),
    ...(doing === '' ? [] : [words('doing', ring.x, ring.y + 32, doing, page.label, { anchor: 'middle' })]),
  ];
}

/** Which way round it goes, on the ring. */
function chevron({ x, y }: Point, share: number): string {
  const along = 2 * Math.PI * share + Math.PI / 2;
  const wing = (turn: number) =>
    `${(x + 7 * Math.cos(along + turn)).toFixed(1)} ${(y + 7 * Math.sin(along + turn)).toFixed(1)}`;
  const tip = `${(x + 4 * Math.cos(along)).toFixed(1)} ${(y + 4 * Math.sin(along)).toFixed(1)}`;
  return `M${wing(2.3)}L${tip}L${wing(-2.3)}`;
}

/** From the first in line towards the seat, as far as the ring. */
function feeding({ ring, ready }: Site): [Point, Point] {
  const y = ring.y - ring.r;
  const outer = ring.r + stroke / 2;
  return [
    { x: ready.box.x - 6, y },
    { x: ring.x + Math.sqrt(outer ** 2 - ring.r ** 2) + 8, y },
  ];
}

/** How far round the bead is: it goes one way only, past what it does not stop at. */
function wayRound({ at, move, station }: Stop, before: Stop | undefined, t: number): number {
  const to = stations[station];
  const from = before === undefined ? to : stations[before.station];
  const way = move === 0 ? 1 : Math.min(1, (t - at) / move);
  return from + (to > from ? to - from : to - from + (before === undefined ? 0 : 1)) * eased(way);
}
