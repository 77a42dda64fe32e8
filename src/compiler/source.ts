import type { Token } from 'markdown-it';
import type { Position } from './problem.ts';

/** A Markdown file: its path from the project's root with forward slashes, and its text with `\n` line ends. */
export interface Source {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly string[];
}

/** A `Source` of what was read; a byte-order mark and CRLF are an editor's habit, not the author's mistake. */
export function source(file: string, raw: string): Source {
  const text = raw.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
  return { file, text, lines: text.split('\n') };
}

/** The line of the file, from 1, on which a token begins. */
export function lineOf(token: Token): number {
  return (token.map?.[0] ?? 0) + 1;
}

/** Where the text of a line begins. */
export function startOf({ lines }: Source, line: number): Position {
  return { line, column: Math.max(lines[line - 1]?.search(/\S/) ?? 0, 0) + 1 };
}

/**
 * Where an offset into `content` stands in the file. markdown-it gives lines only, and authors want columns: it cuts
 * content out of lines `first` (from 1) and on, and takes away what stands in front of it, bullets and labels.
 */
export function placed(source: Source, content: string, first: number, offset: number): Position {
  const before = content.slice(0, offset).split('\n');
  const line = first + before.length - 1;
  const text = (content.split('\n')[before.length - 1] ?? '').trimEnd();
  const start = source.lines[line - 1]?.lastIndexOf(text) ?? -1;
  return start < 0 ? startOf(source, line) : { line, column: start + (before.at(-1) ?? '').length + 1 };
}
