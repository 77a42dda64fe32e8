import type { Token } from 'markdown-it';
import { fileCode } from './code-file.ts';
import { drawn, type Fence, fence, type LineRange } from './fence.ts';
import type { Files } from './files.ts';
import { highlighted } from './highlight.ts';
import { attributeList, escaped } from './html.ts';
import type { Report } from './problem.ts';
import { lineOf, type Source } from './source.ts';

/**
 * A fence as one block of highlighted lines: its steps are data on the element, and each click after the first step is
 * an invisible marker, which is all that reveal sees. `above` is what stands before it on its slide: a file is named once.
 * `lit` are the steps of the diagram beside it, if that lights lines: markers with the same index come with the same click.
 */
export function listing(
  token: Token,
  { above, lit }: { readonly above: readonly Token[]; readonly lit: readonly string[] | undefined },
  source: Source,
  files: Files,
  report: Report,
): string {
  const line = lineOf(token);
  const marker = source.lines[line - 1]?.indexOf(token.markup) ?? 0;
  const fault = (at: number, what: string, expected?: string) =>
    report({ line, column: marker + token.markup.length + at + 1 }, what, expected);
  const { fence: read, faults } = fence(token.info);
  for (const { at, what, expected } of faults) fault(at, what, expected);
  const code = codeOf(token, read, files, fault);
  const lines = highlighted(code ?? '', read.language);
  if (code !== undefined) checkSteps(read, lines.length, fault);
  const attributes = (token.attrs ?? []).map(([key, value]): [string, string] => [key, String(value)]);
  if (lit !== undefined && read.steps.length > 0)
    fault(0, 'a listing with steps beside a diagram that lights its lines', 'expected the steps in one of them');
  const steps = lit ?? read.steps.map(written);
  if (steps.length > 0) attributes.push(['data-steps', steps.join('|')]);
  const rows = (code ?? '').split('\n');
  const columns = Math.max(...rows.map((row) => row.length), 1);
  attributes.push(['style', `--columns:${columns};--lines:${lines.length}`]);
  const file = read.file?.value;
  const isNamed = above.some((each) => isListing(each) && fence(each.info).fence.file?.value === file);
  const caption = file === undefined || isNamed ? '' : `<p class="file">${escaped(file.split('/').pop() ?? '')}</p>`;
  const body = lines.map((html, i) => `<span class="line"${indent(rows[i] ?? '')}>${html}\n</span>`).join('');
  const from = lit === undefined ? read.from : 0;
  const markers = steps
    .slice(1)
    .map((_, i) => `<span class="fragment step"${index(from, i)} aria-hidden="true"></span>`)
    .join('');
  return (
    `<deck-listing${attributeList(attributes)}>` +
    `<div class="listing">${caption}<pre><code class="language-${read.language}">${body}</code></pre></div>` +
    `${markers}</deck-listing>\n`
  );
}

/** How many lines each listing of a slide has, whose tokens these are; what cannot be read may have any line. */
export function listingLengths(tokens: readonly Token[], files: Files): readonly number[] {
  return tokens
    .filter(isListing)
    .map(
      (token) =>
        codeOf(token, fence(token.info).fence, files, () => {})?.split('\n').length ?? Number.POSITIVE_INFINITY,
    );
}

function isListing({ type, info }: Token): boolean {
  return type === 'fence' && !drawn.some((each) => info.trim().startsWith(each));
}

type ReportFault = (at: number, what: string, expected: string) => void;

/** The code that a fence has or names; undefined if it cannot be had. */
function codeOf(token: Token, { file, region: name }: Fence, files: Files, fault: ReportFault): string | undefined {
  const inline = token.content.replace(/\n$/, '');
  if (file === undefined) {
    if (name !== undefined) fault(name.at, 'a region without a file', 'expected file="…" as well');
    return inline;
  }
  if (inline.trim() !== '') fault(file.at, 'this fence has a file and lines of its own', 'leave one of them out');
  const found = fileCode({ file: file.value, region: name?.value }, files);
  if ('code' in found) return found.code;
  const { of, what, expected } = found;
  fault(of === 'region' ? (name?.at ?? file.at) : file.at, what, expected);
  return undefined;
}

function checkSteps({ steps }: Fence, lines: number, fault: ReportFault): void {
  for (const { to, at } of steps.flat()) {
    if (to > lines) fault(at, `no line ${to} in this listing`, `it has ${lines} ${lines === 1 ? 'line' : 'lines'}`);
  }
}

function written(step: readonly LineRange[]): string {
  return step.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

function index(from: number | undefined, i: number): string {
  return from === undefined ? '' : ` data-fragment-index="${from + i}"`;
}

/** How far a line is indented, for a narrow screen to go on there when it breaks the line. */
function indent(line: string): string {
  const spaces = line.length - line.trimStart().length;
  return spaces === 0 ? '' : ` style="--indent:${spaces}"`;
}
