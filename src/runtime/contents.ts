import './contents.css';
import { chooser, type Row } from './chooser.ts';
import { closeDialog } from './close.ts';
import { button, toggleDialog } from './dialog.ts';
import { found, type Hit, type Index, searchable } from './find.ts';
import type { Span } from './folded.ts';
import { type Entry, markOf, rowOf } from './jump.ts';
import { late } from './later.ts';

/** Something that a page offers beside its contents: a link, or something it does. */
export interface Offer {
  readonly text: string;
  readonly href?: string;
  readonly pressed?: (() => void) | undefined;
}

/** What the page knows of itself when its contents are opened. */
export interface Page {
  readonly entries: readonly Entry[];
  /** The slug at hand. */
  readonly current: string;
  readonly offers: readonly Offer[];
  /** The page that has what was found, where this one has not. */
  elsewhere(hit: Hit): string | undefined;
  /** Goes to where something was found on this page. */
  go(hit: Hit): void;
}

/** All lines of all slides: only who looks for words waits for them. */
const index = late<Index>(
  () => import('virtual:search').then((module) => module.index),
  'What is on the slides cannot be searched',
);

/** The contents of the talk and a field to search all of it, in a dialog; or closes it. */
export function toggleContents({ entries, current, offers, elsewhere, go }: Page): void {
  toggleDialog({
    action: 'search',
    title: 'Contents',
    fill: (page, dialog) => {
      let slides = searchable(entries, index.now() ?? {});
      const { look } = chooser<Hit>(page, {
        name: 'search',
        label: 'Search titles, text, code and notes',
        ...(matchMedia('(max-width: 599px)').matches ? { hint: 'Search the talk' } : {}),
        listLabel: 'Slides',
        nothing: 'Nothing in the talk has all of these words.',
        focus: !matchMedia('(pointer: coarse)').matches,
        rows: (typed) =>
          typed.trim() === ''
            ? entries.map((entry) => ({ ...rowOf(entry, current, 'search'), value: hitOf(entry) }))
            : found(slides, typed).map((hit) => hitRow(hit, current)),
        first: (rows, typed) => (typed.trim() === '' ? rows.findIndex(({ isHere }) => isHere) : 0),
        chosen: (hit) => {
          const other = elsewhere(hit);
          // who comes back is at what was found
          if (other !== undefined) location.assign(other);
          else {
            closeDialog(dialog);
            go(hit);
          }
        },
      });
      index.soon((all) => {
        slides = searchable(entries, all);
        if (dialog.isConnected) look();
      });
      page.append(footer(offers, dialog));
    },
  });
}

/** A slide as a whole. */
function hitOf(entry: Entry): Hit {
  return { entry, where: 'title', step: -1, anchor: entry.slug, excerpt: '', marks: [] };
}

const names: Readonly<Partial<Record<Hit['where'], string>>> = { code: 'code', notes: 'notes' };

function hitRow(hit: Hit, current: string): Row<Hit> {
  const { entry, where, excerpt, marks } = hit;
  const { content, ...row } = rowOf(entry, current, 'search');
  if (where === 'title') {
    const [place, name, ...rest] = content;
    if (name instanceof HTMLElement) name.replaceChildren(...marked(entry.title, marks));
    return { ...row, value: hit, content: [place, name, ...rest].filter((node) => node !== undefined) };
  }
  const line = document.createElement(where === 'code' ? 'code' : 'span');
  line.className = 'excerpt';
  line.append(...marked(excerpt, marks));
  const name = names[where];
  return { ...row, value: hit, content: [...content, ...(name === undefined ? [] : [markOf(name)]), line] };
}

/** A text with what was found in it marked. */
function marked(text: string, spans: readonly Span[]): readonly (Node | string)[] {
  const out: (Node | string)[] = [];
  let at = 0;
  for (const [from, to] of spans) {
    const mark = document.createElement('mark');
    mark.textContent = text.slice(from, to);
    out.push(text.slice(at, from), mark);
    at = to;
  }
  return [...out, text.slice(at)];
}

function footer(offers: readonly Offer[], dialog: HTMLDialogElement): HTMLElement {
  const element = document.createElement('footer');
  for (const { text, href, pressed } of offers) {
    if (href === undefined) {
      element.append(
        button(text, () => {
          closeDialog(dialog);
          pressed?.();
        }),
      );
      continue;
    }
    const link = document.createElement('a');
    link.className = 'button';
    link.href = href;
    link.textContent = text;
    element.append(link);
  }
  return element;
}
