import type { Token } from 'markdown-it';
import { figureReader, inColumns } from '../draw/figures.ts';
import type { Composition } from '../draw/scene.ts';
import type { Format } from '../draw/shape.ts';
import { languageOf, lineProblems } from './beside.ts';
import { fenceYaml } from './fence-yaml.ts';
import { type Finished, finished } from './finished.ts';
import type { SlideLink } from './links.ts';
import type { Report } from './problem.ts';
import { type Found, mostKept, readOnce, stillOnce } from './read-once.ts';
import { remembered } from './remembered.ts';
import type { Shelf } from './shelf.ts';
import { lineOf, type Source, startOf } from './source.ts';

/** What is around a fence on its slide. */
export interface Surroundings {
  readonly inColumn: boolean;
  /** How many lines each listing has. */
  readonly listings: readonly number[];
  /** Get the code that a diagram shows, the run that it plays, what was measured. */
  readonly sources: Found;
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
  const text = { language, inColumn, content: token.content };
  const read = readOnce(text, value, { sources, shelf }) ?? { problems: [] };
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

const finishedOnce = remembered<Finished>(mostKept);

/** The keys that a figure cannot do without. */
function keysOf(language: string): readonly string[] {
  const { problems = [] } = finished[language]?.({}) ?? figureReader(language)?.({}) ?? {};
  return problems.map(({ path }) => path);
}
