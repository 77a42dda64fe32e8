import type { Problem } from '../model/rules.ts';
import type { Shape } from './shape.ts';
import { textWidth } from './text.ts';
import type { ColourName } from './theme.ts';

/** What a piece of code is, where it has a colour of its own. */
export type Tone = 'keyword' | 'string' | 'name' | 'comment';

/** A piece of a line in one colour. */
export type CodeToken = readonly [text: string, tone?: Tone];
export type CodeLine = readonly CodeToken[];

/** Which code a picture shows: of a file or of a region of it these lines, "2-6", or all. */
export interface CodeRef {
  readonly file: string;
  readonly region?: string;
  readonly lines?: string;
}

/** Gets the code, without the indentation that all its lines have; or tells which field is wrong. */
export type CodeReader = (
  ref: CodeRef,
) => { readonly lines: readonly CodeLine[] } | (Omit<Problem, 'path'> & { readonly of: keyof CodeRef });

/** A row of a picture of code: a line of it, or what of a line had no room. */
export interface CodeRow {
  /** From 1. */
  readonly line: number;
  readonly pieces: readonly { readonly column: number; readonly text: string; readonly tone: Tone | undefined }[];
}

/** The lines in rows of `columns` letters: a longer one loses its comment, and then goes on below, further in. */
export function codeRows(lines: readonly CodeLine[], columns: number): readonly CodeRow[] {
  return lines.flatMap((all, i) => {
    const length = all.reduce((sum, [text]) => sum + text.length, 0);
    const code = all.filter(([, tone]) => tone !== 'comment');
    const tokens = length > columns && code.length > 0 ? code : all;
    const letters = tokens.flatMap(([text, tone]) => [...text].map((letter) => ({ letter, tone })));
    const indent = letters.findIndex(({ letter }) => letter !== ' ') + 4;
    const rows: CodeRow[] = [];
    for (let rest = withoutEnd(letters), column = 0; rest.length > 0 || rows.length === 0; column = indent) {
      const room = columns - column;
      const space = rest.length <= room ? -1 : rest.findLastIndex(({ letter }, n) => letter === ' ' && n <= room);
      const end = rest.length <= room ? rest.length : space > 0 ? space : room;
      rows.push({ line: i + 1, pieces: pieces(rest.slice(0, end), column) });
      rest = rest.slice(end);
      while (rest[0]?.letter === ' ') rest = rest.slice(1);
    }
    return rows;
  });
}

function withoutEnd<T extends { letter: string }>(letters: readonly T[]): readonly T[] {
  return letters.slice(0, letters.findLastIndex(({ letter }) => letter !== ' ') + 1);
}

/** Letters of one colour together; spaces at their ends are places, not text. */
function pieces(letters: readonly { letter: string; tone: Tone | undefined }[], from: number): CodeRow['pieces'] {
  const found: { column: number; text: string; tone: Tone | undefined }[] = [];
  for (const [i, { letter, tone }] of letters.entries()) {
    const last = found.at(-1);
    if (last !== undefined && (last.tone === tone || letter === ' ')) last.text += letter;
    else found.push({ column: from + i, text: letter, tone });
  }
  return found
    .map(({ column, text, tone }) => ({
      column: column + text.length - text.trimStart().length,
      text: text.trim(),
      tone,
    }))
    .filter(({ text }) => text !== '');
}

/** The code of a line as text. */
export function codeText(line: CodeLine | undefined): string {
  return (line ?? [])
    .map(([text]) => text)
    .join('')
    .trim();
}

const colours: Record<Tone, ColourName> = {
  keyword: 'code-keyword',
  string: 'code-string',
  name: 'code-name',
  comment: 'ink-second',
};

/** How wide a letter of code is. */
export function letterWidth(size: number): number {
  return textWidth('x', { size, mono: true });
}

/** Rows of code below each other, `pitch` apart: the first one's middle is at `y` and half a pitch. */
export function codeShapes(
  key: string,
  rows: readonly CodeRow[],
  { x, y, size, pitch }: { x: number; y: number; size: number; pitch: number },
): readonly Shape[] {
  return rows.flatMap(({ pieces }, i) =>
    pieces.map(
      ({ column, text, tone }): Shape => ({
        kind: 'text',
        key: `${key} ${i} ${column}`,
        x: x + column * letterWidth(size),
        y: y + (i + 0.5) * pitch + size * 0.35,
        text,
        size,
        fill: tone === undefined ? 'ink' : colours[tone],
        mono: true,
      }),
    ),
  );
}
