import type { MarkdownIt, Token } from 'markdown-it';
import { nearest } from '../model/nearest.ts';
import type { Report } from './problem.ts';
import { lineOf, type Source, startOf } from './source.ts';

const fence = /^:::[ \t]*(.*?)[ \t]*$/;
const opening = /^(left|right)(?:[ \t]+([1-9]))?$/;
const form = 'expected "::: left", "::: right" (with a share of the width from 1 to 9 if you like) or ":::"';

/**
 * Two columns: `::: left 3` … `:::` and `::: right 2` … `:::`. A line of them is a token of its own and what stands
 * between is parsed as ever; `paired` makes boxes of them once the slides are known, so that a forgotten `:::` costs
 * one slide its columns and not the deck its slides.
 */
export function columns(md: MarkdownIt, source: Source, report: Report): void {
  md.block.ruler.before(
    'fence',
    'columns',
    (state, line, _end, silent) => {
      const from = (state.bMarks[line] ?? 0) + (state.tShift[line] ?? 0);
      const match = fence.exec(state.src.slice(from, state.eMarks[line]));
      const indent = state.sCount[line] ?? 0;
      // a line less indented than the item above it ends the list, without an empty line between
      const isNested = state.level > 0 && !(silent && indent < state.blkIndent);
      if (match === null || isNested || indent >= 4) return false;
      if (silent) return true;
      const name = match[1] ?? '';
      const side = opening.exec(name);
      // a wrong share or a slip of the pen is one fault, and no reason to miss the whole column
      const near = nearest(name.split(/\s/)[0] ?? '', ['left', 'right']);
      if (name !== '' && side === null) {
        const meant = near === undefined || name.startsWith(near) ? form : `did you mean "::: ${near}"?`;
        report(startOf(source, line + 1), `"::: ${name}" opens no column`, meant);
      }
      const info = side?.[1] ?? (name === '' ? '' : (near ?? ''));
      if (name === '' || info !== '') {
        const token = state.push(name === '' ? 'column_close' : 'column_open', 'div', 0);
        token.info = info;
        token.markup = side?.[2] ?? '1';
        token.map = [line, line + 1];
      }
      state.line = line + 1;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list', 'table'] },
  );
  md.renderer.rules.column_open = (tokens, i) => {
    const { info = 'left', markup = '1' } = tokens[i] ?? {};
    return `${info === 'left' ? '<div class="columns">\n' : ''}<div class="column ${info}" style="flex-grow:${markup}">\n`;
  };
  md.renderer.rules.column_close = (tokens, i) => `</div>\n${tokens[i]?.info === 'right' ? '</div>\n' : ''}`;
}

/** The tokens of one slide with every left column followed by its right one; what does not pair up is reported and dropped. */
export function paired(tokens: readonly Token[], source: Source, report: Report): Token[] {
  const marks = tokens.filter(isColumnMark);
  const kept = new Set<Token>();
  for (let i = 0; i < marks.length; ) {
    const four = marks.slice(i, i + 4);
    const [left, leftEnd, right, rightEnd] = four;
    const mark = marks[i];
    if (mark === undefined) break;
    if (left?.info === 'left' && leftEnd?.info === '' && right?.info === 'right' && rightEnd?.info === '') {
      leftEnd.info = 'left';
      rightEnd.info = 'right';
      for (const token of four) kept.add(token);
      const between = tokens[tokens.indexOf(leftEnd) + 1];
      if (between !== undefined && between !== right) {
        report(
          startOf(source, lineOf(between)),
          'this stands between two columns',
          'expected "::: right" behind ":::"',
        );
      }
      i += 4;
    } else {
      const expected = 'expected "::: left", ":::", "::: right", ":::" in this order';
      report(startOf(source, lineOf(mark)), `"${written(mark)}" without its counterpart`, expected);
      i = nextLeft(marks, i + 1);
    }
  }
  return tokens.filter((token) => !marks.includes(token) || kept.has(token));
}

function nextLeft(marks: readonly Token[], from: number): number {
  const next = marks.findIndex((mark, i) => i >= from && mark.info === 'left');
  return next < 0 ? marks.length : next;
}

/** Whether the token is a line of `:::`. */
export function isColumnMark(token: Token): boolean {
  return token.type === 'column_open' || token.type === 'column_close';
}

function written(mark: Token): string {
  return mark.info === '' ? ':::' : `::: ${mark.info}`;
}
