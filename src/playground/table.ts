import type { Table } from '../play/tables.ts';
import { made } from './dom.ts';

/** A real table, its first column heads of its rows. */
export function tableOf({ heads, rows }: Table, caption: string, isTitled = false): HTMLElement {
  const [corner = '', ...columns] = heads;
  return made(
    'div',
    { class: 'scrolls', tabindex: '0', role: 'group', 'aria-label': caption },
    made(
      'table',
      {},
      made('caption', isTitled ? { class: 'unseen' } : {}, caption),
      made(
        'thead',
        {},
        made(
          'tr',
          {},
          made(corner === '' ? 'td' : 'th', corner === '' ? {} : { scope: 'col' }, corner),
          ...columns.map((text) => made('th', { scope: 'col' }, text)),
        ),
      ),
      made(
        'tbody',
        {},
        ...rows.map(([head = '', ...cells]) =>
          made('tr', {}, made('th', { scope: 'row' }, head), ...cells.map((text) => made('td', {}, text))),
        ),
      ),
    ),
  );
}

/** What makes a table only when somebody wants to read it. */
export interface Folded {
  readonly element: HTMLDetailsElement;
  /** What it tells has changed. */
  renew(): void;
}

export function folded(summary: string, fill: () => readonly HTMLElement[]): Folded {
  const page = made('div');
  const element = made('details', { class: 'table' }, made('summary', {}, summary), page);
  const renew = () => {
    if (element.open) page.replaceChildren(...fill());
  };
  element.addEventListener('toggle', renew);
  return { element, renew };
}
