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

type Tell = (at: Position, what: string, expected?: string) => void;

/** Takes a problem at a position of the file at hand; compiling goes on, so that one run finds them all. */
export interface Report extends Tell {
  /** Takes what is only doubtful: it is told apart from the problems, and no build fails for it. */
  readonly warn: Tell;
}

/** A `Report` for one file that appends to `problems`, and to `warnings`. */
export function reporter(file: string, problems: Problem[], warnings: Problem[] = []): Report {
  const into =
    (list: Problem[]): Tell =>
    ({ line, column }, what, expected) => {
      list.push(expected === undefined ? { file, line, column, what } : { file, line, column, what, expected });
    };
  return Object.assign(into(problems), { warn: into(warnings) });
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
  return [...problems.map(printed), counted(problems, 'problem')].join('\n');
}

/** "3 problems in 1 file". */
export function counted(problems: readonly Problem[], noun: 'problem' | 'warning'): string {
  const files = new Set(problems.map((problem) => problem.file)).size;
  return `${count(problems.length, noun)} in ${count(files, 'file')}`;
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`;
}
