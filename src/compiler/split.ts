import type { MarkdownIt, Token } from 'markdown-it';
import type { Report } from './problem.ts';
import { type Source, startOf } from './source.ts';

/** A run of top-level tokens between two rules, and the line (from 1) at which it begins. */
export interface Part {
  readonly line: number;
  readonly tokens: readonly Token[];
  /** Whether the rule above it is missing: it begins with a second `.slide` comment, behind the notes of another slide. */
  readonly isUnseparated: boolean;
}

/** A top-level `---`; `***` and `___` stay rules. */
export function isSeparator(token: Token): boolean {
  return token.type === 'hr' && token.level === 0 && token.markup.startsWith('-');
}

/** Splits at separators. A part without any token is no slide. */
export function split(tokens: readonly Token[]): readonly Part[] {
  const parts: { tokens: Token[]; isUnseparated: boolean }[] = [{ tokens: [], isUnseparated: false }];
  for (const token of tokens) {
    const part = parts.at(-1);
    if (isSeparator(token)) parts.push({ tokens: [], isUnseparated: false });
    else if (token.type === 'slide_attributes' && part !== undefined && isWhole(part.tokens)) {
      parts.push({ tokens: [token], isUnseparated: true });
    } else part?.tokens.push(token);
  }
  return parts
    .filter((part) => part.tokens.length > 0)
    .map((part) => ({ line: (part.tokens.find((token) => token.map !== null)?.map?.[0] ?? 0) + 1, ...part }));
}

function isWhole(tokens: readonly Token[]): boolean {
  return ['slide_attributes', 'notes'].every((type) => tokens.some((token) => token.type === type));
}

/**
 * Makes a line of --- always the end of a slide: never the underline of a heading, nor the second line of a table of
 * one column, which a line that begins and ends with a bar would else become.
 */
export function separators(md: MarkdownIt, source: Source, report: Report): void {
  md.disable('lheading');
  // in reveal.js two dashes begin a slide below; three long ones are what an editor makes of three short ones
  md.block.ruler.before('paragraph', 'almost_separator', (state, line, _end, silent) => {
    const written = state.src.slice(state.bMarks[line], state.eMarks[line]).trim();
    if (state.level > 0 || !/^(--|[–—]{1,3}|-(?: -){2,})$/.test(written)) return false;
    if (silent) return true;
    const expected =
      written === '--' ? 'expected "---", and optional on a slide that is to be below' : 'expected "---"';
    report(startOf(source, line + 1), `"${written}" between two slides`, expected);
    const token = state.push('hr', 'hr', 0);
    token.markup = '---';
    token.map = [line, line + 1];
    state.line = line + 1;
    return true;
  });
  md.block.ruler.before('table', 'bar_above_separator', (state, line, end, silent) => {
    const text = (of: number) => state.src.slice(state.bMarks[of], state.eMarks[of]);
    if (state.level > 0 || line + 1 >= end || !/^ {0,3}-{3,}[ \t]*$/.test(text(line + 1))) return false;
    if (!/^ {0,3}\|/.test(text(line))) return false;
    if (silent) return true;
    const [open, inline] = [state.push('paragraph_open', 'p', 1), state.push('inline', '', 0)];
    open.map = inline.map = [line, line + 1];
    inline.content = text(line).trim();
    inline.children = [];
    state.push('paragraph_close', 'p', -1);
    state.line = line + 1;
    return true;
  });
}
