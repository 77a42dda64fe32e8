import type { Sheet } from '../geometry.ts';
import { textWidth, wrapped } from '../text.ts';
import type { Tool } from './capacity.ts';
import { measuredWords, numberSize, twoLines } from './parts.ts';
import {
  type Agreement,
  type AgreementPlace,
  type Curve,
  fineness,
  type Group,
  type Heading,
  type Panel,
  type PlacedRatio,
  type Plot,
  type Ratio,
  type SharePlace,
} from './scene.ts';

const gap = 16;

/** The heading of a chart, the rest of it on the same line where that has room. */
export function headingOf({ stage, label, tick }: Sheet, word: string, note: string): Heading {
  const indent = textWidth(word, { size: label, bold: true }) + gap;
  const fits = indent + textWidth(note, { size: tick }) <= stage.w;
  const first = stage.y + label;
  const lines = fits
    ? [{ x: round(stage.x + indent), y: first, text: note }]
    : wrapped(note, stage.w, { size: tick }).map((text, i) => ({
        x: stage.x,
        y: round(first + (i + 1) * tick * 1.4),
        text,
      }));
  return { word, lines };
}

/** Where a heading ends and the rest begins. */
function below({ lines }: Heading): number {
  return (lines.at(-1)?.y ?? 0) + 8;
}

/** The axes: high enough for the highest value, and beside its end room for what the curves are called. */
export function plotOf(
  curves: readonly Curve[],
  ticks: readonly number[],
  { stage, label, tick }: Sheet,
  heading: Heading,
): Plot {
  const end = Math.max(...curves.map(({ values }) => values.length - 1)) / fineness;
  const ofTicks = Math.max(...ticks.map((ms) => textWidth(`${ms} ms`, { size: tick })));
  const ofNames = Math.max(...curves.map((curve) => textWidth(curve.label, { size: label })));
  const far = stage.x + stage.w;
  const left = stage.x + ofTicks + 14;
  const right = left + Math.min(((far - gap - ofNames - left) * 100) / end, far - left - tick);
  return {
    left: round(left),
    right: round(right),
    top: round(below(heading) + label + 36),
    bottom: round(stage.y + stage.h - tick - label - 46),
    end,
    reach: Math.max(...curves.flatMap(({ values }) => values)) * 1.04,
  };
}

/** The places of all groups below a heading. */
export function panelsOf(
  groups: readonly Group[],
  servers: readonly string[],
  { width, height, stage, label, tick }: Sheet,
  heading: Heading,
  longest: number,
): readonly Panel[] {
  const isTall = height > width;
  const top = below(heading) + 14;
  const names = Math.max(...servers.map((text) => textWidth(text, { size: label }))) + gap;
  const left = stage.x + names;
  const between = isTall ? 20 : 36;
  const count = isTall ? 1 : groups.length;
  const w = (stage.x + stage.w - left - between * (count - 1)) / count;
  const share = (stage.y + stage.h - top - (isTall ? between * (groups.length - 1) : 0)) / (isTall ? groups.length : 1);
  const head = label + 1.5 * tick + 18;
  const foot = 1.4 * tick + 12;
  const pitch = Math.min(86, (share - head - foot) / servers.length);
  // in the middle of what there is, where that is more than enough
  const spare = Math.max(0, share - head - foot - pitch * servers.length) / 2;
  const bar = round(Math.min(48, pitch - 10));
  const number = textWidth('0000/s', { size: numberSize, bold: true });
  const said = groups.flatMap(({ bars }) =>
    bars.map(({ measured }) => (measured === undefined ? 0 : textWidth(measuredWords(measured), { size: tick }))),
  );
  const beside = Math.max(...said) === 0 || bar >= twoLines ? Math.max(number, ...said) : number + Math.max(...said);
  const scale = (w - beside - gap) / longest;
  return groups.map(({ limit }, i) => {
    const y = top + spare + (isTall ? i * (share + between) : 0);
    const x = isTall ? left : left + i * (w + between);
    const ofLimit = textWidth(limit.label, { size: tick });
    const middle = x + limit.value * scale - ofLimit / 2;
    return {
      x: round(x),
      title: round(y + label),
      work: round(y + label + 1.4 * tick),
      rows: servers.map((_row, row) => round(y + head + pitch * (row + 0.5))),
      bar,
      scale,
      width: round(w),
      limit: {
        x: round(Math.max(x, Math.min(middle, x + w - ofLimit))),
        y: round(y + head + pitch * servers.length + 1.4 * tick),
      },
      ...(isTall || i === 0 ? { names: stage.x } : {}),
    };
  });
}

