import type { Problem } from '../model/problem.ts';

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
