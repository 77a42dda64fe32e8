import type { Sheet } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import { faint, measuredWords, numberSize, twoLines, words } from './parts.ts';
import { type Bars, type Beat, type Group, type Panel, perSecond, type Spread } from './scene.ts';

interface Look {
  readonly page: Sheet;
  /** How much there is of what comes with this beat, from 0 to 1. */
  readonly fresh: number;
}

/** Rows of servers, a group of bars for each workload. A bar that no beat has shown yet is an empty lane. */
export function barShapes(
  { groups, servers }: Bars,
  panels: readonly Panel[],
  beat: Beat,
  look: Look,
): readonly Shape[] {
  const { label, tick } = look.page;
  return panels.flatMap((panel, i) => {
    const group = groups[i];
    if (group === undefined) return [];
    const { names, x, title, work, rows, bar: h, width: w } = panel;
    return [
      words(`${i} title`, x, title, group.label, label, { fill: 'ink', bold: true }),
      words(`${i} work`, x, work, group.work, tick),
      ...rows.map((y, row): Shape => ({ ...lane(x, y, w, h), key: `${i} lane ${row}` })),
      ...(names === undefined
        ? []
        : rows.map((y, row) =>
            words(`${i} server ${row}`, names, y + label * 0.35, servers[row] ?? '', label, { fill: 'ink' }),
          )),
      ...(beat.shown.includes(group.limit.name) ? ceiling(group, panel, beat, look) : []),
      ...rows.flatMap((_, row) => shown(group, row, panel, beat, look)),
    ];
  });
}

/** Where a bar begins, and where it may go. */
function lane(x: number, y: number, w: number, h: number) {
  return { kind: 'rect', x, y: y - h / 2, w, h, r: 6, fill: 'tray' } as const;
}

/** A bar and its number; in the colour of what runs while the beat is about it. */
function shown(
  { bars, limit }: Group,
  row: number,
  { x, rows, scale, bar: h }: Panel,
  beat: Beat,
  { fresh, page: { tick } }: Look,
): readonly Shape[] {
  const { name = '', value = 0, measured } = bars[row] ?? {};
  if (!beat.shown.includes(name)) return [];
  const coming = faint(beat, name, fresh);
  const y = rows[row] ?? 0;
  const w = value * scale;
  const end = Math.max(w, (measured?.most ?? 0) * scale);
  // below the number where the row has room for two lines, else behind it
  const isBelow = h >= twoLines;
  const number = textWidth(perSecond(value), { size: numberSize, bold: true });
  const small = measured === undefined ? 0 : textWidth(measuredWords(measured), { size: tick });
  const long = isBelow || measured === undefined ? Math.max(number, small) : number + 10 + small;
  const base = y + 10 - (isBelow && measured !== undefined ? tick / 2 : 0);
  // the line of the limit, where there is one, goes behind the number and not through it
  const clear = limit.value * scale - end;
  return [
    {
      ...lane(x, y, w, h),
      key: `bar ${name}`,
      fill: beat.fresh.includes(name) ? 'running-fill' : 'ink-second',
      ...coming,
    },
    ...(clear > 4 && clear < long + 20 ? [{ ...lane(x + end + 8, y, long + 8, h), key: `ground ${name}`, r: 0 }] : []),
    words(`value ${name}`, x + end + 12, base, perSecond(value), numberSize, { fill: 'ink', bold: true, ...coming }),
    ...(measured === undefined
      ? []
      : [
          ...whisker(name, measured, { x, y, scale }, coming),
          words(
            `measured ${name}`,
            x + end + 12 + (isBelow ? 0 : number + 10),
            base + (isBelow ? tick * 1.2 : 0),
            measuredWords(measured),
            tick,
            coming,
          ),
        ]),
  ];
}

/** From the least to the most that was measured, and in the middle the median. */
function whisker(
  name: string,
  { least, median, most }: Spread,
  { x, y, scale }: { readonly x: number; readonly y: number; readonly scale: number },
  coming: ReturnType<typeof faint>,
): readonly Shape[] {
  const at = (value: number) => (x + value * scale).toFixed(1);
  const cap = `V${y + 8}`;
  return [
    {
      ...{ kind: 'path', key: `spread ${name}`, stroke: 'ink', width: sizes.line },
      d: `M${at(least)} ${y}H${at(most)}M${at(least)} ${y - 8}${cap}M${at(most)} ${y - 8}${cap}`,
      ...coming,
    },
    {
      ...{ kind: 'circle', key: `dot ${name}`, x: x + median * scale, y, r: 6 },
      ...{ fill: 'paper', stroke: 'ink', width: sizes.line },
      ...coming,
    },
  ];
}

/** What the cores can do at most, across the rows. */
function ceiling({ limit }: Group, panel: Panel, beat: Beat, { page, fresh }: Look): readonly Shape[] {
  const coming = faint(beat, limit.name, fresh);
  const { tick: size } = page;
  const x = panel.x + limit.value * panel.scale;
  const from = (panel.rows[0] ?? 0) - panel.bar / 2 - 6;
  return [
    {
      ...{ kind: 'path', key: `line ${limit.name}`, d: `M${x.toFixed(1)} ${from}V${panel.limit.y - size}` },
      ...{ stroke: 'ink', width: sizes.line, dash: '8 6', ...coming },
    },
    words(`words ${limit.name}`, panel.limit.x, panel.limit.y, limit.label, size, { fill: 'ink', ...coming }),
  ];
}
