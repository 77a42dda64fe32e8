import type { Sheet } from '../geometry.ts';
import type { Box, Shape } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import { codeInBox } from './code-box.ts';
import type { Step } from './scene.ts';
import type { Site } from './site.ts';

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

/**
 * The words of a box: whose layer, which function, which file; in fewer than three lines the file stands behind the layer,
 * and in one a function has room only where there is no file.
 */
export function boxTexts(step: Step, box: Box, { label, tick }: Sheet, lines: Site['lines']): readonly Line[] {
  const room = box.w - 2 * margin;
  const one = lines === 1;
  const [code, file] = one && step.file === '' ? ['', step.function] : [one ? '' : step.function, step.file];
  const first = lines === 3 ? 34 : code === '' ? box.h / 2 + 8 : (box.h - 58) / 2 + 23;
  const line = (part: string, text: string, y: number, mono: boolean, end: boolean, less = 0): Line => {
    const size = mono ? tick : label;
    const over = textWidth(text, { size, mono, bold: !mono }) + less - room;
    return { part, text, x: box.x + (end ? box.w - margin : margin), y: box.y + y, size, mono, end, over };
  };
  const beside = lines === 3 ? 0 : textWidth(step.layer, { size: label, bold: true }) + margin;
  return [
    line('layer', step.layer, first, false, false),
    line('function', code, first + (lines === 3 ? 30 : 33), true, false),
    line('file', file, lines === 3 ? first + 58 : first, true, lines !== 3, beside),
  ].filter(({ text }) => text !== '');
}

/** A box with its words. */
export function boxShapes(
  key: string,
  step: Step,
  box: Box,
  state: BoxState,
  page: Sheet,
  lines: Site['lines'],
): readonly Shape[] {
  const looks = {
    past: { fill: 'process', stroke: 'away-line', width: sizes.line },
    here: { fill: 'code-lit', stroke: 'running-fill', width: sizes.stateLine },
    coming: { fill: 'tray', stroke: 'rule', width: sizes.hairline },
  } as const;
  const frame: Shape = { kind: 'rect', key: `${key} box`, ...box, r: 10, ...looks[state] };
  if (step.code !== undefined) return [frame, ...codeInBox(key, step.code, box, page)];
  return [
    frame,
    ...boxTexts(step, box, page, lines).map(
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
