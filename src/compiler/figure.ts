import type { Token } from 'markdown-it';
import type { CodeReader } from '../draw/code.ts';
import { figureReader, inColumns, type Reader } from '../draw/figures.ts';
import { band, bandProblems, isBand } from '../draw/machine/band.ts';
import { poster } from '../draw/poster.ts';
import type { RecordingReader } from '../draw/recorded.ts';
import { type Composition, stageBeats } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import type { Problem as FieldProblem } from '../model/rules.ts';
import { languageOf, lineProblems, linesOf } from './beside.ts';
import { attributeList } from './html.ts';
import type { Position, Report } from './problem.ts';
import { lineOf, type Source, startOf } from './source.ts';
import { yaml } from './yaml.ts';

/** What is around a fence on its slide. */
export interface Surroundings {
  readonly inColumn: boolean;
  /** How many lines each listing has. */
  readonly listings: readonly number[];
  /** Gets the code that a diagram shows. */
  readonly code: CodeReader;
  /** Gets the run that a diagram plays. */
  readonly recorded: RecordingReader;
}

/**
 * A fence whose YAML is drawn. A ```` ```diagram ```` becomes an element with the key still, which is all that a page
 * without script or on paper needs, the data to run it again, and an invisible marker for each click. A ```` ```band ````
 * is a picture and nothing else.
 */
export function figure(token: Token, place: Surroundings, source: Source, report: Report): string {
  try {
    return drawn(token, place, source, report);
  } catch (error) {
    // an alias that leads nowhere, a run that never ends: whatever it is, it has a place
    report(
      startOf(source, lineOf(token)),
      `this cannot be drawn: ${error instanceof Error ? error.message : String(error)}`,
    );
    return '';
  }
}

function drawn(
  token: Token,
  { inColumn, listings, code, recorded }: Surroundings,
  source: Source,
  report: Report,
): string {
  const line = lineOf(token);
  const indent = Math.max(0, source.lines[line - 1]?.indexOf(token.markup) ?? 0);
  const at = (offset: number): Position => {
    const before = token.content.slice(0, offset).split('\n');
    return { line: line + before.length, column: indent + (before.at(-1) ?? '').length + 1 };
  };
  const extra = /^\s*\S+\s+(?=\S)/.exec(token.info)?.[0].length;
  if (extra !== undefined) {
    const column = indent + token.markup.length + extra + 1;
    const what = `"${token.info.slice(extra).trim()}" behind ${languageOf(token)}`;
    report({ line, column }, what, 'expected nothing there: the YAML says it all');
  }
  const { value, faults, doubts, offsetOf } = yaml(token.content);
  for (const fault of faults) report(at(fault.at), fault.what, fault.expected);
  if (faults.length > 0) return '';
  for (const doubt of doubts) report.warn(at(doubt.at), doubt.what, doubt.expected);
  const inWords = ({ path, what }: FieldProblem) => `${path === '' ? '' : `${path}: `}${what}`;
  const tell = (problem: FieldProblem) => report(at(offsetOf(problem)), inWords(problem), problem.expected);
  const language = languageOf(token);
  if (inColumn && !inColumns.includes(language)) {
    const expected = `expected the whole slide; in a column can stand a ${inColumns.join(' or a ')}`;
    report({ line, column: indent + 1 }, `a ${language} in a column`, expected);
  }
  if (value === undefined) {
    report({ line, column: indent + 1 }, `an empty ${language}`, `expected ${keysOf(language).join(', ')}`);
    return '';
  }
  if (language === 'band') {
    for (const problem of bandProblems(value)) tell(problem);
    return isBand(value) ? `${band(value)}\n` : '';
  }
  const read = readOnce(token, value, inColumn, code, recorded) ?? { problems: [], scene: undefined };
  for (const problem of read.problems) tell(problem);
  if (read.scene === undefined) return '';
  for (const doubt of read.warnings ?? []) report.warn(at(offsetOf(doubt)), inWords(doubt), doubt.expected);
  for (const problem of lineProblems(read.scene, listings)) tell(problem);
  return diagram(read, token, `${source.file}:${line}`, inColumn ? 'half' : 'wide');
}

type Read = ReturnType<Reader>;

/** A build compiles three times and a dev server at each save: nothing is simulated again of which no letter has changed. */
const reads = new Map<string, Read | undefined>();
const mostReads = 300;

function readOnce(
  token: Token,
  value: unknown,
  inColumn: boolean,
  code: CodeReader,
  recorded: RecordingReader,
): Read | undefined {
  const language = languageOf(token);
  const key = `${language} ${inColumn}\n${token.content}`;
  // of a file that it shows letters may have changed all the same
  if (/\b(file|source):/.test(token.content)) return figureReader(language)?.(value, inColumn, code, recorded);
  if (reads.size > mostReads) reads.clear();
  const read = reads.has(key) ? reads.get(key) : figureReader(language)?.(value, inColumn, code);
  reads.set(key, read);
  return read;
}

/** The keys that a figure cannot do without. */
function keysOf(language: string): readonly string[] {
  const problems = language === 'band' ? bandProblems({}) : (figureReader(language)?.({})?.problems ?? []);
  return problems.map(({ path }) => path);
}

function diagram(
  { data: composition, scene: made, strip }: Composition,
  token: Token,
  place: string,
  format: Format,
): string {
  const markers = stageBeats(made)
    .slice(1)
    .map(
      (_, i) =>
        `<span class="fragment step"${linesOf(made) ? ` data-fragment-index="${i}"` : ''} aria-hidden="true"></span>`,
    )
    .join('');
  const attributes = (token.attrs ?? []).map(([key, value]): [string, string] => [key, String(value)]);
  if (strip !== undefined) attributes.push(['data-strip', strip.join(' ')]);
  const data = JSON.stringify(composition).replaceAll('<', '\\u003c');
  return (
    `<deck-diagram${attributeList([...attributes, ['data-source', place]])}>` +
    `<script type="application/json">${data}</script>${poster(made, made.key, format)}${markers}</deck-diagram>\n`
  );
}
