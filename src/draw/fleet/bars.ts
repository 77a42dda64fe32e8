import type { Ms } from '../../model/kernel.ts';
import { barLook, type DiscState } from '../disc.ts';
import type { Look, Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import type { Pod } from './history.ts';
import { tenth } from './parts.ts';

/** A replica's share of the timeline, filled up to now. */
export interface Lane {
  readonly pod: Pod;
  readonly y: number;
  readonly height: number;
  readonly t: Ms;
}

interface Bar {
  readonly x: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

const states = ['running', 'kept', 'stuck'] as const satisfies readonly DiscState[];

/**
 * What seats hold, a path for each state: so many bars would be too many shapes. Bars of lanes that touch, and are alike, are
 * one: forty replicas that do the same need no more than one of them.
 */
export function inSeats(lanes: readonly Lane[], scale: (t: Ms) => number, key: string): readonly Shape[] {
  return states.flatMap((state): Shape[] => {
    const bars: Bar[] = [];
    let above = new Map<string, number>();
    for (const lane of lanes) {
      const here = new Map<string, number>();
      for (const bar of barsOf(lane, state, scale)) {
        const name = `${bar.x} ${bar.right} ${bar.top}`;
        const i = above.get(name) ?? bars.length;
        bars[i] = { ...bar, top: bars[i]?.top ?? bar.top };
        here.set(`${bar.x} ${bar.right} ${bar.bottom}`, i);
      }
      above = here;
    }
    const d = bars.map(({ x, right, top, bottom }) => `M${x} ${top}H${right}V${bottom}H${x}z`).join('');
    return d === '' ? [] : [{ kind: 'path', key: `${key}${state}`, d, ...lookOf(state, lanes.length > 1) }];
  });
}

function barsOf({ pod: { seated }, y, height, t }: Lane, state: DiscState, scale: (t: Ms) => number): readonly Bar[] {
  const wanted = state === 'kept' ? 'away' : state;
  const bars: Bar[] = [];
  const [top, bottom] = [tenth(y), tenth(y + height)];
  for (const stay of seated) {
    if (stay.state !== wanted || stay.from >= t) continue;
    const x = tenth(scale(stay.from));
    const right = tenth(Math.max(scale(Math.min(stay.to, t)), x + sizes.hairline));
    const last = bars.at(-1);
    if (last !== undefined && x <= last.right) bars[bars.length - 1] = { ...last, right: Math.max(last.right, right) };
    else bars.push({ x, right, top, bottom });
  }
  return bars;
}

function lookOf(state: (typeof states)[number], thin: boolean): Look {
  if (state === 'running') return { fill: 'running-fill' };
  return thin ? { fill: `${state}-hatch` } : barLook(state);
}
