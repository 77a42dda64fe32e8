import type { MarkdownIt } from 'markdown-it';

const opening = /^ {0,3}(`{3,}|~{3,})/;
const next = /^(?:---+|:::.*|Note:.*|<!-- *\.slide.*)\s*$/;

/**
 * Ends a fence that its author forgot to end. Left open it goes on to the end of the file or, worse, to the end of the
 * next fence, and all slides between are taken for code, each with problems of its own: it ends above the first line
 * that only a slide can have.
 */
export function openFences(md: MarkdownIt): void {
  md.block.ruler.before(
    'fence',
    'open_fence',
    (state, line, last, silent) => {
      const textOf = (at: number) => state.src.slice(state.bMarks[at], state.eMarks[at]);
      const mark = opening.exec(textOf(line))?.[1];
      if (state.level > 0 || mark === undefined || isInline(textOf(line), mark)) return false;
      let isOpen = true;
      let holdsSlides = false;
      let end: number | undefined;
      for (let at = line + 1; at < last && isOpen; at++) {
        const text = textOf(at);
        if (closes(text, mark)) isOpen = false;
        else if (next.test(text)) end ??= at;
        // a fence that shows how slides are written has longer marks than they have
        if (/^<!-- *\.slide/.test(text) || (opening.exec(text)?.[1]?.startsWith(mark) && !closes(text, mark)))
          holdsSlides = true;
      }
      if (end === undefined || !(isOpen || (holdsSlides && mark.length === 3))) return false;
      if (silent) return true;
      const token = state.push('fence', 'code', 0);
      token.info = textOf(line).trim().slice(mark.length);
      token.content = state.getLines(line + 1, end, 0, true);
      token.markup = mark;
      token.map = [line, end];
      state.line = end;
      return true;
    },
    { alt: ['paragraph', 'reference', 'blockquote', 'list'] },
  );
}

function closes(text: string, mark: string): boolean {
  const [found = ''] = /^ {0,3}(?:`+|~+)(?=\s*$)/.exec(text) ?? [];
  return found.trim().startsWith(mark);
}

/** Backticks behind which others follow on the line are no fence. */
function isInline(text: string, mark: string): boolean {
  return mark.startsWith('`') && text.trim().slice(mark.length).includes('`');
}
