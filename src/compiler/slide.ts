import { expectedOneOf } from '../model/nearest.ts';
import type { Attributes } from './attributes.ts';
import { paired } from './columns.ts';
import { directive } from './directive.ts';
import type { Figure } from './figure.ts';
import { insteadOnSlide } from './instead.ts';
import type { Document } from './markdown.ts';
import type { NotePart } from './notes.ts';
import { noNotes, notesOf } from './parts.ts';
import type { Position, Report } from './problem.ts';
import { rawHtml } from './raw-html.ts';
import { lineOf, placed, type Source, startOf } from './source.ts';
import type { Part } from './split.ts';
import { inWords, plainText } from './words.ts';

/** What a slide is, which decides its layout. `claim` is a title and its evidence. */
export const kinds = ['title', 'claim', 'listing', 'columns', 'table', 'number', 'questions'] as const;
export type Kind = (typeof kinds)[number];

/**
 * One slide as the author wrote it. `html` is its content without the notes; each part of the notes is HTML too. Both
 * have a place for each of the figures.
 */
export interface Slide {
  readonly slug: string;
  readonly kind: Kind;
  /** Not on the live path: "next" passes over it. */
  readonly optional: boolean;
  /** The rules of the lint that do not hold here, and why; empty where all do. Only the lint knows its rules. */
  readonly waive: string;
  /** The heading in plain text; the slug in words where there is none. */
  readonly title: string;
  readonly hasHeading: boolean;
  readonly html: string;
  readonly figures: readonly Figure[];
  readonly notes: ReadonlyMap<NotePart, string>;
  /** Further attributes for the section, `class` and `data-…`. */
  readonly attributes: Attributes;
  readonly file: string;
  readonly at: Position;
  /** Where `id` and `optional` are written. */
  readonly places: ReadonlyMap<string, Position>;
}

/** A slide of a part of `document`; what is wrong with it is reported, and the slide is there all the same. */
export function slide(part: Part, document: Document, source: Source, report: Report): Slide {
  const { attributes, places, at } = attributesOf(part, source, report);
  const fault = (key: string, what: string, expected: string) => report(places.get(key) ?? at, what, expected);
  if (part.isUnseparated) report(at, 'this slide begins within the one above', 'expected a line "---" between them');
  checkAttributes(attributes, fault);
  const all = part.tokens.filter((token) => token.type !== 'slide_attributes');
  const notesAt = all.findIndex((token) => token.type === 'notes');
  const content = paired(notesAt < 0 ? all : all.slice(0, notesAt), source, report);
  const isWhole = rawHtml(all, source, report);
  if (notesAt < 0 && isWhole) noNotes(all, at, source, report);
  const slug = attributes.get('id') ?? '';
  const heading = content.findIndex((token) => token.type === 'heading_open' && token.level === 0);
  const before = document.figures.length;
  const html = document.html(content);
  const notes = notesOf(notesAt < 0 ? [] : all.slice(notesAt), document, at, source, report);
  return {
    slug,
    kind: kinds.find((kind) => kind === attributes.get('kind')) ?? 'claim',
    optional: attributes.has('optional'),
    waive: attributes.get('waive') ?? '',
    title: heading < 0 ? inWords(slug) : plainText(content[heading + 1]),
    hasHeading: heading >= 0,
    html,
    figures: document.figures.slice(before),
    notes,
    attributes: new Map([...attributes].filter(([key]) => key === 'class' || key.startsWith('data-'))),
    file: source.file,
    at,
    places,
  };
}

/** What the slide's comment says and where; without one the slide is where its text begins. */
function attributesOf(part: Part, source: Source, report: Report) {
  const [first, ...others] = part.tokens.filter((token) => token.type === 'slide_attributes');
  for (const other of others) {
    // what is wrong with it has been told
    if (other.meta?.isSlip === true) continue;
    const at = placed(source, other.content, lineOf(other), 0);
    report(at, 'a second .slide comment on one slide', 'expected a line "---" between two slides');
  }
  if (first === undefined) {
    return {
      attributes: new Map<string, string>(),
      places: new Map<string, Position>(),
      at: startOf(source, part.line),
    };
  }
  const place = (offset: number) => placed(source, first.content, lineOf(first), offset);
  const { found, places } = directive(first.content);
  return {
    attributes: found,
    places: new Map([...places].map(([key, offset]) => [key, place(offset)])),
    at: place(0),
  };
}

const known = ['id', 'kind', 'optional', 'class', 'waive'];
const ours = [
  'data-number',
  'data-chapter',
  'data-minutes',
  'data-source',
  'data-optional',
  'data-waive',
  'data-version',
];

function checkAttributes(attributes: Attributes, fault: (key: string, what: string, expected: string) => void): void {
  for (const key of attributes.keys()) {
    const instead = insteadOnSlide(key);
    if (instead !== undefined) fault(key, `"${key}" on a slide`, instead);
    else if (ours.includes(key)) fault(key, `"${key}" on a slide is written by the compiler`, 'expected another name');
    else if (!known.includes(key) && !key.startsWith('data-')) {
      fault(key, `unknown attribute "${key}" on a slide`, expectedOneOf(key, [...known, 'data-…'], 'attributes'));
    }
  }
  const id = attributes.get('id');
  if (id === undefined) {
    fault('id', 'this slide has no slug', 'expected a line <!-- .slide: id="some-words" -->');
  } else if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    fault('id', `"${id}" is no slug`, 'expected small letters, digits and single hyphens, a letter first');
  }
  const kind = attributes.get('kind');
  if (kind !== undefined && !kinds.some((each) => each === kind)) {
    fault('kind', `"${kind}" is no kind of slide`, expectedOneOf(kind, kinds, 'kinds'));
  }
  const optional = attributes.get('optional') ?? '';
  if (optional !== '')
    fault('optional', `optional="${optional}"`, 'expected the bare word, or nothing for a live slide');
  if (attributes.get('waive')?.trim() === '')
    fault('waive', 'waive without a rule', 'expected waive="rule: why it does not hold here"');
}
