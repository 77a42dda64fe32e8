import type { TextLook } from './shape.ts';

/** Advance widths of Geist Regular from space to tilde, in thousandths of the size (hmtx of Geist 1.9.2). */
const regular = [
  250, 213, 346, 478, 629, 802, 620, 178, 274, 274, 430, 558, 201, 419, 201, 480, 663, 384, 619, 613, 615, 626, 593,
  524, 604, 593, 297, 297, 544, 540, 544, 559, 906, 668, 680, 703, 694, 603, 590, 700, 713, 270, 597, 640, 580, 877,
  743, 739, 650, 733, 672, 640, 552, 689, 667, 945, 606, 576, 544, 347, 455, 347, 426, 557, 248, 551, 595, 546, 595,
  561, 395, 594, 581, 244, 260, 590, 267, 877, 581, 573, 595, 595, 379, 520, 392, 575, 536, 819, 585, 537, 537, 389,
  264, 389, 523,
];

/** Digits stand in columns (tabular figures), all as wide as the widest. */
const digit = 663;
/** What is not in the table: arrows, dashes, quotation marks. */
const other = 600;
/** Semi-bold against regular, at most. */
const bolder = 1.055;
const mono = 600;

/**
 * How wide a text is, in pixels: known without a browser, so that pictures can be laid out at build time and tests can
 * see two labels collide.
 */
export function textWidth(text: string, look: Pick<TextLook, 'size' | 'bold' | 'mono'>): number {
  let thousandths = 0;
  for (const letter of text) thousandths += look.mono ? mono : advance(letter);
  return (thousandths * look.size * (look.bold && !look.mono ? bolder : 1)) / 1000;
}

function advance(letter: string): number {
  if (letter >= '0' && letter <= '9') return digit;
  return regular[letter.charCodeAt(0) - 32] ?? other;
}

/** The words of `text` in lines no wider than `width`; a word that is wider has a line of its own. */
export function wrapped(
  text: string,
  width: number,
  look: Pick<TextLook, 'size' | 'bold' | 'mono'>,
): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter((each) => each !== '')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`.trim();
    if (lines.length > 0 && textWidth(longer, look) <= width) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}
