import type { Token } from 'markdown-it';
import type { Attributes } from './attributes.ts';
import { paired } from './columns.ts';
import type { Document } from './markdown.ts';
import { expectedOneOf } from './nearest.ts';
import { type NotePart, notePart, noteParts } from './notes.ts';
import type { Position, Report } from './problem.ts';
import type { Part } from './split.ts';

/** What a slide is, which decides its layout. `claim` is a title and its evidence. */
export const kinds = ['title', 'claim', 'listing', 'columns', 'table', 'number', 'questions'] as const;
export type Kind = (typeof kinds)[number];

/** One slide as the author wrote it. `html` is its content without the notes; each part of the notes is HTML too. */
export interface Slide {
  readonly slug: string;
  readonly kind: Kind;
  /** Not on the live path: "next" passes over it. */
  readonly optional: boolean;
  /** The heading in plain text; the slug in words where there is none. */
  readonly title: string;
  readonly hasHeading: boolean;
  readonly html: string;
  readonly notes: ReadonlyMap<NotePart, string>;
  /** Further attributes for the section, `class` and `data-…`. */
  readonly attributes: Attributes;
  readonly file: string;
  readonly at: Position;
}

/** A slide of a part of `document`; what is wrong with it is reported, and the slide is there all the same. */
export function slide(part: Part, document: Document, file: string, report: Report): Slide {
  const attributes = new Map<string, string>();
  let at: Position = { line: part.line, column: 1 };
  for (const token of part.tokens) {
    if (token.type !== 'slide_attributes') continue;
    for (const [key, value] of token.attrs ?? []) attributes.set(key, String(value));
    at = { line: (token.map?.[0] ?? 0) + 1, column: 1 };
  }
  checkAttributes(attributes, (what, expected) => report(at, what, expected));
  const all = part.tokens.filter((token) => token.type !== 'slide_attributes');
  const notesAt = all.findIndex((token) => token.type === 'notes');
  const content = paired(notesAt < 0 ? all : all.slice(0, notesAt), report);
  const slug = attributes.get('id') ?? '';
  const heading = content.findIndex((token) => token.type === 'heading_open');
  return {
    slug,
    kind: kinds.find((kind) => kind === attributes.get('kind')) ?? 'claim',
    optional: attributes.has('optional'),
    title: heading < 0 ? inWords(slug) : plainText(content[heading + 1]),
    hasHeading: heading >= 0,
    html: document.html(content),
    notes: notesOf(notesAt < 0 ? [] : all.slice(notesAt), document, at, report),
    attributes: new Map([...attributes].filter(([key]) => key === 'class' || key.startsWith('data-'))),
    file,
    at,
  };
}

function checkAttributes(attributes: Attributes, fault: (what: string, expected: string) => void): void {
  const known = ['id', 'kind', 'optional', 'class'];
  for (const key of attributes.keys()) {
    if (!known.includes(key) && !key.startsWith('data-')) {
      fault(`unknown attribute "${key}" on a slide`, expectedOneOf(key, [...known, 'data-…'], 'attributes'));
    }
  }
  const id = attributes.get('id');
  if (id === undefined) {
    fault('this slide has no slug', 'expected a line <!-- .slide: id="some-words" -->');
  } else if (!/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id)) {
    fault(`"${id}" is no slug`, 'expected small letters, digits and single hyphens, a letter first');
  }
  const kind = attributes.get('kind');
  if (kind !== undefined && !kinds.some((known) => known === kind)) {
    fault(`"${kind}" is no kind of slide`, expectedOneOf(kind, kinds, 'kinds'));
  }
}

function notesOf(tokens: readonly Token[], document: Document, at: Position, report: Report): Map<NotePart, string> {
  const parts = new Map<NotePart, Token[]>();
  let current: Token[] | undefined;
  for (const token of tokens) {
    const position = { line: (token.map?.[0] ?? at.line - 1) + 1, column: 1 };
    if (token.type === 'notes') continue;
    if (token.type !== 'note_part') {
      if (current === undefined) report(position, 'notes before the first label', `expected ${labels}`);
      current ??= [];
      current.push(token);
      continue;
    }
    const part = notePart(token.info);
    if (part === undefined) continue;
    if (parts.has(part)) report(position, `"${part}:" twice in the notes of one slide`, 'expected each label once');
    current = parts.get(part) ?? [];
    parts.set(part, current);
  }
  const missing = noteParts.filter((part) => (parts.get(part)?.length ?? 0) === 0);
  if (tokens.length === 0) report(at, 'this slide has no notes', `expected a line "Note:" and ${labels}`);
  else if (missing.length > 0) report(at, `the notes have no ${missing.join(', no ')}`, `expected ${labels}`);
  return new Map(
    noteParts.flatMap((part) => {
      const found = parts.get(part);
      return found === undefined ? [] : [[part, document.html(found)]];
    }),
  );
}

const labels = noteParts.map((part) => `"${part}:"`).join(', ');

function plainText(inline: Token | undefined): string {
  return (inline?.children ?? [])
    .map((child) =>
      child.type === 'softbreak' || child.type === 'hardbreak'
        ? ' '
        : child.type.startsWith('html')
          ? ''
          : child.content,
    )
    .join('')
    .trim();
}

function inWords(slug: string): string {
  const words = slug.replaceAll('-', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
