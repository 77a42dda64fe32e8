import type { Position } from './problem.ts';

/** A Markdown file: its path from the project's root with forward slashes, and its text with `\n` line ends. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** A `Source` of what was read; a byte-order mark and CRLF are an editor's habit, not the author's mistake. */
export function source(file: string, raw: string): Source {
  const text = raw.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n');
  return { file, text, lines: text.split('\n') };
}

/**
 * Where `needle` stands in lines `from` … `to` (from 1, inclusive); the start of the first line's text if it is not
 * found. markdown-it gives lines only, and authors want columns.
 */
export function locate({ lines }: Source, needle: string, from: number, to: number): Position {
  for (let line = from; line <= to; line++) {
    const at = lines[line - 1]?.indexOf(needle) ?? -1;
    if (at >= 0) return { line, column: at + 1 };
  }
  return { line: from, column: (lines[from - 1]?.search(/\S/) ?? 0) + 1 || 1 };
}

/** Line and column of an offset into the text. */
export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length;
  return { line, column: offset - before.lastIndexOf('\n') };
}
