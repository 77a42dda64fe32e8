import type { Sheet } from './geometry.ts';
import type { Choice } from './question.ts';
import type { Beat } from './scene.ts';
import type { Point, Shape } from './shape.ts';
import { textWidth, wrapped } from './text.ts';
import { sizes } from './theme.ts';

/** The one sentence of a beat, or its question with the answers to choose from, and the number of the scene. */
export function caption(
  { sentence, payoff: at }: Sheet,
  { ask, answers, say, payoff }: Pick<Beat, 'ask' | 'answers' | 'say' | 'payoff'>,
): readonly Shape[] {
  const look = { size: sentence.size, bold: true } as const;
  const lines = wrapped(ask === '' ? say : ask, roomFor(payoff, sentence), look);
  const shapes: Shape[] = lines.map((text, i) => ({
    kind: 'text',
    key: `sentence ${i}`,
    x: sentence.x,
    y: sentence.y + i * sentence.size * 1.25,
    text,
    fill: 'ink',
    ...look,
  }));
  const below = sentence.y + lines.length * sentence.size * 1.25;
  const lastWidth = textWidth(lines.at(-1) ?? '', look);
  if (ask !== '')
    shapes.push(
      ...choices(
        answers,
        sentence.lines === 1 ? { x: sentence.x + lastWidth + 20, y: sentence.y } : { x: sentence.x, y: below + 16 },
      ),
    );
  if (payoff !== '')
    shapes.push({
      kind: 'text',
      key: 'payoff',
      x: at.x,
      y: at.y,
      ...(at.anchor === 'end' ? { anchor: at.anchor } : {}),
      text: payoff,
      size: sizes.payoff,
      fill: 'ink',
      bold: true,
    });
  return shapes;
}

/** How wide a line of words may be, beside the number of the scene. */
export function roomFor(payoff: string, { lines, width }: Sheet['sentence']): number {
  return payoff === '' || lines > 1 ? width : width - textWidth(payoff, { size: sizes.payoff, bold: true }) - 32;
}

/** The answers of a question as they are drawn, in their order: what is to be hit where they can be chosen. */
export function choicesOf(sheet: Sheet, beat: Pick<Beat, 'ask' | 'answers' | 'say' | 'payoff'>): readonly Choice[] {
  const boxes = caption(sheet, beat).flatMap((shape) =>
    shape.kind === 'rect' && shape.key.startsWith('answer') ? [shape] : [],
  );
  return beat.answers.flatMap((answer, i) => {
    const box = boxes[i];
    return box === undefined ? [] : [{ ...answer, letter: letterOf(i), x: box.x, y: box.y, w: box.w, h: box.h }];
  });
}

function letterOf(i: number): string {
  return 'ABCDEF'[i] ?? '';
}

/** Answers with letters, for a show of hands. */
function choices(answers: Beat['answers'], at: Point): readonly Shape[] {
  const size = 24;
  let { x } = at;
  return answers.flatMap(({ text }, i): Shape[] => {
    const letter = letterOf(i);
    const w = textWidth(text, { size }) + 52;
    const shapes: Shape[] = [
      {
        kind: 'rect',
        key: `answer ${i}`,
        x,
        y: at.y - 30,
        w,
        h: 42,
        r: 10,
        fill: 'process',
        stroke: 'away-line',
        width: sizes.hairline,
      },
      {
        kind: 'text',
        key: `answer ${i} letter`,
        x: x + 14,
        y: at.y,
        text: letter,
        size: 24,
        fill: 'ink-second',
        bold: true,
      },
      { kind: 'text', key: `answer ${i} text`, x: x + 38, y: at.y, text, size, fill: 'ink' },
    ];
    x += w + 8;
    return shapes;
  });
}
