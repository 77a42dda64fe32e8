import type { Token } from 'markdown-it';
import { insteadOfTag, insteadOnElement } from './instead.ts';
import type { Position, Report } from './problem.ts';
import { lineOf, placed, type Source } from './source.ts';

const empty = ['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'track', 'wbr'];

/** What would run a script: the deck's policy allows none on a slide. */
const handler = /(?<=\s)on[a-z]+(?=\s*=)/gi;

const paired = ['a', 'div', 'p', 'script', 'section', 'span', 'style', 'table', 'td', 'th', 'tr', 'ul', 'ol', 'li'];

// an end without its ">" is a tag that is not closed, and so is one with a quote too few
const tag =
  /<(\/?)([a-z][\w-]*)((?:\s+[^\s"'<>=/]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*)\s*(\/?)>|<\/?[a-z][\w-]*/gi;

/** Text in which a "<" begins nothing. */
const raw = /(<(script|style|textarea)\b[^>]*>)[\s\S]*?(?=<\/\2\s*>|$)/gi;

interface Open {
  readonly name: string;
  readonly at: Position;
  /** How deep in the Markdown it stands: what a list item opens, it has to close. */
  readonly level: number;
}

/**
 * Tells of raw HTML on a slide whose tags do not pair up, which would take what follows into themselves, other slides
 * included. Whether all is well.
 */
export function rawHtml(tokens: readonly Token[], source: Source, report: Report): boolean {
  const open: Open[] = [];
  const lost: string[] = [];
  let isWhole = true;
  const fault = (at: Position, what: string, expected: string) => {
    isWhole = false;
    report(at, what, expected);
  };
  const closeAll = (from: number) => {
    for (const { name, at } of open.splice(from)) {
      fault(at, `<${name}> is not closed`, `expected </${name}>`);
      lost.push(name);
    }
  };
  const read = (html: string, level: number, at: (offset: number) => Position) => {
    for (const { written, slash, name, attributes, ends, isEmpty, offset } of tagsIn(html)) {
      const instead = slash ? undefined : insteadOfTag(name);
      if (instead !== undefined) report(at(offset), `a raw <${name}>`, instead);
      for (const { 0: attribute, index } of attributes.replace(/"[^"]*"|'[^']*'/g, blank).matchAll(handler))
        report(
          at(offset + written.indexOf(attributes) + index),
          `"${attribute}" on a raw <${name}>`,
          insteadOnElement(attribute.toLowerCase()) ?? '',
        );
      if (isEmpty) continue;
      if (!ends) fault(at(offset), `${written} without its end`, 'expected ">", and each quote twice');
      else if (slash) {
        const last = open.findLastIndex((each) => each.level === level && each.name === name);
        const isLost = last < 0 && lost.includes(name);
        // the end of what was not closed where it had to be: one mistake
        if (isLost) lost.splice(lost.indexOf(name), 1);
        else if (last < 0) fault(at(offset), `</${name}> closes nothing`, 'expected it behind its beginning');
        else {
          closeAll(last + 1);
          open.pop();
        }
      } else open.push({ name, at: at(offset), level });
    }
  };
  for (const token of tokens) {
    // notes are apart from the slide, and so is each column
    if (['notes', 'note_part', 'column_open', 'column_close'].includes(token.type)) closeAll(0);
    if (token.type === 'html_block')
      read(token.content, token.level, (offset) => placed(source, token.content, lineOf(token), offset));
    if (token.nesting === -1) closeAll(open.filter(({ level }) => level <= token.level).length);
    if (token.type !== 'inline') continue;
    const before = open.length;
    let from = 0;
    for (const child of token.children ?? []) {
      if (child.type !== 'html_inline') continue;
      const start = Math.max(0, token.content.indexOf(child.content, from));
      from = start + child.content.length;
      read(child.content, token.level, (offset) => placed(source, token.content, lineOf(token), start + offset));
    }
    if (open.length > before) closeAll(before);
  }
  closeAll(0);
  return isWhole;
}

function blank(text: string): string {
  return ' '.repeat(text.length);
}

function tagsIn(html: string) {
  const text = html.replace(raw, (whole, begin: string) => begin + blank(whole.slice(begin.length)));
  return [...text.matchAll(tag)].map(({ 0: written, 1: slash, 2: name = '', 3: attributes = '', 4: self, index }) => ({
    written,
    slash: slash === '/',
    name: name.toLowerCase(),
    attributes,
    ends: written.endsWith('>'),
    // what is no SVG is not closed by a slash
    isEmpty: empty.includes(name.toLowerCase()) || (self === '/' && !paired.includes(name.toLowerCase())),
    offset: index,
  }));
}
