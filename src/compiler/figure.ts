import type { Token } from 'markdown-it';
import type { CodeReader, CodeRef } from '../draw/code.ts';
import { figureReader, inColumns, type Reader } from '../draw/figures.ts';
import { band, bandProblems, isBand } from '../draw/machine/band.ts';
import { poster } from '../draw/poster.ts';
import { type Composition, type Scene, stageBeats } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import type { Problem as FieldProblem } from '../model/rules.ts';
import { languageOf, lineProblems, linesOf } from './beside.ts';
import { attributeList } from './html.ts';
import type { Position, Report } from './problem.ts';
import { remembered } from './remembered.ts';
import { lineOf, type Source, startOf } from './source.ts';
import { type Yaml, yaml } from './yaml.ts';

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
  const { value, faults, doubts, offsetOf } = parsed(token.content, () => yaml(token.content));
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
    const { problems, html } = bands(token.content, () => ({
      problems: bandProblems(value),
      html: isBand(value) ? `${band(value)}\n` : '',
    }));
    for (const problem of problems) tell(problem);
    return html;
  }
  const read = readOnce(token, value, inColumn, code) ?? { problems: [], scene: undefined };
  for (const problem of read.problems) tell(problem);
  if (read.scene === undefined) return '';
  for (const doubt of read.warnings ?? []) report.warn(at(offsetOf(doubt)), inWords(doubt), doubt.expected);
  for (const problem of lineProblems(read.scene, listings)) tell(problem);
  return diagram(read, token, `${source.file}:${line}`, inColumn ? 'half' : 'wide');
}

/** What of a dev server's many texts is kept: nothing is read, run or drawn again of which no letter has changed. */
const mostKept = 300;
const parsed = remembered<Yaml>(mostKept);
const bands = remembered<{ readonly problems: readonly FieldProblem[]; readonly html: string }>(mostKept);

type Read = ReturnType<Reader>;

/** The code that a diagram has asked for, and what it got: its file may have changed when the fence has not. */
type Asked = readonly (readonly [ref: CodeRef, answer: string])[];

const reads = remembered<{ readonly read: Read | undefined; readonly asked: Asked }>(mostKept);

function readOnce(token: Token, value: unknown, inColumn: boolean, code: CodeReader): Read | undefined {
  const language = languageOf(token);
  const read = () => {
    const asked: [CodeRef, string][] = [];
    const listening: CodeReader = (ref) => {
      const answer = code(ref);
      asked.push([ref, JSON.stringify(answer)]);
      return answer;
    };
    return { read: figureReader(language)?.(value, inColumn, listening), asked };
  };
  const holds = ({ asked }: { readonly asked: Asked }) =>
    asked.every(([ref, answer]) => JSON.stringify(code(ref)) === answer);
  return reads(`${language} ${inColumn}\n${token.content}`, read, holds).read;
}

const posters = new WeakMap<Scene, string>();

/** The key still of a scene: one that is read anew is another scene, and each stands in one format. */
function posterOnce(scene: Scene, format: Format): string {
  const drawn = posters.get(scene) ?? poster(scene, scene.key, format);
  posters.set(scene, drawn);
  return drawn;
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
    `<script type="application/json">${data}</script>${posterOnce(made, format)}${markers}</deck-diagram>\n`
  );
}
