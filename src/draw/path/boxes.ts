import type { Sheet } from '../geometry.ts';
import type { Box, Format, Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import type { Step } from './scene.ts';

/** How a box stands out: walked past, the one at hand, or still to come. */
export type BoxState = 'past' | 'here' | 'coming';

const margin = 12;

/** A line of a box, and by how many pixels it is too wide. */
interface Line {
  readonly part: string;
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly mono: boolean;
  readonly end: boolean;
  readonly over: number;
}

/** The words of a box: whose layer, which function, which file; on a phone the file stands behind the layer. */
export function boxTexts(step: Step, box: Box, { label, tick }: Sheet, format: Format): readonly Line[] {
  const room = box.w - 2 * margin;
  const first = format === 'tall' ? (box.h - 58) / 2 + 24 : 34;
  const line = (part: string, text: string, y: number, mono: boolean, end: boolean, less = 0): Line => {
    const size = mono ? tick : label;
    const over = textWidth(text, { size, mono, bold: !mono }) + less - room;
    return { part, text, x: box.x + (end ? box.w - margin : margin), y: box.y + y, size, mono, end, over };
  };
  const isTall = format === 'tall';
  const beside = isTall && step.file !== '' ? textWidth(step.layer, { size: label, bold: true }) + 12 : 0;
  return [
    line('layer', step.layer, first, false, false),
    line('function', step.function, first + (isTall ? 34 : 30), true, false),
    line('file', step.file, isTall ? first : first + 58, true, isTall, beside),
  ].filter(({ text }) => text !== '');
}

/** A box with its words. */
export function boxShapes(
  key: string,
  step: Step,
  box: Box,
  state: BoxState,
  page: Sheet,
  format: Format,
): readonly Shape[] {
  const looks = {
    past: { fill: 'process', stroke: 'away-line', width: sizes.line },
    here: { fill: 'code-lit', stroke: 'running-fill', width: sizes.stateLine },
    coming: { fill: 'tray', stroke: 'rule', width: sizes.hairline },
  } as const;
  return [
    { kind: 'rect', key: `${key} box`, ...box, r: 10, ...looks[state] },
    ...boxTexts(step, box, page, format).map(
      ({ part, text, x, y, size, mono, end }): Shape => ({
        kind: 'text',
        key: `${key} ${part}`,
        x,
        y,
        text,
        size,
        fill: state === 'coming' || part === 'file' ? 'ink-second' : 'ink',
        ...(mono ? { mono } : { bold: true }),
        ...(end ? { anchor: 'end' as const } : {}),
      }),
    ),
  ];
}
