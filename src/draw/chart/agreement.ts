import type { Sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { sizes } from '../theme.ts';
import { faint, words } from './parts.ts';
import type { Agreement, AgreementPlace, Beat, PlacedRatio } from './scene.ts';

interface Look {
  readonly page: Sheet;
  /** How much there is of what comes with this beat, from 0 to 1. */
  readonly fresh: number;
}

/** Every number that was predicted, divided by what was measured: a dot each, on the line of 100 % where they are the same. */
export function agreementShapes(
  { rows }: Agreement,
  { lane, ticks, tenth, titles, dots }: AgreementPlace,
  beat: Beat,
  { page: { label, tick }, fresh }: Look,
): readonly Shape[] {
  const bottom = lane.y + lane.h;
  return [
    { kind: 'rect', key: 'tenth', x: tenth.x, y: lane.y, w: tenth.w, h: lane.h, r: 6, fill: 'tray' },
    {
      ...{ kind: 'path', key: 'same', d: `M${lane.x + lane.w / 2} ${lane.y}V${bottom}` },
      ...{ stroke: 'ink-second', width: sizes.line },
    },
    ...ticks.map(({ x, text }, i) => words(`tick ${i}`, x, bottom + tick + 8, text, tick, { anchor: 'middle' })),
    words('axis', lane.x + lane.w / 2, bottom + tick + label + 18, 'predicted ÷ measured', label, { anchor: 'middle' }),
    ...rows.flatMap(({ name, label: text }, i): Shape[] => {
      const title = titles[i] ?? { x: 0, y: 0 };
      const said = words(`row ${i}`, title.x, title.y, text, label, { fill: 'ink' });
      if (!beat.shown.includes(name)) return [said];
      const fill = beat.fresh.includes(name) ? 'running-fill' : 'ink-second';
      const coming = faint(beat, name, fresh);
      return [
        said,
        ...(dots[i] ?? []).map((each, n): Shape => ({ ...mark(each, fill), key: `${name} ${n}`, ...coming })),
      ];
    }),
  ];
}

/** A dot; hollow where the model leaves something out and says so, an arrowhead where it is beyond the axis. */
function mark({ x, y, r, isLeftOut, beyond }: PlacedRatio, fill: 'running-fill' | 'ink-second') {
  const hollow = { fill: 'paper', stroke: 'ink', width: sizes.line } as const;
  if (beyond !== undefined) {
    const tip = beyond === 'less' ? -r : r;
    return { kind: 'path', d: `M${x + tip} ${y}L${x - tip} ${y - r}V${y + r}Z`, ...hollow } as const;
  }
  return { kind: 'circle', x, y, r, ...(isLeftOut ? hollow : { fill }) } as const;
}
