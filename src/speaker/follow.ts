import { canFollow, sectionOf, type Update } from '../runtime/live-update.ts';

/** In dev: puts what was saved into the slides of this window, with its notes. Says whether that could be done. */
export function follow(template: DocumentFragment, update: Update): boolean {
  const written = new Map(
    [...template.querySelectorAll<HTMLElement>('section[id]')].map((section) => [section.id, section]),
  );
  if (!canFollow(update, written)) return false;
  const columns = update.columns.map((column) =>
    column.flatMap(({ slug }) => {
      const fresh = update.changed[slug];
      const section = fresh === undefined ? written.get(slug) : sectionOf(`${fresh.open}${fresh.notes}</section>`);
      return section === undefined ? [] : [section];
    }),
  );
  template.replaceChildren(
    ...columns.flatMap((column) => {
      if (column.length < 2) return column;
      const stack = document.createElement('section');
      stack.append(...column);
      return [stack];
    }),
  );
  return true;
}
