/** Something wrong in what an author wrote: the place, the fault, the remedy. Lines and columns count from 1. */
export interface Problem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly what: string;
  readonly expected?: string;
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
