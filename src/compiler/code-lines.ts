import type { CodeLine, CodeReader, CodeToken, Tone } from '../draw/code.ts';
import { fileCode } from './code-file.ts';
import type { Files } from './files.ts';
import { highlighted } from './highlight.ts';

/** Reads the code that diagrams show, as the listings of slides are read, in pieces with their colours. */
export function codeReader(files: Files): CodeReader {
  return ({ file, region, lines }) => {
    const found = fileCode({ file, region }, files);
    if (!('code' in found)) return found;
    const all = highlighted(found.code, file.endsWith('.py') ? 'python' : 'text').map(tokens);
    const [from = 1, to = from] = lines === undefined ? [1, all.length] : lines.split('-').map(Number);
    if (to > all.length || from > to)
      return {
        of: 'lines',
        what: from > to ? `lines ${from} to ${to}` : `no line ${to} in this code`,
        expected: `it has ${all.length} ${all.length === 1 ? 'line' : 'lines'}`,
      };
    return { lines: dedented(all.slice(from - 1, to)) };
  };
}

const tones: readonly (readonly [RegExp, Tone])[] = [
  [/comment/, 'comment'],
  [/keyword|built_in|literal|meta/, 'keyword'],
  [/string|number/, 'string'],
  [/title|attr/, 'name'],
];

/** A line of highlight.js's HTML, in which spans stand in spans, as pieces with the colour of the innermost that has one. */
function tokens(html: string): CodeLine {
  const open: (Tone | undefined)[] = [];
  return [...html.matchAll(/<span class="([^"]*)">|<\/span>|[^<]+/g)].flatMap(([part, name]): CodeToken[] => {
    if (name !== undefined) open.push(tones.find(([pattern]) => pattern.test(name))?.[1] ?? open.at(-1));
    else if (part === '</span>') open.pop();
    else return [piece(decoded(part), open.at(-1))];
    return [];
  });
}

function piece(text: string, tone: Tone | undefined): CodeToken {
  return tone === undefined ? [text] : [text, tone];
}

const entities = { lt: '<', gt: '>', quot: '"', '#x27': "'", amp: '&' } as const;

function decoded(html: string): string {
  return Object.entries(entities).reduce((text, [name, letter]) => text.replaceAll(`&${name};`, letter), html);
}

function dedented(lines: readonly CodeLine[]): readonly CodeLine[] {
  const indents = lines
    .filter((line) => textOf(line).trim() !== '')
    .map((line) => /^ */.exec(textOf(line))?.[0].length ?? 0);
  const least = Math.min(...indents, 99);
  return lines.map(([first, ...rest]) =>
    first === undefined ? [] : [piece(first[0].slice(least), first[1]), ...rest],
  );
}

function textOf(line: CodeLine): string {
  return line.map(([text]) => text).join('');
}
