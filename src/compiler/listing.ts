import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import type { Token } from 'markdown-it';
import { type Fence, fence, type LineRange } from './fence.ts';
import { highlighted } from './highlight.ts';
import { attributeList, escaped } from './html.ts';
import { expectedOneOf } from './nearest.ts';
import type { Report } from './problem.ts';
import { region } from './region.ts';
import { locate, type Source } from './source.ts';

/** Where listings are read from, and who hears of each file that was read or missed. */
export interface Files {
  /** The folder of the Markdown files, absolute. */
  readonly folder: string;
  /** Called with the absolute path of each file that a slide depends on, there or not: its change changes the deck. */
  readonly used: (path: string) => void;
}

/**
 * A fence as one block of highlighted lines: its steps are data on the element, and each click after the first step is
 * an invisible marker, which is all that reveal sees.
 */
export function listing(token: Token, source: Source, files: Files, report: Report): string {
  const line = (token.map?.[0] ?? 0) + 1;
  const at = (piece: string) => locate(source, piece, line, line);
  const { fence: read, faults } = fence(token.info);
  for (const fault of faults) report(at(fault.at), fault.what, fault.expected);
  const code = codeOf(token, read, files, (piece, what, expected) => report(at(piece), what, expected));
  const lines = highlighted(code, read.language);
  checkSteps(read, lines.length, (what, expected) => report(at('['), what, expected));
  const attributes = (token.attrs ?? []).map(([key, value]): [string, string] => [key, String(value)]);
  if (read.steps.length > 0) attributes.push(['data-steps', read.steps.map(written).join('|')]);
  const rows = code.split('\n');
  const columns = Math.max(...rows.map((row) => row.length), 1);
  attributes.push(['style', `--columns:${columns};--lines:${lines.length}`]);
  const caption = read.file === undefined ? '' : `<p class="file">${escaped(read.file.split('/').pop() ?? '')}</p>`;
  const body = lines.map((html, i) => `<span class="line"${indent(rows[i] ?? '')}>${html}\n</span>`).join('');
  const markers = read.steps
    .slice(1)
    .map((_, i) => `<span class="fragment step"${index(read, i)} aria-hidden="true"></span>`)
    .join('');
  return (
    `<deck-listing${attributeList(attributes)}>` +
    `<div class="listing">${caption}<pre><code class="language-${read.language}">${body}</code></pre></div>` +
    `${markers}</deck-listing>\n`
  );
}

function codeOf(
  token: Token,
  { file, region: name }: Fence,
  files: Files,
  fault: (at: string, what: string, expected: string) => void,
): string {
  const inline = token.content.replace(/\n$/, '');
  if (file === undefined) {
    if (name !== undefined) fault('region', 'a region without a file', 'expected file="…" as well');
    return inline;
  }
  if (inline.trim() !== '') fault(file, 'this fence has a file and lines of its own', 'leave one of them out');
  const path = join(files.folder, file);
  files.used(path);
  if (relative(files.folder, path).startsWith('..')) {
    fault(file, `"${file}" is outside the slides' folder`, 'expected a path below it');
    return inline;
  }
  if (!existsSync(path)) {
    const folder = dirname(path);
    const near = existsSync(folder) ? readdirSync(folder).map((name) => join(dirname(file), name)) : [];
    fault(file, `no file "${file}"`, expectedOneOf(file, near, 'files there'));
    return inline;
  }
  const found = region(readFileSync(path, 'utf8'), name);
  if ('code' in found) return found.code;
  fault(name ?? file, found.what, found.expected);
  return inline;
}

function checkSteps({ steps }: Fence, lines: number, fault: (what: string, expected: string) => void): void {
  for (const range of steps.flat()) {
    if (range.to > lines) fault(`no line ${range.to} in this listing`, `it has ${lines} lines`);
  }
}

function written(step: readonly LineRange[]): string {
  return step.map(({ from, to }) => (from === to ? `${from}` : `${from}-${to}`)).join(',');
}

function index({ from }: Fence, i: number): string {
  return from === undefined ? '' : ` data-fragment-index="${from + i}"`;
}

/** How far a line is indented, for a narrow screen to go on there when it breaks the line. */
function indent(line: string): string {
  const spaces = line.length - line.trimStart().length;
  return spaces === 0 ? '' : ` style="--indent:${spaces}"`;
}
