import type { MarkdownIt, Token } from 'markdown-it';
import type { Report } from './problem.ts';
import { lineOf, type Source, startOf } from './source.ts';
import { plainText } from './words.ts';

/** More rows than this do not stand below each other as whole cards on a phone. */
const many = 6;

/**
 * Tables for ears and for narrow screens: the first cell of a row is its header, and every other cell carries the
 * header of its column, which a phone shows in front of it.
 */
export function tables(md: MarkdownIt, source: Source, report: Report): void {
  md.core.ruler.after('inline', 'tables', (state) => {
    let labels: string[] = [];
    let inHead = false;
    let isCorner = false;
    let column = 0;
    let row: Token['map'] = null;
    for (const [i, token] of state.tokens.entries()) {
      if (token.type === 'tr_open') {
        [row, column] = [token.map, 0];
        // what is beyond the last column would not be shown
        const cells = cellsOf(source.lines[lineOf(token) - 1] ?? '');
        if (!inHead && cells > labels.length)
          report(
            startOf(source, lineOf(token)),
            `${cells} cells in this row`,
            `expected ${labels.length}, as in the head`,
          );
      }
      // markdown-it says of rows where they stand, and not of cells
      if (token.type === 'inline') token.map ??= row;
      if (token.type === 'thead_open') [inHead, labels] = [true, []];
      if (token.type === 'thead_close') inHead = false;
      if (token.type === 'th_open') {
        const label = plainText(state.tokens[i + 1]);
        labels.push(label);
        // the corner above the headers of the rows heads nothing
        isCorner = label === '';
        if (!isCorner) token.attrSet('scope', 'col');
      }
      if ((token.type === 'th_open' || token.type === 'th_close') && isCorner) token.tag = 'td';
      if (token.type === 'td_open' || token.type === 'td_close') {
        const isRowHeader = column === 0 && !inHead;
        if (isRowHeader) token.tag = 'th';
        if (token.type === 'td_open') {
          if (isRowHeader) token.attrSet('scope', 'row');
          else token.attrSet('data-label', labels[column] ?? '');
        } else {
          column++;
        }
      }
      if (token.type === 'table_open') {
        const rows = rowsFrom(state.tokens, i);
        token.attrSet('style', `--rows:${rows}`);
        if (rows > many) token.attrJoin('class', 'long');
      }
    }
  });
}

/** How many cells a line has; a bar behind a backslash is in one. */
function cellsOf(line: string): number {
  const inner = line
    .trim()
    .replace(/^[>\s]*\|/, '')
    .replace(/(?<!\\)\|$/, '');
  return inner.split(/(?<!\\)\|/).length;
}

/** The rows below the head, which decide how large the table can be. */
function rowsFrom(tokens: readonly Token[], open: number): number {
  const end = tokens.findIndex((token, i) => i > open && token.type === 'table_close');
  return tokens.slice(open, end).filter((token) => token.type === 'tr_open').length - 1;
}
