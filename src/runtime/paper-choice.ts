/** The slugs of the slides that are wanted on paper, as `?x-only=title,probe` names them; undefined for all. */
export function wantedIn(search: string): ReadonlySet<string> | undefined {
  const only = new URLSearchParams(search).get('x-only');
  return only === null ? undefined : new Set(only.split(','));
}

/** Leaves the slides that are wanted, none of the others in the contents, and no link to one that is not there. */
export function leave(reveal: Element, only: ReadonlySet<string>): void {
  const isThere = (link: Element) => only.has((link.getAttribute('href') ?? '').slice(1));
  for (const section of reveal.querySelectorAll('section[id]')) if (!only.has(section.id)) section.remove();
  for (const stack of reveal.querySelectorAll('.slides > section:not([id])'))
    if (stack.querySelector('section') === null) stack.remove();
  for (const entry of reveal.querySelectorAll('.contents li li'))
    if (![...entry.querySelectorAll('a')].some(isThere)) entry.remove();
  for (const chapter of reveal.querySelectorAll('.contents .chapters > li'))
    if (chapter.querySelector('li') === null) chapter.remove();
  for (const link of reveal.querySelectorAll('a[href^="#"]')) if (!isThere(link)) link.removeAttribute('href');
}
