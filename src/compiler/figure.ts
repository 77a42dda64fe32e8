import type { Token } from 'markdown-it';
import { isMap, isNode, type Node, type Pair, parseDocument } from 'yaml';
import type { CodeReader } from '../draw/code.ts';
import { figureReader, inColumns, type Reader } from '../draw/figures.ts';
import { band, bandProblems, isBand } from '../draw/machine/band.ts';
import { poster } from '../draw/poster.ts';
import { type Composition, stageBeats } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import { nearest } from '../model/nearest.ts';
import type { Problem as FieldProblem } from '../model/rules.ts';
import { languageOf, lineProblems, linesOf } from './beside.ts';
import { attributeList } from './html.ts';
import type { Position, Report } from './problem.ts';
import { lineOf, type Source, startOf } from './source.ts';

/** What is around a fence on its slide. */
export interface Surroundings {
  readonly inColumn: boolean;
  /** How many lines each listing has. */
  readonly listings: readonly number[];
  /** Gets the code that a diagram shows. */
  readonly code: CodeReader;
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

function drawn(token: Token, { inColumn, listings, code }: Surroundings, source: Source, report: Report): string {
  const document = parseDocument(token.content);
  const line = lineOf(token);
  const indent = Math.max(0, source.lines[line - 1]?.indexOf(token.markup) ?? 0);
  const at = (offset: number): Position => {
    const before = token.content.slice(0, offset).split('\n');
    return { line: line + before.length, column: indent + (before.at(-1) ?? '').length + 1 };
  };
  for (const { pos, message } of document.errors) {
    report(at(pos[0]), `this is no YAML: ${(message.split(' at line')[0] ?? '').trim()}`);
  }
  if (document.errors.length > 0) return '';
  const value: unknown = document.toJS() ?? {};
  const tell = (problem: FieldProblem) => {
    const { offset, what, expected } = located(document, problem);
    report(at(offset), `${problem.path === '' ? '' : `${problem.path}: `}${what}`, expected);
  };
  if (languageOf(token) === 'band') {
    for (const problem of bandProblems(value)) tell(problem);
    return isBand(value) ? `${band(value)}\n` : '';
  }
  const read = readOnce(token, value, inColumn, code) ?? { problems: [], scene: undefined };
  for (const problem of read.problems) tell(problem);
  if (inColumn && !inColumns.includes(languageOf(token))) {
    const expected = `expected the whole slide; in a column can stand a ${inColumns.join(' or a ')}`;
    report({ line, column: indent + 1 }, `a ${languageOf(token)} in a column`, expected);
  }
  if (read.scene === undefined) return '';
  for (const problem of lineProblems(read.scene, listings)) tell(problem);
  return diagram(read, token, `${source.file}:${line}`, inColumn ? 'half' : 'wide');
}

type Read = ReturnType<Reader>;

/** A build compiles three times and a dev server at each save: nothing is simulated again of which no letter has changed. */
const reads = new Map<string, Read | undefined>();
const mostReads = 300;

function readOnce(token: Token, value: unknown, inColumn: boolean, code: CodeReader): Read | undefined {
  const language = languageOf(token);
  const key = `${language} ${inColumn}\n${token.content}`;
  // of a file that it shows letters may have changed all the same
  if (token.content.includes('file:')) return figureReader(language)?.(value, inColumn, code);
  if (reads.size > mostReads) reads.clear();
  const read = reads.has(key) ? reads.get(key) : figureReader(language)?.(value, inColumn, code);
  reads.set(key, read);
  return read;
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

type Parsed = ReturnType<typeof parseDocument>;

/** Where in the YAML a field is: its value, or the nearest thing around it that is written; an unknown key itself. */
function located(
  document: Parsed,
  { path, what, expected }: FieldProblem,
): { offset: number; what: string; expected: string } {
  const steps = stepsOf(path);
  const unknown = /^unknown key "(.*)"$/.exec(what)?.[1];
  const pair = unknown === undefined ? undefined : pairIn(nodeAt(document, steps), unknown);
  if (unknown !== undefined && isNode(pair?.key)) {
    const near = nearest(unknown, expected.replace('keys are ', '').split(', '));
    return {
      offset: pair.key.range?.[0] ?? 0,
      what,
      expected: near === undefined ? expected : `did you mean "${near}"?`,
    };
  }
  for (let depth = steps.length; depth >= 0; depth--) {
    const range = nodeAt(document, steps.slice(0, depth))?.range;
    if (range) return { offset: range[0], what, expected };
  }
  return { offset: 0, what, expected };
}

function nodeAt(document: Parsed, steps: readonly (string | number)[]): Node | undefined {
  const node: unknown = steps.length === 0 ? document.contents : document.getIn(steps, true);
  return isNode(node) ? node : undefined;
}

function pairIn(node: Node | undefined, key: string): Pair | undefined {
  return isMap(node) ? node.items.find((item) => String(item.key) === key) : undefined;
}

/** "arrivals[1].does" as the steps to it. */
function stepsOf(path: string): readonly (string | number)[] {
  return [...path.matchAll(/([^.[\]]+)|\[(\d+)\]/g)].map(([, name = '', index]) =>
    index === undefined ? name : Number(index),
  );
}