/** The places of a request and its tools below a heading; the most that one of them makes of it gives the scale. */
export function shareAt(
  tools: readonly Tool[],
  { width, height, stage, label, tick }: Sheet,
  heading: Heading,
  longest: number,
): SharePlace {
  const isTall = height > width;
  const bar = { x: stage.x, y: round(below(heading) + 2 * label + 24), w: stage.w, h: isTall ? 84 : 68 };
  const names = Math.max(...tools.map((tool) => textWidth(tool.label, { size: label }))) + gap;
  const lane = { x: round(stage.x + names), w: round(stage.w - names) };
  const first = bar.y + bar.h + tick + 46;
  const pitch = Math.min(92, (stage.y + stage.h - 8 - first) / tools.length);
  const numbers = textWidth('× 000', { size: numberSize, bold: true }) + textWidth('0000/s', { size: tick }) + 36;
  return {
    bar,
    lane,
    rows: tools.map((_, i) => round(first + pitch * (i + 0.5))),
    thick: round(Math.min(44, pitch - 12)),
    scale: (lane.w - numbers) / longest,
  };
}

/** So far from the same an axis of ratios goes, to either side. */
const reach = 0.2;
/** A dot, and from middle to middle of two that would lie on each other. */
const dot = { r: 6, apart: 13 } as const;

/** The places of ratios below a heading; titles beside their rows or, on a phone, above them. */
export function agreementAt(
  rows: Agreement['rows'],
  { width, height, stage, label, tick }: Sheet,
  heading: Heading,
): AgreementPlace {
  const isTall = height > width;
  const names = isTall ? 0 : Math.max(...rows.map((row) => textWidth(row.label, { size: label }))) + 2 * gap;
  const top = below(heading) + 12;
  const lane = {
    x: round(stage.x + names),
    y: round(top),
    w: round(stage.w - names),
    h: round(stage.y + stage.h - top - tick - label - 26),
  };
  const xOf = (ratio: number) => round(lane.x + (lane.w * (ratio - 1 + reach)) / (2 * reach));
  const pitch = lane.h / rows.length;
  const middle = (i: number) => lane.y + pitch * (i + 0.5) + (isTall ? label * 0.6 : 0);
  return {
    lane,
    tenth: { x: xOf(0.9), w: round(xOf(1.1) - xOf(0.9)) },
    ticks: [0.85, 0.9, 1, 1.1, 1.15].map((ratio) => ({ x: xOf(ratio), text: `${Math.round(ratio * 100)} %` })),
    titles: rows.map((_, i) => ({
      x: stage.x,
      y: round(isTall ? lane.y + pitch * i + label : middle(i) + label * 0.35),
    })),
    dots: rows.map(({ ratios }, i) => piled(ratios, xOf, middle(i), pitch - (isTall ? label * 1.2 : 0))),
  };
}

/** Dots where their ratios are, those that would lie on each other above and below the line in turn, nearer where many are. */
function piled(
  ratios: readonly Ratio[],
  xOf: (ratio: number) => number,
  middle: number,
  height: number,
): readonly PlacedRatio[] {
  const columns = new Map<number, number[]>();
  const end = reach - 0.012;
  const same = xOf(1);
  const placed = ratios.map(({ ratio, isLeftOut }, n) => {
    const off = ratio < 1 - end ? 'less' : ratio > 1 + end ? 'more' : undefined;
    const x = xOf(off === 'less' ? 1 - end : off === 'more' ? 1 + end : ratio);
    const column = Math.round((x - same) / dot.apart);
    columns.set(column, [...(columns.get(column) ?? []), n]);
    return { x: round(same + column * dot.apart), column, r: dot.r, isLeftOut, ...(off && ({ beyond: off } as const)) };
  });
  return placed.map(({ column, ...each }, n) => {
    const pile = columns.get(column) ?? [];
    const apart = Math.min(dot.apart, (height - 2 * dot.r) / Math.max(1, pile.length));
    const up = pile.indexOf(n) - (pile.length - 1) / 2;
    return { ...each, y: round(middle + up * apart) };
  });
}

/** A tenth of a pixel is finer than the eye. */
function round(value: number): number {
  return Math.round(value * 10) / 10;
}
