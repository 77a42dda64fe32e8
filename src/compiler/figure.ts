import type { Token } from 'markdown-it';
import type { CodeRef } from '../draw/code.ts';
import { describe } from '../draw/describe.ts';
import { figureReader, inColumns, type Reader } from '../draw/figures.ts';
import { poster } from '../draw/poster.ts';
import { type Composition, type Scene, type SceneData, sceneOf } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import type { Sources } from '../draw/sources.ts';
import { languageOf, lineProblems } from './beside.ts';
import { fenceYaml } from './fence-yaml.ts';
import { type Finished, finished } from './finished.ts';
import type { SlideLink } from './links.ts';
import type { Report } from './problem.ts';
import { remembered } from './remembered.ts';
import { once, type Shelf } from './shelf.ts';
import { lineOf, type Source, startOf } from './source.ts';

/** What is around a fence on its slide. */
export interface Surroundings {
  readonly inColumn: boolean;
  /** How many lines each listing has. */
  readonly listings: readonly number[];
  /** Get the code that a diagram shows, the run that it plays, what was measured. */
  readonly sources: Required<{ readonly [key in keyof Sources]: NonNullable<Sources[key]> }>;
  /** Hears of each slide that a diagram leads to. */
  readonly linked: (link: SlideLink) => void;
  readonly shelf: Shelf;
}

/** A diagram of a slide, for every page to show in its own way. */
export interface Figure {
  /** Where it is written: "slides/10.md:12". */
  readonly source: string;
  readonly composition: Composition;
  /** Its key still, as a picture of the page, and in words. */
  readonly poster: string;
  readonly words: string;
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
  { inColumn, listings, sources, linked, shelf }: Surroundings,
  source: Source,
  report: Report,
): Figure | string {
  const said = fenceYaml(token, source, report);
  if (said === undefined) return '';
  const { value, begin, whereIs, tell, warn } = said;
  const language = languageOf(token);
  if (inColumn && !inColumns.includes(language)) {
    const expected = `expected the whole slide; in a column can stand a ${inColumns.join(' or a ')}`;
    report(begin, `a ${language} in a column`, expected);
  }
  if (value === undefined) {
    report(begin, `an empty ${language}`, `expected ${keysOf(language).join(', ')}`);
    return '';
  }
  const finish = finished[language];
  if (finish !== undefined) {
    const { problems, html } = finishedOnce(`${language}\n${token.content}`, () => finish(value));
    for (const problem of problems) tell(problem);
    return html;
  }
  const read = readOnce(token, value, inColumn, { sources, shelf }) ?? { problems: [] };
  for (const problem of read.problems) tell(problem);
  if (!('data' in read)) return '';
  for (const doubt of read.warnings ?? []) warn(doubt);
  for (const problem of lineProblems(read.data, listings)) tell(problem);
  for (const { path, slug } of read.slides ?? []) linked({ slug, at: whereIs({ path, what: '', expected: '' }) });
  const format = inColumn ? 'half' : 'wide';
  return {
    source: `${source.file}:${begin.line}`,
    composition: read,
    ...stillOnce(read, format, shelf),
    format,
    attributes: (token.attrs ?? []).map(([key, value]) => [key, String(value)]),
  };
}

/** What of a dev server's many texts is kept: nothing is read, run or drawn again of which no letter has changed. */
const mostKept = 300;
const finishedOnce = remembered<Finished>(mostKept);

type Read = ReturnType<Reader>;

/** What a diagram has asked for, and what it got: those files may have changed when the fence has not. */
interface Asked {
  readonly codes: readonly (readonly [ref: CodeRef, answer: string])[];
  readonly runs: readonly (readonly [name: string, answer: string])[];
  readonly measured: readonly (readonly [name: string, answer: string])[];
  readonly scenarios: readonly (readonly [set: string, answer: string])[];
}

const reads = remembered<{ readonly read: Read | undefined; readonly asked: Asked }>(mostKept);

function readOnce(
  token: Token,
  value: unknown,
  inColumn: boolean,
  { shelf, sources: readers }: Pick<Surroundings, 'sources' | 'shelf'>,
): Read | undefined {
  const language = languageOf(token);
  const key = `${language} ${inColumn}\n${token.content}`;
  const read = () => {
    const codes: [CodeRef, string][] = [];
    const runs: [string, string][] = [];
    const measured: [string, string][] = [];
    const scenarios: [string, string][] = [];
    const sources = {
      code: noted(readers.code, codes),
      recorded: noted(readers.recorded, runs),
      measured: noted(readers.measured, measured),
      scenarios: noted(readers.scenarios, scenarios),
    };
    return { read: figureReader(language)?.(value, inColumn, sources), asked: { codes, runs, measured, scenarios } };
  };
  const holds = ({ asked }: { readonly asked: Asked }) =>
    asked.codes.every(([ref, answer]) => JSON.stringify(readers.code(ref)) === answer) &&
    asked.runs.every(([name, answer]) => JSON.stringify(readers.recorded(name)) === answer) &&
    asked.measured.every(([name, answer]) => JSON.stringify(readers.measured(name)) === answer) &&
    asked.scenarios.every(([set, answer]) => JSON.stringify(readers.scenarios(set)) === answer);
  const readOrKept = () => {
    const kept = keptRead(shelf, key);
    if (kept !== undefined && holds(kept)) return kept;
    const made = read();
    keepRead(shelf, key, made);
    return made;
  };
  return reads(key, readOrKept, holds).read;
}

/** The same reader, which writes down what it was asked for and what it has answered. */
function noted<Name, Answer>(read: (name: Name) => Answer, into: [Name, string][]): (name: Name) => Answer {
  return (name) => {
    const answer = read(name);
    into.push([name, JSON.stringify(answer)]);
    return answer;
  };
}

/** What is kept of a figure that is right: its scene follows from its data. */
interface Kept extends Omit<Composition, 'scene' | 'problems'> {
  readonly asked: Asked;
}

function keepRead(
  shelf: Shelf,
  key: string,
  { read, asked }: { readonly read: Read | undefined; readonly asked: Asked },
) {
  if (read === undefined || !('data' in read) || read.problems.length > 0) return;
  const { scene, problems, ...rest } = read;
  const kept: Kept = { ...rest, asked };
  shelf.put(JSON.stringify(['read', key]), JSON.stringify(kept));
}

function keptRead(shelf: Shelf, key: string): { readonly read: Composition; readonly asked: Asked } | undefined {
  const text = shelf.get(JSON.stringify(['read', key]));
  if (text === undefined) return undefined;
  const { asked, ...rest }: Kept = JSON.parse(text);
  let scene: Scene | undefined;
  const read: Composition = {
    ...rest,
    problems: [],
    // run again only where somebody wants to draw what is not drawn yet
    get scene() {
      scene ??= sceneOf(rest.data);
      return scene;
    },
  };
  return { read, asked };
}

type Still = Pick<Figure, 'poster' | 'words'>;

const stills = new WeakMap<SceneData, Still>();

/** The key still: what is read anew is another figure, and each stands in one format. */
function stillOnce(made: Composition, format: Format, shelf: Shelf): Still {
  const { data } = made;
  const still = stills.get(data) ?? {
    poster: once(shelf, ['poster', format, data], () => poster(made.scene, made.scene.key, format)),
    words: once(shelf, ['words', data], () => describe(made.scene, made.scene.key)),
  };
  stills.set(data, still);
  return still;
}

/** The keys that a figure cannot do without. */
function keysOf(language: string): readonly string[] {
  const { problems = [] } = finished[language]?.({}) ?? figureReader(language)?.({}) ?? {};
  return problems.map(({ path }) => path);
}
