import type { Ms } from '../../model/kernel.ts';
import { assertLaws } from '../../model/laws.ts';
import type { Problem } from '../../model/rules.ts';
import { isRecord, list, record, time } from '../../model/rules.ts';
import { serverProblems } from '../../model/servers/index.ts';
import type { RequestId, Segment } from '../../model/trace.ts';
import { barLook } from '../disc.ts';
import type { Shape } from '../shape.ts';
import { svgSource } from '../svg.ts';
import { sizes } from '../theme.ts';
import { arrivalsRule } from './form.ts';
import { read } from './read.ts';
import { runOf } from './run.ts';
import type { RunSpec } from './spec.ts';

/** A run as an ornament: the traffic of a window of its time, without words. */
export interface BandSpec extends RunSpec {
  readonly from: Ms;
  readonly to: Ms;
}

const rule = record({ server: serverProblems, arrivals: list(arrivalsRule), from: time, to: time });

/** What is wrong with the form of a band, each by its path. */
export function bandProblems(value: unknown): readonly Problem[] {
  const wrong = rule(value, '');
  if (wrong.length > 0 || !isRecord(value) || Number(value.from) < Number(value.to)) return wrong;
  return [{ path: 'to', what: `${String(value.to)} is not after from`, expected: 'expected a later instant' }];
}

export function isBand(value: unknown): value is BandSpec {
  return bandProblems(value).length === 0;
}

/** The lane of who blocks, and the ms between two requests of a lane. */
const middle = 8;
const gap: Ms = 10;

const area = { w: 1280, h: 250, lanes: 14, pitch: 17, bar: 12 } as const;

/** Lanes of requests from edge to edge, those at the top fading away: 1280 × 250, a real trace and no drawing. */
export function band(spec: BandSpec): string {
  const { trace } = runOf(read(spec));
  assertLaws(trace);
  const seen = histories(trace.segments).filter(({ from, to }) => to > spec.from && from < spec.to);
  const lanes: History[][] = Array.from({ length: area.lanes }, () => []);
  const isFree = (lane: readonly History[], { from, to }: History) =>
    lane.every((other) => other.to + gap < from || to + gap < other.from);
  // who blocks all others has the middle
  for (const history of seen) if (history.blocks) lanes[middle]?.push(history);
  for (const history of seen) if (!history.blocks) lanes.find((lane) => isFree(lane, history))?.push(history);
  // whole pixels: an ornament needs no finer ones, and the page is lighter
  const scale = (t: Ms) => Math.round(((t - spec.from) / (spec.to - spec.from)) * area.w);
  const shapes = lanes.flatMap((lane, i) => lane.flatMap(({ stays }) => stays.map((stay) => bar(stay, i, scale))));
  return `<svg class="band" viewBox="0 0 ${area.w} ${area.h}" preserveAspectRatio="xMidYMax slice" aria-hidden="true">${svgSource(shapes)}</svg>`;
}

interface History {
  readonly stays: readonly Segment[];
  readonly from: Ms;
  readonly to: Ms;
  readonly blocks: boolean;
}

function histories(segments: readonly Segment[]): readonly History[] {
  const each = new Map<RequestId, Segment[]>();
  for (const segment of segments) each.set(segment.request, [...(each.get(segment.request) ?? []), segment]);
  return [...each.values()]
    .map((stays) => ({
      stays,
      from: stays[0]?.from ?? 0,
      to: stays.at(-1)?.to ?? 0,
      blocks: stays.some(({ state }) => state === 'stuck'),
    }))
    .toSorted((a, b) => a.from - b.from);
}

function bar({ state, from, to, request }: Segment, lane: number, scale: (t: Ms) => number): Shape {
  const y = area.h - (lane + 1) * area.pitch;
  const x = scale(from);
  const w = Math.max(1, scale(to) - x - 2);
  const opacity = Math.min(1, (area.lanes - lane) / 4);
  const key = `${request} ${from}`;
  const look = barLook(state);
  const faint = opacity < 1 ? { opacity } : {};
  return state === 'away'
    ? {
        kind: 'rect',
        key,
        x,
        y,
        w,
        h: area.bar,
        r: 3,
        stroke: 'away-line',
        width: sizes.hairline / 2,
        dash: '4 3',
        opacity: opacity * 0.6,
      }
    : { kind: 'rect', key, x, y, w, h: area.bar, r: 3, ...(look.fill ? { fill: plain(state) } : {}), ...faint };
}

function plain(state: Segment['state']): 'running-fill' | 'inline-fill' | 'stuck-fill' {
  return state === 'running' ? 'running-fill' : state === 'stuck' ? 'stuck-fill' : 'inline-fill';
}
