/** Something wrong in what an author wrote: the place, the fault, the remedy. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly expected?: string;
}

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

/** In the order of files and places, each problem once. */
export function sorted(problems: readonly Problem[]): readonly Problem[] {
  const inOrder = problems.toSorted(
    (a, b) => a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.what.localeCompare(b.what),
  );
  return inOrder.filter((problem, i) => i === 0 || printed(problem) !== printed(inOrder[i - 1] ?? problem));
}

/** `file:line:column  what; expected` */
export function printed({ file, line, column, what, expected }: Problem): string {
  return `${file}:${line}:${column}  ${what}${expected === undefined ? '' : `; ${expected}`}`;
}

/** All of them, a line each, and how many there are. */
export function summary(problems: readonly Problem[]): string {
  const files = new Set(problems.map((problem) => problem.file)).size;
  return [...problems.map(printed), `${count(problems.length, 'problem')} in ${count(files, 'file')}`].join('\n');
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
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
