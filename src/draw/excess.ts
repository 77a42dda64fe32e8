import { caption, roomFor } from './caption.ts';
import type { Sheet } from './geometry.ts';
import type { Beat } from './scene.ts';
import { textWidth } from './text.ts';

/** How many pixels the words of a beat are too wide for the lines they have. */
export function excess(sheet: Sheet, beat: Pick<Beat, 'ask' | 'answers' | 'say' | 'payoff'>): number {
  const { sentence } = sheet;
  const shapes = caption(sheet, beat);
  const right = Math.max(
    ...shapes.map((shape) =>
      shape.kind === 'rect'
        ? shape.x + shape.w
        : shape.kind === 'text' && shape.anchor === undefined
          ? shape.x + textWidth(shape.text, shape)
          : 0,
    ),
  );
  const lines = shapes.filter(({ key }) => key.startsWith('sentence')).length;
  const whole = textWidth(beat.ask === '' ? beat.say : beat.ask, { size: sentence.size, bold: true });
  const over = whole - sentence.lines * roomFor(beat.payoff, sentence);
  // a word that ends a line too early makes another line all the same
  return Math.max(0, right - sentence.x - sentence.width, lines > sentence.lines ? Math.max(1, over) : 0);
}
