import type { Token } from 'markdown-it';
import type { CodeReader, CodeRef } from '../draw/code.ts';
import { figureReader, inColumns, type Reader } from '../draw/figures.ts';
import { poster } from '../draw/poster.ts';
import type { RecordingReader } from '../draw/recorded.ts';
import type { Composition, Scene } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import type { Problem as FieldProblem } from '../model/rules.ts';
import { languageOf, lineProblems } from './beside.ts';
import { type Finished, finished } from './finished.ts';
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
  /** Gets the run that a diagram plays. */
  readonly recorded: RecordingReader;
}

/** A diagram of a slide, for every page to show in its own way. */
export interface Figure {
  /** Where it is written: "slides/10.md:12". */
  readonly source: string;
  readonly composition: Composition;
  /** Its key still, as a picture of the page. */
  readonly poster: string;
  /** How that is drawn: on the stage, or in a column of it. */
  readonly format: Extract<Format, 'wide' | 'half'>;
  /** What its author wants of its element. */
  readonly attributes: readonly (readonly [string, string])[];
}

/** Where a figure stands in the HTML of its slide, until a page puts in what it shows of it. */
export function placeOf({ source }: Figure): string {
  return `<!-- figure ${source} -->`;
}

/**
 * A fence whose YAML is drawn. What is finished is the same in every page; of the others each page has something else, so
 * that they are found through `found`, and only their place is written.
 */
export function figure(
  token: Token,
  place: Surroundings,
  source: Source,
  report: Report,
  found: (figure: Figure) => void,
): string {
  try {
    const made = drawn(token, place, source, report);
    if (typeof made === 'string') return made;
    found(made);
    return `${placeOf(made)}\n`;
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
): Figure | string {
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
  const finish = finished[language];
  if (finish !== undefined) {
    const { problems, html } = finishedOnce(`${language}\n${token.content}`, () => finish(value));
    for (const problem of problems) tell(problem);
    return html;
  }
  const read = readOnce(token, value, inColumn, { code, recorded }) ?? { problems: [], scene: undefined };
  for (const problem of read.problems) tell(problem);
  if (read.scene === undefined) return '';
  for (const doubt of read.warnings ?? []) report.warn(at(offsetOf(doubt)), inWords(doubt), doubt.expected);
  for (const problem of lineProblems(read.scene, listings)) tell(problem);
  const format = inColumn ? 'half' : 'wide';
  return {
    source: `${source.file}:${line}`,
    composition: read,
    poster: posterOnce(read.scene, format),
    format,
    attributes: (token.attrs ?? []).map(([key, value]) => [key, String(value)]),
  };
}

/** What of a dev server's many texts is kept: nothing is read, run or drawn again of which no letter has changed. */
const mostKept = 300;
const parsed = remembered<Yaml>(mostKept);
const finishedOnce = remembered<Finished>(mostKept);

type Read = ReturnType<Reader>;

/** What a diagram has asked for, and what it got: those files may have changed when the fence has not. */
interface Asked {
  readonly codes: readonly (readonly [ref: CodeRef, answer: string])[];
  readonly runs: readonly (readonly [name: string, answer: string])[];
}

const reads = remembered<{ readonly read: Read | undefined; readonly asked: Asked }>(mostKept);

function readOnce(
  token: Token,
  value: unknown,
  inColumn: boolean,
  readers: Pick<Surroundings, 'code' | 'recorded'>,
): Read | undefined {
  const language = languageOf(token);
  const read = () => {
    const [codes, runs]: [[CodeRef, string][], [string, string][]] = [[], []];
    const code = (ref: CodeRef) => {
      const answer = readers.code(ref);
      codes.push([ref, JSON.stringify(answer)]);
      return answer;
    };
    const recorded = (name: string) => {
      const answer = readers.recorded(name);
      runs.push([name, JSON.stringify(answer)]);
      return answer;
    };
    return { read: figureReader(language)?.(value, inColumn, code, recorded), asked: { codes, runs } };
  };
  const holds = ({ asked }: { readonly asked: Asked }) =>
    asked.codes.every(([ref, answer]) => JSON.stringify(readers.code(ref)) === answer) &&
    asked.runs.every(([name, answer]) => JSON.stringify(readers.recorded(name)) === answer);
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
  const { problems = [] } = finished[language]?.({}) ?? figureReader(language)?.({}) ?? {};
  return problems.map(({ path }) => path);
}
