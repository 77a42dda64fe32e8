import { isCollection, isScalar, type Node, type parseDocument, visit, type YAMLError } from 'yaml';
import type { Fault } from './attributes.ts';

type Parsed = ReturnType<typeof parseDocument>;

const quoted = 'expected quotes around the whole text';

/**
 * Why `text` is no YAML, as who wrote it would say it. What comes behind the first mistake is mostly made of it, and the
 * parser notices some mistakes only where their consequences end.
 */
export function yamlFault(document: Parsed, text: string): Required<Fault> | undefined {
  const odd = /^[ \t]*(?=[\u00a0\u2000-\u200a\u3000])/m.exec(text);
  const spaces = 'expected plain spaces in front of a line';
  if (odd !== null) return { at: odd.index + odd[0].length, what: 'a space of another kind', expected: spaces };
  const [first] = document.errors.toSorted((a, b) => a.pos[0] - b.pos[0]);
  if (first === undefined) return undefined;
  const at = first.pos[0];
  const quote = openQuote(document, text, at);
  if (quote !== undefined) {
    const mark = text.charAt(quote);
    return { at: quote, what: `this ${mark} is not closed`, expected: `expected ${mark} at the end of the text` };
  }
  return (
    said(first, document, text) ?? {
      at,
      what: `no YAML: ${sentenceOf(first)}`,
      expected: 'expected lines like key: value',
    }
  );
}

function said(error: YAMLError, document: Parsed, text: string): Required<Fault> | undefined {
  const at = error.pos[0];
  const message = sentenceOf(error);
  const { line, start } = lineAt(text, at);
  const word = /^\S*/.exec(text.slice(at))?.[0] ?? '';
  switch (error.code) {
    case 'TAB_AS_INDENT':
      return { at, what: 'a tab', expected: 'expected spaces in front of a line' };
    case 'DUPLICATE_KEY':
      return { at, what: `"${word.replace(/:.*/, '')}" stands twice`, expected: 'expected each key once' };
    case 'MULTILINE_IMPLICIT_KEY':
      return withoutColon(line, start, at);
    case 'BLOCK_IN_FLOW':
      return { at, what: 'a colon within a text', expected: quoted };
    case 'BLOCK_AS_IMPLICIT_KEY':
      // a text with a colon in it, or a text and, too far in, the line below it
      if (/:(\s|$)/.test(line.slice(at - start))) return { at, what: 'a colon within a text', expected: quoted };
      return indentation(text, text.indexOf('\n', at) + 1);
    case 'BAD_INDENT':
    case 'MISSING_CHAR': {
      if (message.startsWith('Implicit') && !/:(\s|$)/.test(line)) return withoutColon(line, start, at);
      const bracket = message.startsWith('Flow') ? openBracket(document, text, at) : undefined;
      if (bracket === undefined) return message.startsWith('Missing') ? undefined : indentation(text, start);
      const [opens, closes] = text.charAt(bracket) === '{' ? ['{', '}'] : ['[', ']'];
      return { at: bracket, what: `this "${opens}" is not closed`, expected: `expected "${closes}"` };
    }
    case 'BAD_SCALAR_START':
      return { at, what: `a text that begins with ${text.charAt(at)}`, expected: quoted };
    case 'BAD_ALIAS':
      return { at, what: 'a text that begins with *', expected: quoted };
    case 'BAD_DQ_ESCAPE':
      return { at, what: `"${text.slice(at, at + 2)}" in double quotes`, expected: 'expected \\\\, or single quotes' };
    case 'MULTIPLE_DOCS':
      return { at: start, what: 'a second document', expected: 'expected no line "---" or "..." in YAML' };
    case 'UNEXPECTED_TOKEN':
      if (/flow-(map|seq)-end/.test(message))
        return {
          at,
          what: `"${text.charAt(at)}" closes nothing`,
          expected: 'expected what it closes, or quotes around it',
        };
      if (message.includes('block-seq-ind'))
        return { at, what: 'a list on the line of its key', expected: 'expected it below' };
      if (message.includes('at node end') && text.charAt(at - 1) === "'")
        return { at: at - 1, what: 'the text ends at this apostrophe', expected: 'expected double quotes around it' };
      if (message.includes('at node end')) return { at, what: `"${word}" behind the end of a value`, expected: quoted };
      return undefined;
    default:
      return undefined;
  }
}

function sentenceOf({ message }: YAMLError): string {
  return (message.split(' at line')[0] ?? '').trim();
}

function lineAt(text: string, at: number): { line: string; start: number } {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  return { line: text.slice(start).split('\n')[0] ?? '', start };
}

function withoutColon(line: string, start: number, at: number): Required<Fault> {
  const [, key, value] = /^\s*(?:- )?([\w-]+):(\S.*)$/.exec(line) ?? [];
  if (key !== undefined && value !== undefined)
    return {
      at: start + line.indexOf(`${key}:`),
      what: 'no space behind the colon',
      expected: `expected ${key}: ${value}`,
    };
  return { at, what: 'no colon in this line', expected: 'expected key: value' };
}

function indentation(text: string, start: number): Required<Fault> {
  const spaces = /^ */.exec(text.slice(start))?.[0].length ?? 0;
  return {
    at: start + spaces,
    what: `${spaces} ${spaces === 1 ? 'space' : 'spaces'} in front of this line`,
    expected: 'expected as many as in front of its neighbours',
  };
}

/** A quote that closes nowhere, or only where the next one was to open. */
function openQuote(document: Parsed, text: string, at: number): number | undefined {
  return nodeBefore(document, at, (node) => {
    const [start = 0, end = 0] = node.range ?? [];
    const isQuoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
    return isQuoted && /\n\s*(- |\w+: |\{)/.test(text.slice(start, end)) && end >= at - 1;
  });
}

function openBracket(document: Parsed, text: string, at: number): number | undefined {
  return nodeBefore(document, at, (node) => {
    const [, end = 0] = node.range ?? [];
    return isCollection(node) && node.flow === true && !'}]'.includes(text.charAt(end - 1));
  });
}

/** Where the last node begins that does so before `at` and is so. */
function nodeBefore(document: Parsed, at: number, isSo: (node: Node) => boolean): number | undefined {
  let found: number | undefined;
  visit(document, {
    Node: (_, node) => {
      const start = node.range?.[0];
      if (start !== undefined && start < at && isSo(node)) found = start;
    },
  });
  return found;
}
