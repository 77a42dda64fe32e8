import type { Sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import { capacity, times } from './capacity.ts';
import { faint, numberSize, words } from './parts.ts';
import { type Beat, perSecond, type Share, type SharePlace, short } from './scene.ts';

interface Look {
  readonly page: Sheet;
  /** How much there is of what comes with this beat, from 0 to 1. */
  readonly fresh: number;
  /** How much of it is computing, per cent. */
  readonly t: number;
}

/** One request as a bar, computing and waiting, and below it how many times as many each tool makes of it. */
export function shareShapes(share: Share, place: SharePlace, beat: Beat, look: Look): readonly Shape[] {
  return [...request(share, place, beat, look), ...tools(share, place, beat, look)];
}

function request({ total }: Share, { bar }: SharePlace, beat: Beat, { page: { label }, t }: Look): readonly Shape[] {
  const { x, y, w, h } = bar;
  const cut = (w * t) / 100;
  const above = y - 14;
  const cpu = Math.round((total * t) / 100);
  return [
    {
      ...{ kind: 'rect', key: 'track', x, y, w, h, r: 8 },
      ...{ fill: 'paper', stroke: 'away-line', width: sizes.line, dash: '8 6' },
    },
    {
      ...{ kind: 'rect', key: 'running', x, y, w: cut, h, r: 8 },
      ...{ fill: 'running-fill', stroke: 'running-line', width: sizes.line },
    },
    words('cpu', x, above, `${cpu} ms CPU`, label, { fill: 'ink', bold: true }),
    ...(cpu < total
      ? [words('wait', x + w, above, `${total - cpu} ms waiting`, label, { fill: 'ink', bold: true, anchor: 'end' })]
      : []),
    ...(beat.numbers === undefined ? [] : handle(x + cut, y, h)),
  ];
}

/** Where it can be taken hold of. */
function handle(x: number, y: number, h: number): readonly Shape[] {
  const middle = y + h / 2;
  return [
    {
      ...{ kind: 'rect', key: 'handle', x: x - 11, y: y - 8, w: 22, h: h + 16, r: 11 },
      ...{ fill: 'ink', stroke: 'paper', width: sizes.line },
    },
    {
      ...{ kind: 'path', key: 'handle grip', d: `M${x - 4} ${middle - 12}v24M${x + 4} ${middle - 12}v24` },
      ...{ stroke: 'paper', width: sizes.line },
    },
  ];
}

function tools(
  { tools: all, total }: Share,
  place: SharePlace,
  beat: Beat,
  { page, fresh, t }: Look,
): readonly Shape[] {
  const { lane, rows, thick, scale } = place;
  const { label, tick, stage } = page;
  const coming = faint(beat, 'tools', fresh);
  return [
    words('what', lane.x, (rows[0] ?? 0) - thick / 2 - 18, 'times one worker', tick),
    ...all.flatMap((tool, i): Shape[] => {
      const y = rows[i] ?? 0;
      const row = { kind: 'rect', x: lane.x, y: y - thick / 2, h: thick, r: 6 } as const;
      const name = words(`tool ${i}`, stage.x, y + label * 0.35, tool.label, label, { fill: 'ink' });
      const empty: Shape[] = [name, { ...row, key: `lane ${i}`, w: lane.w, fill: 'tray' }];
      if (beat.shown.length === 0) return empty;
      const many = times(tool, t);
      const w = many * scale;
      const said = `× ${short(many)}`;
      const next = lane.x + w + 14;
      const behind = next + textWidth(said, { size: numberSize, bold: true }) + 14;
      // what changes nothing is not what helps
      const fill = many > 1.05 ? 'running-fill' : 'ink-second';
      return [
        ...empty,
        { ...row, key: `bar ${i}`, w, fill, ...coming },
        words(`times ${i}`, next, y + 10, said, numberSize, { fill: 'ink', bold: true, ...coming }),
        words(`rate ${i}`, behind, y + 9, perSecond(capacity(tool, total, t)), tick, coming),
      ];
    }),
  ];
}
