import { type Sheet, sheet } from '../geometry.ts';
import type { Box, Format } from '../shape.ts';
import { textWidth } from '../text.ts';
import { sizes } from '../theme.ts';
import type { Message, Talk } from './scene.ts';

/** Half the width of the seat's bar on its lifeline. */
export const halfBar = 10;

/** How far from the edge the outer lifelines run. */
const edge = 16;

/** Where one conversation stands. */
export interface Plan {
  readonly box: Box;
  /** The lifelines, from left to right. */
  readonly lines: readonly number[];
  /** The baseline of the names on top of them. */
  readonly names: number;
  readonly remark: number;
  /** Where the lifelines begin, and end. */
  readonly top: number;
  readonly bottom: number;
  /** The line of the first message, and from one to the next. */
  readonly first: number;
  readonly pitch: number;
}

/** How wide the space between two conversations is. */
const gap = 44;

/** What a row needs at least: its text and the arrow below it. */
const leastPitch = (text: number) => text + 18;
const mostPitch = 70;

/** Side by side, or one below the other where it is narrow. */
export function plansOf(talks: readonly Talk[], format: Format): readonly Plan[] {
  const page = sheet(format);
  const { stage, label } = page;
  if (format === 'tall') return stacked(talks, page);
  const w = Math.min((stage.w - gap * (talks.length - 1)) / talks.length, 760);
  const x0 = stage.x + (stage.w - talks.length * w - gap * (talks.length - 1)) / 2;
  const head = label + 20 + (hasRemarks(talks) ? 30 : 0);
  const rows = Math.max(...talks.map(({ messages }) => messages.length));
  const pitch = Math.min(mostPitch, (stage.h - head - 20) / rows);
  return talks.map((talk, i) => planned(talk, { ...stage, x: x0 + i * (w + gap), w }, head, pitch, page));
}

function stacked(talks: readonly Talk[], page: Sheet): readonly Plan[] {
  const { stage, label } = page;
  const head = label + 8;
  const rows = talks.reduce((sum, { messages }) => sum + messages.length, 0);
  const space = 20;
  const pitch = Math.min(mostPitch, (stage.h - talks.length * (head + space)) / rows);
  let y = stage.y;
  return talks.map((talk) => {
    const box = { ...stage, y, h: head + talk.messages.length * pitch };
    y += box.h + space;
    return planned(talk, box, head, pitch, page);
  });
}

function planned({ between, messages }: Talk, box: Box, head: number, pitch: number, { label }: Sheet): Plan {
  const from = box.x + edge;
  const step = (box.w - 2 * edge) / (between.length - 1);
  const top = box.y + head - 6;
  return {
    box,
    lines: between.map((_, i) => from + i * step),
    names: box.y + label,
    remark: box.y + label + 29,
    top,
    bottom: top + messages.length * pitch + 18,
    first: top + pitch,
    pitch,
  };
}

function hasRemarks(talks: readonly Talk[]): boolean {
  return talks.some(({ remark }) => remark !== '');
}

/** The ends of a message's arrow, clear of the bar; of a remark, from the first lifeline to the last. */
export function ends({ lines }: Plan, { from = 0, to = lines.length - 1 }: Message): { from: number; to: number } {
  const [a = 0, b = 0] = [lines[from], lines[to]];
  const clear = (i: number) => (i === lines.length - 1 ? halfBar + 4 : sizes.line);
  return a < b ? { from: a + clear(from), to: b - clear(to) } : { from: a - clear(from), to: b + clear(to) };
}

/** The formats in which conversations are seen. */
export function formatsOf(inColumn: boolean): readonly Format[] {
  return inColumn ? ['half', 'low'] : ['wide', 'tall'];
}

/** What has no room in a format: by path, in words. */
export function misfits(talks: readonly Talk[], format: Format): readonly (readonly [string, string, string])[] {
  const page = sheet(format);
  return plansOf(talks, format).flatMap((plan, i): (readonly [string, string, string])[] => {
    const messages = talks[i]?.messages ?? [];
    if (plan.pitch < leastPitch(page.tick))
      return [
        [`talks[${i}].messages`, `no room for ${messages.length} messages in the ${format} picture`, 'expected fewer'],
      ];
    return messages.flatMap((message, n): (readonly [string, string, string])[] => {
      const { from, to } = ends(plan, message);
      const look = message.from === undefined ? { size: page.text } : { size: page.tick, mono: true };
      const over = Math.ceil(textWidth(message.text, look) + 8 - Math.abs(to - from));
      return over <= 0
        ? []
        : [
            [
              `talks[${i}].messages[${n}].text`,
              `this is ${over} px too wide for the ${format} picture`,
              'expected fewer letters',
            ],
          ];
    });
  });
}
