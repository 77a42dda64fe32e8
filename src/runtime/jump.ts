import { chooser, type Row } from './chooser.ts';
import { closeDialog } from './close.ts';
import { toggleDialog } from './dialog.ts';
import { folded } from './folded.ts';

/** A slide in the list to choose from. */
export interface Entry {
  readonly slug: string;
  /** "12", or "12.2" for an optional slide. */
  readonly number: string;
  readonly title: string;
  readonly chapter: string;
  /** Of its chapter; 0 for one outside the talk. */
  readonly minutes: number;
  readonly optional: boolean;
}

/** The slides of a page in their order. */
export function entriesIn(slides: ParentNode): readonly Entry[] {
  return [...slides.querySelectorAll<HTMLElement>('section[id]')].map((section) => ({
    slug: section.id,
    number: section.dataset.number ?? '',
    title: section.querySelector('h1, h2')?.textContent?.trim() ?? section.id,
    chapter: section.dataset.chapter ?? '',
    minutes: Number(section.dataset.minutes ?? 0),
    optional: section.dataset.optional !== undefined,
  }));
}

/** The slides that what was typed may mean: the number or slug itself first, then numbers and titles with all the words. */
export function matching(entries: readonly Entry[], typed: string): readonly Entry[] {
  const wanted = folded(typed.trim());
  if (wanted === '') return entries;
  const words = wanted.split(/\s+/);
  const rank = ({ number, slug, title }: Entry): number => {
    if (number === wanted || slug === wanted) return 0;
    if (number.startsWith(`${wanted}.`)) return 1;
    const text = folded(title);
    if (words.every((word) => text.includes(word))) return text.startsWith(wanted) ? 2 : 3;
    if (words.every((word) => slug.includes(word))) return 4;
    return /^\d/.test(wanted) && number.startsWith(wanted) ? 5 : 6;
  };
  return entries
    .map((entry) => ({ entry, at: rank(entry) }))
    .filter(({ at }) => at < 6)
    .sort((a, b) => a.at - b.at)
    .map(({ entry }) => entry);
}

/** A dialog with a field and the slides that it may mean; what is chosen goes to `go`. Or closes it. */
export function toggleJump(entries: readonly Entry[], current: string, go: (slug: string) => void): void {
  toggleDialog({
    action: 'jump',
    title: 'Go to a slide',
    fill: (page, dialog) => {
      chooser<Entry>(page, {
        name: 'jump',
        label: 'Number or part of a title',
        listLabel: 'Slides',
        nothing: 'No slide has this number or these words in its title.',
        rows: (typed) => {
          const isWhole = typed.trim() === '';
          // what fits best comes first, wherever it stands
          return matching(entries, typed).map((entry) => rowOf(entry, current, 'jump', isWhole ? undefined : ''));
        },
        first: (rows, typed) => (typed.trim() === '' ? rows.findIndex(({ value }) => value.slug === current) : 0),
        chosen: ({ slug }) => {
          closeDialog(dialog);
          go(slug);
        },
      });
    },
  });
}

/** A slide as a row under its chapter, or under another heading. */
export function rowOf(entry: Entry, current: string, name: string, group = entry.chapter): Row<Entry> {
  const { slug, number, title, minutes, optional } = entry;
  const place = document.createElement('b');
  place.textContent = number;
  const text = document.createElement('span');
  text.className = 'name';
  text.textContent = title;
  return {
    value: entry,
    id: `${name}-row-${slug}`,
    group,
    ...(group === '' || minutes === 0 ? {} : { aside: `${minutes} min` }),
    content: [place, text, ...(optional ? [markOf('optional')] : [])],
    isHere: slug === current,
    isOptional: optional,
  };
}

/** A word at the end of a row. */
export function markOf(text: string): HTMLElement {
  const mark = document.createElement('span');
  mark.className = 'mark';
  mark.textContent = text;
  return mark;
}
