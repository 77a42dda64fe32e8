import type { MarkdownIt, StateCore, Token } from 'markdown-it';
import { type Directive, directive } from './directive.ts';
import { obey } from './element.ts';
import type { Report } from './problem.ts';
import { lineOf, placed, type Source } from './source.ts';
import { isSeparator } from './split.ts';

/** A block that is open, and the last block within it that an `.element` comment below can mean. */
interface Scope {
  readonly token?: Token;
  above?: Token | undefined;
}

const comment = /<!--[\s\S]*?-->/y;
const unclosed = ['this comment is not closed', 'expected "-->"'] as const;

/**
 * reveal's comments: `<!-- .slide: … -->` becomes a `slide_attributes` token, `<!-- .element: … -->` goes to the
 * element it follows: without a space the inline element (`**bold**<!-- … -->`), with one the paragraph, heading, cell
 * or list item whose line it ends, on a line of its own the block above. (reveal would take the last inline element of
 * the line even then, which is never what the author of a fragment means.) Other comments do not ship.
 */
export function comments(md: MarkdownIt, source: Source, report: Report): void {
  md.core.ruler.after('inline', 'comments', (state) => {
    const kept: Token[] = [];
    const scopes: Scope[] = [{}];
    for (const token of state.tokens) {
      const scope = scopes.at(-1) ?? {};
      if (token.type === 'html_block') {
        kept.push(...block(token, state, scope, source, report));
        continue;
      }
      if (token.type === 'inline') line(token, scopes, source, report);
      kept.push(token);
      if (token.nesting === 1) scopes.push({ token });
      if (token.nesting === -1) {
        const opened = scopes.pop()?.token;
        const parent = scopes.at(-1);
        // the paragraph of a tight list is not in the HTML, its item is
        if (parent !== undefined) parent.above = opened?.hidden ? parent.token : opened;
      }
      if (token.nesting === 0 && token.type !== 'inline') scope.above = takesAttributes(token) ? token : undefined;
    }
    state.tokens = kept;
  });
}

function takesAttributes(token: Token): boolean {
  return token.type === 'fence' || token.type === 'code_block' || (token.type === 'hr' && !isSeparator(token));
}

/** The comments of a block of raw HTML, obeyed; what is left of the block. */
function block(token: Token, state: StateCore, scope: Scope, source: Source, report: Report): Token[] {
  const { content } = token;
  const at = (offset: number) => placed(source, content, lineOf(token), offset);
  const kept: Token[] = [];
  let offset = content.search(/\S/);
  if (!content.startsWith('<!--', offset)) return [rawHtml(token, scope, at, report)];
  while (content.startsWith('<!--', offset)) {
    comment.lastIndex = offset;
    const text = comment.exec(content)?.[0];
    if (text === undefined) {
      report(at(offset), ...unclosed);
      return kept;
    }
    const from = offset;
    const read = obeyed(text, (fault) => at(from + fault), report);
    if (read.kind === 'slide') {
      const carrier = new state.Token('slide_attributes', '', 0);
      carrier.content = text;
      carrier.meta = { isSlip: read.faults.length > 0 };
      carrier.map = [at(from).line - 1, at(from + text.length).line];
      kept.push(carrier);
    }
    if (read.kind === 'element' && scope.above?.type === 'html_block') {
      report(at(from), 'raw HTML takes no .element comment', 'write the attributes in its tag');
    } else if (read.kind === 'element' && scope.above === undefined) {
      report(at(from), 'no element before this comment', 'put it after the element it is for');
    } else if (read.kind === 'element' && scope.above !== undefined) {
      obey(read, scope.above, (offset) => at(from + offset), report);
    }
    offset += text.length;
    offset += /^\s*/.exec(content.slice(offset))?.[0].length ?? 0;
  }
  if (offset < content.length) {
    report(at(offset), 'what follows a comment on its line is not read as Markdown', 'give the comment its own line');
  }
  return kept;
}

function rawHtml(token: Token, scope: Scope, at: (offset: number) => ReturnType<typeof placed>, report: Report): Token {
  scope.above = token;
  // in a script or a style <!-- is not a comment
  if (/<(?:script|style|textarea)\b/i.test(token.content)) return token;
  for (const { 0: text, index } of token.content.matchAll(/<!--[\s\S]*?-->/g)) {
    const read = obeyed(text, (fault) => at(index + fault), report);
    if (read.kind !== undefined) {
      report(at(index), `a .${read.kind} comment in raw HTML`, 'put an empty line before it, or use attributes');
    }
  }
  token.content = token.content.replace(/<!--[\s\S]*?-->/g, '');
  return token;
}

/** The comments in a line of text, obeyed and taken out of it. */
function line(inline: Token, scopes: readonly Scope[], source: Source, report: Report): void {
  const children: Token[] = [];
  let from = 0;
  for (const child of inline.children ?? []) {
    const start = child.content.startsWith('<!--') ? inline.content.indexOf(child.content, from) : -1;
    const at = (offset: number) => placed(source, inline.content, lineOf(inline), Math.max(start, 0) + offset);
    if (child.type === 'text' && child.content.includes('<!--')) {
      report(placed(source, inline.content, lineOf(inline), inline.content.indexOf('<!--', from)), ...unclosed);
    }
    if (child.type !== 'html_inline' || !child.content.startsWith('<!--')) {
      children.push(child);
      continue;
    }
    from = start + child.content.length;
    const attached = inlineTarget(children);
    const last = children.at(-1);
    if (last?.type === 'text') last.content = last.content.trimEnd();
    const read = obeyed(child.content, at, report);
    if (read.kind === 'slide') report(at(0), 'a .slide comment inside a line', 'give it a line of its own');
    const target = attached ?? blockTarget(scopes);
    if (read.kind === 'element' && target !== undefined) obey(read, target, at, report);
  }
  inline.children = children;
}

function obeyed(text: string, at: (offset: number) => ReturnType<typeof placed>, report: Report): Directive {
  const read = directive(text);
  for (const fault of read.faults) report(at(fault.at), fault.what, fault.expected);
  return read;
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

/** The block whose line this is; for the paragraph of a tight list its item. */
function blockTarget(scopes: readonly Scope[]): Token | undefined {
  const parent = scopes.at(-1)?.token;
  return parent?.hidden ? scopes.at(-2)?.token : parent;
}
