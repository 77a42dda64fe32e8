import { closeDialog, toggleDialog } from './dialog.ts';

/** A slide in the list to choose from. */
export interface Entry {
  readonly slug: string;
  /** "12", or "12.2" for an optional slide. */
  readonly number: string;
  readonly title: string;
  readonly chapter: string;
  readonly optional: boolean;
}

/** The slides of a page in their order. */
export function entriesIn(slides: ParentNode): readonly Entry[] {
  return [...slides.querySelectorAll<HTMLElement>('section[id]')].map((section) => ({
    slug: section.id,
    number: section.dataset.number ?? '',
    title: section.querySelector('h1, h2')?.textContent?.trim() ?? section.id,
    chapter: section.dataset.chapter ?? '',
    optional: section.dataset.optional !== undefined,
  }));
}

const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').replaceAll('’', "'").toLowerCase();

/** The slides that what was typed may mean: the number or slug itself first, then numbers and titles with all the words. */
export function matching(entries: readonly Entry[], typed: string): readonly Entry[] {
  const wanted = plain(typed.trim());
  if (wanted === '') return entries;
  const words = wanted.split(/\s+/);
  const rank = ({ number, slug, title }: Entry): number => {
    if (number === wanted || slug === wanted) return 0;
    if (number.startsWith(`${wanted}.`)) return 1;
    const text = plain(title);
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
      const field = document.createElement('input');
      field.type = 'text';
      field.placeholder = 'Number or part of a title';
      field.autocomplete = 'off';
      field.spellcheck = false;
      field.autofocus = true;
      for (const [name, value] of [
        ['role', 'combobox'],
        ['aria-label', 'Number or part of a title'],
        ['aria-controls', 'jump-list'],
        ['aria-expanded', 'true'],
      ] as const)
        field.setAttribute(name, value);
      const list = document.createElement('ol');
      list.id = 'jump-list';
      list.role = 'listbox';
      list.ariaLabel = 'Slides';
      page.append(field, list);
      let found: readonly Entry[] = [];
      let chosen = 0;
      const choose = (i: number) => {
        chosen = Math.max(0, Math.min(found.length - 1, i));
        for (const [j, item] of [...list.children].entries()) item.setAttribute('aria-selected', String(j === chosen));
        const item = list.children[chosen];
        field.setAttribute('aria-activedescendant', item?.id ?? '');
        item?.scrollIntoView({ block: 'nearest' });
      };
      const leave = (entry: Entry | undefined) => {
        if (entry === undefined) return;
        closeDialog(dialog);
        go(entry.slug);
      };
      const look = () => {
        found = matching(entries, field.value);
        const all = field.value.trim() === '';
        list.replaceChildren(...found.map((entry, i) => item(entry, all && isFirst(found, i), entry.slug === current)));
        for (const [i, element] of [...list.children].entries())
          element.addEventListener('click', () => leave(found[i]));
        if (found.length === 0) list.append(nothing());
        choose(all ? found.findIndex(({ slug }) => slug === current) : 0);
      };
      field.addEventListener('input', look);
      field.addEventListener('keydown', (event) => {
        const ways: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
        const way = ways[event.key];
        if (way !== undefined) choose(chosen + way);
        else if (event.key === 'Enter') leave(found[chosen]);
        else return;
        event.preventDefault();
      });
      look();
      // what is chosen is scrolled to once the list is on screen
      requestAnimationFrame(() => list.children[chosen]?.scrollIntoView({ block: 'center' }));
    },
  });
}

/** Whether a chapter begins here. */
function isFirst(entries: readonly Entry[], i: number): boolean {
  return entries[i - 1]?.chapter !== entries[i]?.chapter;
}

function item({ slug, number, title, chapter, optional }: Entry, heads: boolean, isHere: boolean): HTMLElement {
  const element = document.createElement('li');
  element.id = `jump-${slug}`;
  element.role = 'option';
  if (optional) element.dataset.optional = '';
  if (isHere) element.setAttribute('aria-current', 'true');
  if (heads) element.dataset.chapter = chapter;
  const place = document.createElement('b');
  place.textContent = number;
  const name = document.createElement('span');
  name.textContent = title;
  element.append(place, name);
  return element;
}

function nothing(): HTMLElement {
  const element = document.createElement('li');
  element.className = 'none';
  element.textContent = 'No slide has this number or these words in its title.';
  return element;
}
