import type { Problem } from '../model/problem.ts';

export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Takes a problem at a position of the file at hand; compiling goes on, so that one run finds them all. */
export type Report = (at: Position, what: string, expected?: string) => void;

/** A `Report` for one file that appends to `problems`. */
export function reporter(file: string, problems: Problem[]): Report {
  return ({ line, column }, what, expected) => {
    problems.push(expected === undefined ? { file, line, column, what } : { file, line, column, what, expected });
  };
}

/** The lines around a position with a caret under the column. */
export function frame(text: string, { line, column }: Position): string {
  const lines = text.split('\n');
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const gutter = String(last).length;
  const out: string[] = [];
  for (let n = first; n <= last; n++) {
    out.push(`${String(n).padStart(gutter)} | ${lines[n - 1] ?? ''}`);
    if (n === line) out.push(`${' '.repeat(gutter)} | ${' '.repeat(column - 1)}^`);
  }
  return out.join('\n');
}
