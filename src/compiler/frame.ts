import { counted, type Problem, printed } from '../model/problem.ts';
import type { Position } from './problem.ts';

/** More frames than this push the first problem off the screen; from here on a line each will do. */
const mostFrames = 5;

/** What of a long line is shown on either side of the column. */
const reach = 60;

/**
 * Problems as a terminal shows them: the first few in their lines, all others a line each, how many there are; and
 * apart from them the warnings. `textOf` gets the text of a file.
 */
export function report(
  problems: readonly Problem[],
  warnings: readonly Problem[],
  textOf: (file: string) => string,
): string {
  const total = problems.length === 0 ? [] : [counted(problems, 'problem')];
  return [[...framed(problems, textOf), ...total].join('\n'), warned(warnings)]
    .filter((part) => part !== '')
    .join('\n\n');
}

/** The first few problems in their lines, all others a line each. */
export function framed(problems: readonly Problem[], textOf: (file: string) => string): readonly string[] {
  const blocks = problems
    .slice(0, mostFrames)
    .map((problem) => `${printed(problem)}\n${indented(frame(textOf(problem.file), problem))}\n`);
  return [...blocks, ...problems.slice(mostFrames).map(printed)];
}

/** Warnings, a line each, and how many there are. */
export function warned(warnings: readonly Problem[]): string {
  if (warnings.length === 0) return '';
  return [...warnings.map((each) => `warning: ${printed(each)}`), counted(warnings, 'warning')].join('\n');
}

/** The lines around a position with a caret under the column. Of long lines, what is around the column. */
export function frame(text: string, { line, column }: Position): string {
  const lines = text.split('\n');
  const first = Math.max(1, line - 2);
  const last = Math.min(lines.length, line + 2);
  const gutter = String(last).length;
  const from = column > 2 * reach ? column - reach : 0;
  const shown = (full: string) => {
    const part = full.slice(from, from + 2 * reach);
    return `${from > 0 && part !== '' ? '…' : ''}${part}${full.length > from + 2 * reach ? '…' : ''}`;
  };
  const out: string[] = [];
  for (let n = first; n <= last; n++) {
    const full = lines[n - 1] ?? '';
    out.push(`${String(n).padStart(gutter)} | ${shown(full)}`.trimEnd());
    if (n === line) out.push(`${' '.repeat(gutter)} | ${from > 0 ? ' ' : ''}${blank(full.slice(from, column - 1))}^`);
  }
  return out.join('\n');
}

/** As wide as the text in a terminal: a tab stays one, and a letter of two cells becomes a space of two. */
function blank(text: string): string {
  return [...text]
    .map((letter) => {
      if (letter === '\t') return letter;
      if (/\p{Mn}|\u200D|\uFE0F/u.test(letter)) return '';
      if (/\p{Emoji_Presentation}/u.test(letter)) return '  ';
      return /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u.test(letter) ? '\u3000' : ' ';
    })
    .join('');
}

function indented(text: string): string {
  return text.replace(/^/gm, '    ');
}
