import type { MarkdownIt, Token } from 'markdown-it';
import type { Report } from './problem.ts';
import { locate, type Source } from './source.ts';

/** One `key="value"` of a comment or a fence; a bare word has the empty value. */
export type Attributes = ReadonlyMap<string, string>;

const comment = /^\s*<!--\s*\.(slide|element):?\s*([\s\S]*?)-->\s*$/;
const anyComment = /^\s*<!--[\s\S]*?-->\s*$/;
const pair = /([A-Za-z_:][\w:.-]*)(?:=(?:"([^"]*)"|'([^']*)'|([^\s"'=]+)))?(?=\s|$)/y;

/** The attributes in `text`, and the first piece of it that is none. */
export function attributes(text: string): { found: Attributes; garbage?: string } {
  const found = new Map<string, string>();
  let at = 0;
  while (at < text.length) {
    if (/\s/.test(text[at] ?? '')) {
      at++;
      continue;
    }
    pair.lastIndex = at;
    const match = pair.exec(text);
    const key = match?.[1];
    if (match === null || key === undefined) return { found, garbage: text.slice(at).trim() };
    found.set(key, match[2] ?? match[3] ?? match[4] ?? '');
    at = pair.lastIndex;
  }
  return { found };
}

/**
 * reveal's comments: `<!-- .slide: … -->` becomes a `slide_attributes` token, `<!-- .element: … -->` goes to the
 * element it follows: without a space the inline element (`**bold**<!-- … -->`), with one the paragraph, heading, cell
 * or list item whose line it ends, on a line of its own the block above. (reveal would take the last inline element of
 * the line even then, which is never what the author of a fragment means.) Other comments do not ship.
 */
export function comments(md: MarkdownIt, source: Source, report: Report): void {
  md.core.ruler.after('inline', 'comments', (state) => {
    const kept: Token[] = [];
    const open: Token[] = [];
    let blockAbove: Token | undefined;
    for (const token of state.tokens) {
      if (token.type === 'html_block' && anyComment.test(token.content)) {
        const match = comment.exec(token.content);
        if (match === null) continue;
        const first = (token.map?.[0] ?? 0) + 1;
        const read = attributes(match[2] ?? '');
        const position = locate(source, '<!--', first, token.map?.[1] ?? first);
        if (read.garbage !== undefined) {
          report(
            locate(source, read.garbage.split('\n')[0] ?? '', first, token.map?.[1] ?? first),
            notAttributes(read.garbage),
            attributeForm,
          );
        }
        if (match[1] === 'slide') {
          const carrier = new state.Token('slide_attributes', '', 0);
          carrier.attrs = [...read.found];
          carrier.map = token.map;
          kept.push(carrier);
        } else if (blockAbove === undefined) {
          report(position, 'no element before this comment', 'put it after the element it is for');
        } else {
          apply(read.found, blockAbove);
        }
        continue;
      }
      if (token.type === 'inline') inlineComments(token, kept, source, report);
      kept.push(token);
      if (token.nesting === 1) open.push(token);
      const opened = token.nesting === -1 ? open.pop() : undefined;
      if (token.type === 'hr') blockAbove = undefined;
      else if (token.nesting === 0 && token.type !== 'inline') blockAbove = token;
      else if (opened !== undefined && !opened.hidden) blockAbove = opened;
    }
    state.tokens = kept;
  });
}

const attributeForm = 'expected key="value" pairs';

function notAttributes(garbage: string): string {
  return `"${garbage.split('\n')[0] ?? ''}" is no attribute`;
}

function inlineComments(inline: Token, before: readonly Token[], source: Source, report: Report): void {
  const children: Token[] = [];
  for (const child of inline.children ?? []) {
    if (child.type !== 'html_inline' || !anyComment.test(child.content)) {
      children.push(child);
      continue;
    }
    const attached = inlineTarget(children);
    const last = children.at(-1);
    if (last?.type === 'text') last.content = last.content.trimEnd();
    const match = comment.exec(child.content);
    if (match === null) continue;
    const [first, end] = inline.map ?? [0, 1];
    const position = locate(source, child.content, first + 1, end);
    const read = attributes(match[2] ?? '');
    if (read.garbage !== undefined) report(position, notAttributes(read.garbage), attributeForm);
    if (match[1] === 'slide') report(position, 'a .slide comment inside a line', 'give it a line of its own');
    const target = attached ?? blockTarget(before);
    if (match[1] === 'element' && target !== undefined) apply(read.found, target);
  }
  inline.children = children;
}

/** The inline element that ends where the comment begins. */
function inlineTarget(children: readonly Token[]): Token | undefined {
  const end = children.findLastIndex((child) => !(child.type === 'text' && child.content === ''));
  const last = children[end];
  if (last === undefined) return undefined;
  if (last.type === 'code_inline' || last.type === 'image') return last;
  if (last.nesting !== -1) return undefined;
  return children.findLast((child, i) => i < end && child.nesting === 1 && child.level === last.level);
}

/** The block whose line this is; the paragraph of a tight list is not in the HTML, its item is. */
function blockTarget(before: readonly Token[]): Token | undefined {
  const parent = before.at(-1);
  return parent?.hidden ? before.findLast((token) => token.type === 'list_item_open') : parent;
}

function apply(attrs: Attributes, token: Token): void {
  for (const [key, value] of attrs) {
    if (key === 'class') token.attrJoin('class', value);
    else token.attrSet(key, value);
  }
}
