import type { Sheet } from '../geometry.ts';
import { arrow, seat } from '../glyphs.ts';
import type { Point, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { eased, words } from './parts.ts';
import { type Beat, heldAt, noteAt, type Scene, type Station, type Stop } from './scene.ts';
import { type Site, spot } from './site.ts';

const thickness = 18;
/** Where it says which way it goes round. */
const chevrons = [0.25, 0.86];
/** What the argument needs. */
const numberSize = 28;

/** Where on the ring the stations are, as shares of the way round from where it asks; where it runs is beside the seat. */
const stations: Readonly<Record<Station, number>> = { ask: 0, wake: 0.5, run: 0.682 };

interface Look {
  readonly t: number;
  /** How far what the beat is about has grown, from 0 to 1. */
  readonly grown: number;
  readonly page: Sheet;
}

/** The loop with its three stations, the bead on its way round, and what it does. */
export function ringShapes(scene: Scene, { lit, at }: Beat, site: Site, { t, grown, page }: Look): readonly Shape[] {
  // what it is all about is said when it stands still
  const whole = lit === 'loop' && t >= at;
  return [
    ...circle(scene, site, t, whole ? grown : 0),
    seat('seat', spot(site, 'seat', 0)),
    ...arrow('feeds', ...feeding(site), { stroke: 'away-line', width: sizes.line }),
    ...stationWords(scene, site, t, whole),
    ...asked(scene, site, t, page),
    ...inside(scene, site, t, whole, page),
  ];
}

/** Pale while the thread sleeps. */
function circle(scene: Scene, { ring }: Site, t: number, grown: number): readonly Shape[] {
  const { now, before } = heldAt(scene.bead, t);
  const on = (share: number): Point => ({
    x: ring.x + ring.r * Math.cos(2 * Math.PI * share),
    y: ring.y + ring.r * Math.sin(2 * Math.PI * share),
  });
  const stroke = noteAt(scene, 'doing', t) === 'asleep' ? 'rule' : 'ink-second';
  const bead = on(now === undefined ? stations.ask : wayRound(now, before, t));
  return [
    { kind: 'circle', key: 'ring', ...ring, stroke, width: thickness + sizes.stateLine * grown },
    ...(['ask', 'wake'] as const).map(
      (station): Shape => ({ kind: 'circle', key: `${station} place`, ...on(stations[station]), r: 5, fill: 'paper' }),
    ),
    ...chevrons.map((share, i): Shape => {
      const d = chevron(on(share), share);
      return { kind: 'path', key: `way ${i}`, d, stroke: 'paper', width: sizes.line };
    }),
    { kind: 'circle', key: 'bead', ...bead, r: 13, fill: 'process', stroke: 'ink', width: sizes.stateLine },
  ];
}

/** The names of the stations: the one where the bead is, or all three. */
function stationWords(scene: Scene, { words: places }: Site, t: number, whole: boolean): readonly Shape[] {
  const { now } = heldAt(scene.bead, t);
  return (['run', 'ask', 'wake'] as const).map((station) => {
    const { x, y, ...anchor } = places[station];
    const look = whole || now?.station === station ? ({ fill: 'ink', bold: true } as const) : {};
    return words(`${station} word`, x, y, station, numberSize, { ...look, ...anchor });
  });
}

/** For how long select was asked to wait at most, and how long it slept. */
function asked(scene: Scene, { words: places }: Site, t: number, { tick }: Sheet): readonly Shape[] {
  const { x, y } = places.ask;
  const isThere = heldAt(scene.bead, t).now?.station === 'ask';
  const slept = noteAt(scene, 'slept', t);
  return [
    words('timeout', x, y + 38, noteAt(scene, 'ask', t), numberSize, isThere ? { fill: 'ink', bold: true } : {}),
    ...(slept === '' ? [] : [words('slept', x, y + 68, slept, tick)]),
  ];
}

/** Which turn it is, and what it does; or how many there were. */
function inside(scene: Scene, { ring }: Site, t: number, whole: boolean, { label }: Sheet): readonly Shape[] {
  const turn = whole ? `${scene.turns} turns` : noteAt(scene, 'turn', t);
  const doing = noteAt(scene, 'doing', t);
  const middle = { anchor: 'middle' } as const;
  return [
    words('turn', ring.x, ring.y + (doing === '' ? 10 : -4), turn, numberSize, { fill: 'ink', bold: true, ...middle }),
    ...(doing === '' ? [] : [words('doing', ring.x, ring.y + 32, doing, label, middle)]),
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
  const outer = ring.r + thickness / 2;
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
