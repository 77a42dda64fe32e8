import type { Geometry } from '../geometry.ts';
import type { Shape } from '../shape.ts';
import { textWidth, wrapped } from '../text.ts';
import { sizes } from '../theme.ts';
import type { CardSpec } from './spec.ts';

/** Small boxes of words side by side, or below each other where it is narrow, in the place of the machine. */
export function cards({ width, process, label }: Geometry, specs: readonly CardSpec[]): readonly Shape[] {
  const gap = 20;
  const stacked = width < 1000;
  const all = { x: 40, y: stacked ? 210 : 124, w: width - 80, h: stacked ? process.y + process.h - 120 : 316 };
  const w = stacked ? all.w : (all.w - gap * (specs.length - 1)) / specs.length;
  const h = stacked ? (all.h - gap * (specs.length - 1)) / specs.length : all.h;
  return specs.flatMap(({ title, text }, i): Shape[] => {
    const [x, y] = stacked ? [all.x, all.y + i * (h + gap)] : [all.x + i * (w + gap), all.y];
    return [
      {
        kind: 'rect',
        key: `card ${i}`,
        x,
        y,
        w,
        h,
        r: sizes.radius,
        fill: 'process',
        stroke: 'away-line',
        width: sizes.line,
      },
      { kind: 'text', key: `card ${i} title`, x: x + 22, y: y + 42, text: title, size: label, fill: 'ink', bold: true },
      ...wrapped(text, w - 44, { size: label }).map(
        (line, n): Shape => ({
          kind: 'text',
          key: `card ${i} line ${n}`,
          x: x + 22,
          y: y + 82 + n * 32,
          text: line,
          size: label,
          fill: 'ink',
        }),
      ),
    ];
  });
}

/** How many pixels the words of the cards are too wide or too many for their boxes; nothing or less if they fit. */
export function cardExcess(page: Geometry, specs: readonly CardSpec[]): number {
  const shapes = cards(page, specs);
  const [first] = shapes;
  if (first?.kind !== 'rect') return 0;
  const lowest = first.y + first.h - 8;
  return Math.max(
    ...shapes.map((shape) => {
      if (shape.kind !== 'text') return 0;
      const below = shapes.filter((each) => each.kind === 'rect' && each.y < shape.y).at(-1);
      const bottom = below?.kind === 'rect' ? below.y + below.h - 8 : lowest;
      return Math.max(shape.y - bottom, textWidth(shape.text, shape) - first.w + 44);
    }),
  );
}
