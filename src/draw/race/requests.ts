import type { Ms } from '../../model/kernel.ts';
import type { Segment } from '../../model/trace.ts';
import { barLook, type DiscState, inkOf } from '../disc.ts';
import { cross, tick } from '../glyphs.ts';
import { stretches, unseenLook } from '../machine/unseen.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import { short, words } from './parts.ts';
import type { Plan } from './plan.ts';
import { isKept, outcomeSaid, type Row } from './scene.ts';

/** The lanes of a row: from where on, how far from one to the next, and up to when. */
interface Lanes {
  readonly plan: Plan;
  readonly y: number;
  readonly pitch: number;
  readonly t: Ms;
  readonly key: string;
}

/** Between two lanes. */
const gap = 4;

interface Bar {
  readonly look: DiscState;
  readonly from: Ms;
  readonly to: Ms;
}

/** What a lane is called. */
export function laneLabel({ id, path }: { readonly id: string; readonly path: string }): string {
  return `${id.slice(1)} ${path}`;
}

/** A lane a request: what it did up to now. */
export function requestLanes(row: Row, { plan, y, pitch, t, key }: Lanes): readonly Shape[] {
  const { ruler, page, x } = plan;
  const h = pitch - gap;
  return row.run.trace.requests.flatMap((request, i): readonly Shape[] => {
    const top = y + i * pitch;
    const middle = top + h / 2 + page.tick * 0.35;
    const name = `${key} ${request.id}`;
    const own = row.run.trace.segments.filter((stay) => stay.request === request.id);
    return [
      { kind: 'rect', key: `${name} lane`, x: ruler.x0, y: top, w: ruler.x1 - ruler.x0, h, r: 4, fill: 'tray' },
      words(`${name} label`, ruler.x0 - 14, middle, laneLabel(request), page.tick, { mono: true, anchor: 'end' }),
      ...stretches(row.run, request, own, t).map(({ from, to }): Shape => {
        const left = x(from);
        const width = Math.max(0, x(to) - left);
        return { kind: 'rect', key: `${name} unseen ${from}`, x: left, y: top, w: width, h, ...unseenLook };
      }),
      ...barsOf(row, own)
        .filter(({ from, to }) => from < t && from < to)
        .flatMap(({ look, from, to }): readonly Shape[] => {
          const left = x(from);
          const w = Math.max(x(Math.min(to, t)) - left, sizes.hairline);
          return bar(`${name} ${from}`, look, { x: short(left), y: top, w: short(w), h }, page.tick);
        }),
    ];
  });
}

/** Stays that touch and look alike are one bar. */
function barsOf(row: Row, stays: readonly Segment[]): readonly Bar[] {
  const bars: Bar[] = [];
  for (const stay of stays) {
    const look: DiscState = isKept(row, stay) ? 'kept' : stay.state;
    const last = bars.at(-1);
    if (last?.to === stay.from && last.look === look) bars[bars.length - 1] = { ...last, to: stay.to };
    else bars.push({ look, from: stay.from, to: stay.to });
  }
  return bars;
}

const barWords: Record<DiscState, string> = {
  running: 'running',
  kept: 'away, seat kept',
  away: 'away',
  stuck: 'stuck',
  inLine: 'in line',
  turns: '',
  done: '',
};

const plates = { stuck: 'stuck-fill', inLine: 'inline-fill', kept: 'kept-fill' } as const;

function bar(
  key: string,
  state: DiscState,
  { x, y, w, h }: { x: number; y: number; w: number; h: number },
  size: number,
): readonly Shape[] {
  const look = barLook(state);
  // a bar thinner than its own line is the line
  if (w < 5) return [{ kind: 'rect', key, x, y, w, h, fill: look.stroke ?? 'ink' }];
  const text = barWords[state];
  const room = textWidth(text, { size }) + 24;
  const body: Shape = { kind: 'rect', key, x: x + 1, y: y + 1, w: w - 2, h: h - 2, r: 4, ...look };
  if (text === '' || room > w) return [body];
  const plate = state === 'stuck' || state === 'inLine' || state === 'kept' ? plates[state] : undefined;
  return [
    body,
    ...(plate === undefined
      ? []
      : [
          { kind: 'rect', key: `${key} plate`, x: x + 6, y: y + 3, w: room - 12, h: h - 6, r: 3, fill: plate } as const,
        ]),
    words(`${key} word`, x + 12, y + h / 2 + size * 0.35, text, size, { fill: inkOf(state) }),
  ];
}

/** What the clients saw, each behind the last that was done for it. */
export function outcomes(row: Row, { plan, y, pitch, t, key }: Lanes): readonly Shape[] {
  const { x, page, ruler } = plan;
  const { requests, segments, outcomes: all } = row.run.trace;
  return all.flatMap((outcome): readonly Shape[] => {
    const i = requests.findIndex(({ id }) => id === outcome.request);
    const ends = segments.filter(({ request }) => request === outcome.request).map(({ to }) => to);
    const at = Math.max(outcome.at, ...ends);
    if (at > t) return [];
    const latency = row.run.figures.get(outcome.request)?.latency ?? 0;
    const look = { size: page.label, bold: true };
    const left = x(at) + 8;
    const room = page.stage.x + page.stage.w - left - 24;
    const long = outcomeSaid(outcome, latency, false);
    const said = textWidth(long, look) <= room ? long : outcomeSaid(outcome, latency, true);
    const good = outcome.kind === 'replied';
    const h = pitch - gap;
    const middle = y + i * pitch + h / 2;
    const name = `${key} ${outcome.request} outcome`;
    const right = left + 30 + textWidth(said, look);
    const plate = { kind: 'rect', y: middle - h / 2, h } as const;
    return [
      // the line of now does not run through words, in the lane or behind it
      { ...plate, key: `${name} behind`, x: left - 2, w: right - left + 2, fill: 'paper' },
      ...(left < ruler.x1
        ? [
            {
              ...plate,
              key: `${name} plate`,
              x: left - 2,
              w: Math.min(right, ruler.x1) - left + 2,
              fill: 'tray',
            } as const,
          ]
        : []),
      (good ? tick : cross)(`${name} mark`, { x: left + 2, y: middle + 8 }),
      words(name, left + 24, middle + page.label * 0.35, said, page.label, {
        bold: true,
        fill: good ? 'ink' : 'stuck-line',
      }),
    ];
  });
}
