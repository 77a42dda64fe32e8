import type { Chapter, Deck } from './deck.ts';
import { drawing, element } from './drawing.ts';
import { type Figure, placeOf } from './figure.ts';
import { attributeList, escaped } from './html.ts';
import type { NotePart } from './notes.ts';
import type { Slide } from './slide.ts';
import { toPlayground } from './to-playground.ts';

/** One slide as HTML, and its place: live slides stand side by side, optional ones below the live one before them. */
export interface Section {
  readonly slug: string;
  readonly title: string;
  /** What a speaker calls it and what reveal's jump takes: "12" for a live slide, "12.2" for the first optional below. */
  readonly number: string;
  readonly chapter: string;
  /** What its chapter has on stage; 0 for one outside the talk. */
  readonly minutes: number;
  readonly optional: boolean;
  /** The section without its notes, up to its closing tag. */
  readonly open: string;
  readonly notes: string;
  /** The same part by part, as HTML. */
  readonly parts: ReadonlyMap<NotePart, string>;
  /** What is drawn on it, for which both have places. */
  readonly figures: readonly Figure[];
}

/** The deck as columns of sections: the first of each column is live. */
export type Columns = readonly (readonly Section[])[];

/** All sections of the deck in reveal's two dimensions. */
export function columnsOf(deck: Deck): Columns {
  const columns: Section[][] = [];
  for (const chapter of deck.chapters) {
    for (const slide of chapter.slides) {
      if (!slide.optional) columns.push([]);
      const column = columns.at(-1);
      if (column === undefined) continue;
      const number = column.length === 0 ? `${columns.length}` : `${columns.length}.${column.length + 1}`;
      const { slug, title, figures } = slide;
      column.push({
        slug,
        title,
        number,
        chapter: chapter.title,
        minutes: chapter.minutes,
        optional: slide.optional,
        open: section(slide, chapter, number),
        notes: notes(slide),
        parts: slide.notes,
        figures,
      });
    }
  }
  return columns;
}

/** For whom the slides are: the audience sees no notes, and so their page does not carry them. */
export type Readers = 'audience' | 'speaker';

/** What a page writes in the place of a figure. */
export type Draw = (figure: Figure, slide: Section) => string;

/** The columns as reveal expects them: a stack is a section of sections. */
export function slidesHtml(columns: Columns, readers: Readers, draw: Draw = inFull): string {
  return stacked(drawnIn(columns, draw), ({ open, notes }) => `${open}${readers === 'speaker' ? notes : ''}</section>`);
}

/** Sections as `write` makes them, a stack around those of a column. */
export function stacked(columns: Columns, write: (slide: Section) => string): string {
  return columns
    .map((column) => {
      const inner = column.map(write).join('\n');
      return column.length > 1 ? `<section>\n${inner}\n</section>` : inner;
    })
    .join('\n');
}

/** The columns with something in the places of their figures. */
export function drawnIn(columns: Columns, draw: Draw = inFull): Columns {
  return columns.map((column) =>
    column.map((slide) => {
      const into = (html: string) =>
        slide.figures.reduce((text, figure) => text.replace(placeOf(figure), () => draw(figure, slide)), html);
      const parts = new Map([...slide.parts].map(([part, html]) => [part, into(html)]));
      return { ...slide, open: into(slide.open), notes: into(slide.notes), parts, figures: [] };
    }),
  );
}

function inFull(figure: Figure): string {
  return element(figure, drawing(figure));
}

function section(slide: Slide, chapter: Chapter, number: string): string {
  const classes = ['slide', slide.kind, slide.attributes.get('class') ?? ''].filter((name) => name !== '').join(' ');
  const attributes: (readonly [string, string])[] = [
    ['id', slide.slug],
    ['class', classes],
    ['data-number', number],
    ['data-chapter', chapter.title],
    ['data-minutes', String(chapter.minutes)],
    ['data-source', `${slide.file}:${slide.at.line}`],
    ...(slide.optional ? [['data-optional', ''] as const] : []),
    ...(slide.waive === '' ? [] : [['data-waive', slide.waive] as const]),
    ...[...slide.attributes].filter(([key]) => key !== 'class').map(([key, value]): [string, string] => [key, value]),
  ];
  const heading = slide.hasHeading ? '' : `<h2 class="unseen">${escaped(slide.title)}</h2>\n`;
  return `<section${attributeList(attributes)}>\n<div class="sheet">\n${heading}${toPlayground(slide.html, slide.figures)}</div>\n`;
}

function notes({ notes: parts }: Slide): string {
  const inner = [...parts].map(([part, html]) => `<div class="part"><h3>${part}</h3>\n${html}</div>`).join('\n');
  return inner === '' ? '' : `<aside class="notes" aria-label="Notes">\n${inner}\n</aside>\n`;
}
