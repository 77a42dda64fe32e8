import type { MarkdownIt } from 'markdown-it';
import { insteadInText } from './instead.ts';
import type { Report } from './problem.ts';
import { lineOf, placed, type Source } from './source.ts';

/** Tells of what stays text here, and would be more with a plugin of reveal.js: TeX, callouts. */
export function plainTexts(md: MarkdownIt, source: Source, report: Report): void {
  md.core.ruler.push('plain_texts', (state) => {
    for (const token of state.tokens) {
      if (token.type !== 'inline') continue;
      // what is code may look as it likes
      let text = token.content;
      for (const child of token.children ?? [])
        if (child.type === 'code_inline' || child.type === 'html_inline')
          text = text.replace(child.content, (code) => ' '.repeat(code.length));
      const found = insteadInText(text);
      if (found !== undefined)
        report(
          placed(source, token.content, lineOf(token), found.at),
          `"${found.written}" stays as it is`,
          found.expected,
        );
    }
  });
}
