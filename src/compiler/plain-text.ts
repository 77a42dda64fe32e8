import type { MarkdownIt } from 'markdown-it';
import { insteadInText } from './instead.ts';
import type { Report } from './problem.ts';
import { placed, type Source } from './source.ts';

/** Tells of what has stayed text and was to be more: TeX, callouts, a table or a heading with a slip in it. */
export function plainTexts(md: MarkdownIt, source: Source, report: Report): void {
  md.core.ruler.push('plain_texts', (state) => {
    for (const { type, content, children, map } of state.tokens) {
      if (type !== 'inline') continue;
      // what is code, or a link after all, is no text any more
      const texts = (children ?? []).filter((child) => child.type === 'text').map((child) => child.content);
      const [found] = insteadInText(content).filter(({ written }) => texts.some((text) => text.includes(written)));
      if (found === undefined) continue;
      const at = placed(source, content, (map?.[0] ?? 0) + 1, found.at);
      report(at, `"${found.written}" stays as it is`, found.expected);
    }
  });
}
