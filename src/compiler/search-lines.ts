import { beatOf, type SceneData, stageBeats } from '../draw/scene.ts';
import { linesOf as litBeside } from './beside.ts';
import { element } from './drawing.ts';
import type { Figure } from './figure.ts';
import { type NotePart, noteParts } from './notes.ts';
import { drawnIn, type Section } from './section.ts';
import { allIn, type Branch, hasClass, textIn, treeOf } from './tree.ts';

/** Where on a slide something can be found. */
export const places = ['text', 'code', 'notes'] as const;
export type Place = (typeof places)[number];

/** A line of a slide that can be found. */
export interface Line {
  readonly place: Place;
  /** The step of the deck at which it is first to be seen or spoken of: -1 before the first click. */
  readonly step: number;
  /** Where the article has it: the id of an element there. */
  readonly anchor: string;
  readonly text: string;
}

/** The id of a beat in the article, from 0; a slug has no two hyphens in a row. */
export function beatId(slug: string, figure: number, beat: number): string {
  return `${slug}--${figure === 0 ? '' : `${figure + 1}-`}${beat + 1}`;
}

/** The id of a part of a slide's notes in the article. */
export function partId(slug: string, part: NotePart): string {
  return `${slug}--${part.toLowerCase().replace(' ', '-')}`;
}

/** All that can be found on a slide but its title, in its order: what is on it, then its notes. When to click is for one alone. */
export function linesOf(slide: Section): readonly Line[] {
  const [[drawn] = []] = drawnIn([[slide]], (figure) => element(figure, ''));
  const tree = treeOf(drawn?.open ?? '');
  const step = stepsIn(tree);
  const lines: Line[] = [];
  written(tree, -1, slide, step, (line) => lines.push(line));
  for (const part of noteParts.filter((each) => each !== 'Click'))
    for (const text of paragraphs(treeOf(slide.parts.get(part) ?? '')))
      lines.push({ place: 'notes', step: -1, anchor: partId(slide.slug, part), text });
  return lines;
}

type StepOf = (fragment: Branch) => number;

/** The step that shows a fragment: those with an index first, then the others in the order of the document. */
function stepsIn(tree: Branch): StepOf {
  const fragments = allIn(tree, (each) => hasClass(each, 'fragment'));
  const indexOf = (each: Branch) => Number.parseInt(each.attributes.get('data-fragment-index') ?? '', 10);
  const indices = [...new Set(fragments.map(indexOf))].filter((index) => !Number.isNaN(index)).sort((a, b) => a - b);
  const others = fragments.filter((each) => Number.isNaN(indexOf(each)));
  return (fragment) => {
    const index = indexOf(fragment);
    return Number.isNaN(index) ? indices.length + others.indexOf(fragment) : indices.indexOf(index);
  };
}

const blocks = /^(p|li|ul|ol|tr|table|div|pre|blockquote|section|figure|dl|dt|dd|h[3-6])$/;
const unread = /^(svg|script|noscript|style|h1|h2|button|input)$/;

/** Goes through what is written on a slide, below `branch`, and tells each line of it. */
function written(branch: Branch, step: number, slide: Section, stepOf: StepOf, found: (line: Line) => void): void {
  let running = '';
  let shown = step;
  const flush = () => {
    const text = squeezed(running);
    if (text !== '') found({ place: 'text', step: shown, anchor: slide.slug, text });
    running = '';
    shown = step;
  };
  const through = ({ children }: Branch, at: number): void => {
    for (const child of children) {
      if (typeof child === 'string') {
        running += child;
        // who is led to a line sees all of it
        if (child.trim() !== '') shown = Math.max(shown, at);
        continue;
      }
      const when = hasClass(child, 'fragment') ? stepOf(child) : at;
      if (unread.test(child.tag)) continue;
      if (child.tag === 'deck-listing' || child.tag === 'deck-diagram' || blocks.test(child.tag)) {
        flush();
        if (child.tag === 'deck-listing') listed(child, slide, stepOf, found);
        else if (child.tag === 'deck-diagram') drawnOn(child, slide, stepOf, found);
        else written(child, when, slide, stepOf, found);
        continue;
      }
      if (/^t[dh]$/.test(child.tag) && running.trim() !== '') running += ' · ';
      through(child, when);
    }
  };
  through(branch, step);
  flush();
}

/** Each line of a listing, at the step that lights it first. */
function listed(listing: Branch, { slug }: Section, stepOf: StepOf, found: (line: Line) => void): void {
  const markers = listing.children.flatMap((child) => (typeof child === 'string' ? [] : [child])).filter(isMarker);
  const lit = (listing.attributes.get('data-steps') ?? '').split('|').map(rangesIn);
  for (const [i, line] of allIn(listing, (each) => hasClass(each, 'line')).entries()) {
    const text = squeezed(textIn(line));
    const marker = markers[lit.findIndex((lines) => lines.some(([from, to]) => from <= i + 1 && i + 1 <= to)) - 1];
    if (/\w/.test(text)) found({ place: 'code', step: marker === undefined ? -1 : stepOf(marker), anchor: slug, text });
  }
}

function rangesIn(step: string): readonly (readonly [number, number])[] {
  return step.split(',').map((range) => {
    const [from = 0, to = from] = range.split('-').map(Number);
    return [from, to];
  });
}

/** The words of each beat, and what is written in the picture. */
function drawnOn(diagram: Branch, slide: Section, stepOf: StepOf, found: (line: Line) => void): void {
  const number = slide.figures.findIndex(({ source }) => source === diagram.attributes.get('data-source'));
  const figure = slide.figures[number];
  if (figure === undefined) return;
  const { data: scene } = figure.composition;
  const markers = diagram.children.flatMap((child) => (typeof child === 'string' ? [] : [child])).filter(isMarker);
  const stages = stageBeats(scene);
  const stepAt = (beat: number) => {
    const marker = markers[stages.findLastIndex((stage) => stage <= beat) - 1];
    return marker === undefined ? -1 : stepOf(marker);
  };
  const tell = (beat: number, text: string) =>
    text === '' || found({ place: 'text', step: stepAt(beat), anchor: beatId(slide.slug, number, beat), text });
  for (const beat of scene.beats.keys()) tell(beat, words(scene, beat));
  tell(scene.key, labels(figure, scene).join(' · '));
}

function words(scene: SceneData, number: number): string {
  const { ask, answers, say, payoff } = beatOf(scene, number);
  return squeezed(
    [ask, answers.map(({ text }) => text).join(' · '), say, payoff].filter((each) => each !== '').join(' '),
  );
}

/** What stands in a picture and is no number, each once; a line of code that it lights is on the slide beside it. */
function labels({ poster }: Figure, scene: SceneData): readonly string[] {
  if (litBeside(scene) !== undefined) return [];
  const told = scene.beats.map((_, i) => words(scene, i)).join(' ');
  const all = allIn(treeOf(poster), ({ tag }) => tag === 'text').map((text) => squeezed(textIn(text)));
  return [...new Set(all)].filter((label) => /\p{L}{3}/u.test(label) && !told.includes(label));
}

const isMarker = (each: Branch) => hasClass(each, 'step');

function paragraphs(tree: Branch): readonly string[] {
  const found = allIn(tree, ({ tag }) => /^(p|li|pre|td)$/.test(tag)).filter(
    (each) => allIn(each, ({ tag }) => tag === 'p').length === 0,
  );
  return found.map((each) => squeezed(textIn(each))).filter((text) => text !== '');
}

function squeezed(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
