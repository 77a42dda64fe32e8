/** A row to choose: what stands in it, and the heading above it where a group begins. */
export interface Row<T> {
  readonly value: T;
  /** Of the row's element, within the page. */
  readonly id: string;
  readonly group: string;
  /** What stands at the end of the group's heading. */
  readonly aside?: string;
  readonly content: readonly Node[];
  readonly isHere?: boolean;
  readonly isOptional?: boolean;
}

/** A field and the rows that what is typed into it may mean. */
export interface Choosing<T> {
  readonly name: string;
  readonly label: string;
  /** The same in fewer words, where there is little room for them. */
  readonly hint?: string;
  /** What there is to choose, as a whole. */
  readonly listLabel: string;
  /** Where nothing is found. */
  readonly nothing: string;
  /** Whether a keyboard is at hand: one that is drawn on the screen would cover the list. */
  readonly focus?: boolean;
  rows(typed: string): readonly Row<T>[];
  /** Which of them is chosen at first. */
  first(rows: readonly Row<T>[], typed: string): number;
  chosen(value: T): void;
}

/** The combobox as ARIA has it: the focus stays in the field, and the arrows choose in the list. `look` looks again for what was typed. */
export function chooser<T>(page: HTMLElement, choosing: Choosing<T>): { look(): void } {
  const { name, label } = choosing;
  const field = document.createElement('input');
  field.type = 'text';
  field.placeholder = choosing.hint ?? label;
  field.autocomplete = 'off';
  field.spellcheck = false;
  field.enterKeyHint = 'go';
  field.autofocus = choosing.focus ?? true;
  const list = document.createElement('div');
  list.className = 'rows';
  list.id = `${name}-list`;
  list.role = 'listbox';
  list.ariaLabel = choosing.listLabel;
  list.tabIndex = -1;
  const count = document.createElement('p');
  count.className = 'unseen';
  count.role = 'status';
  for (const [key, value] of [
    ['role', 'combobox'],
    ['aria-label', label],
    ['aria-controls', list.id],
    ['aria-autocomplete', 'list'],
    ['aria-expanded', 'true'],
  ] as const)
    field.setAttribute(key, value);
  page.append(field, list, count);
  let rows: readonly Row<T>[] = [];
  let options: readonly HTMLElement[] = [];
  let at = 0;
  const choose = (i: number, block: ScrollLogicalPosition = 'nearest') => {
    at = Math.max(0, Math.min(rows.length - 1, i));
    for (const [j, option] of options.entries()) option.setAttribute('aria-selected', String(j === at));
    const option = options[at];
    if (option === undefined) field.removeAttribute('aria-activedescendant');
    else field.setAttribute('aria-activedescendant', option.id);
    // the first of all is seen with the heading above it
    if (at === 0) list.scrollTop = 0;
    else option?.scrollIntoView({ block });
  };
  const leave = (row: Row<T> | undefined) => {
    if (row !== undefined) choosing.chosen(row.value);
  };
  const look = () => {
    rows = choosing.rows(field.value);
    options = rows.map(optionOf);
    for (const [i, option] of options.entries()) option.addEventListener('click', () => leave(rows[i]));
    list.replaceChildren(...(rows.length === 0 ? [nothing(choosing.nothing)] : grouped(rows, options, name)));
    if (field.value.trim() === '') count.textContent = '';
    else
      count.textContent = rows.length === 0 ? choosing.nothing : `${rows.length} slide${rows.length === 1 ? '' : 's'}`;
    choose(choosing.first(rows, field.value));
  };
  field.addEventListener('input', look);
  field.addEventListener('keydown', (event) => {
    const ways: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const way = ways[event.key];
    if (way !== undefined) choose(at + way);
    else if (event.key === 'Enter') leave(rows[at]);
    else return;
    event.preventDefault();
  });
  look();
  // what is chosen is scrolled to once the list is on screen
  requestAnimationFrame(() => choose(at, 'center'));
  return {
    look: () => {
      if (field.value.trim() !== '') look();
    },
  };
}

function optionOf<T>({ id, content, isHere, isOptional }: Row<T>): HTMLElement {
  const option = document.createElement('div');
  option.className = 'row';
  option.id = id;
  option.role = 'option';
  if (isOptional) option.dataset.optional = '';
  if (isHere) option.setAttribute('aria-current', 'true');
  option.append(...content);
  return option;
}

/** The options in groups, each of which its heading names. */
function grouped<T>(rows: readonly Row<T>[], options: readonly HTMLElement[], name: string): readonly HTMLElement[] {
  const groups: HTMLElement[] = [];
  for (const [i, { group, aside }] of rows.entries()) {
    if (i === 0 || rows[i - 1]?.group !== group) {
      const element = document.createElement('div');
      groups.push(element);
      element.role = group === '' ? 'presentation' : 'group';
      if (group !== '') element.append(headingOf(element, group, aside, `${name}-group-${groups.length}`));
    }
    const option = options[i];
    if (option !== undefined) groups.at(-1)?.append(option);
  }
  return groups;
}

function headingOf(group: HTMLElement, text: string, aside: string | undefined, id: string): HTMLElement {
  const heading = document.createElement('p');
  heading.role = 'presentation';
  heading.id = id;
  heading.append(text);
  if (aside !== undefined) heading.appendChild(document.createElement('span')).textContent = aside;
  group.setAttribute('aria-labelledby', id);
  return heading;
}

function nothing(text: string): HTMLElement {
  const element = document.createElement('p');
  element.className = 'none';
  element.textContent = text;
  return element;
}
