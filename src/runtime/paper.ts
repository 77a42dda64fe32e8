import { leave, wantedIn } from './paper-choice.ts';
import { drawPatterns } from './paper-patterns.ts';

/**
 * Before reveal lays out its pages: leaves what an address such as `?x-print=slides&x-only=title,probe&x-theme=dark&x-notes`
 * asks for. What it gives is called when the pages are laid out, with the promise of their pictures: it finishes them, and says on `root` that they are ready.
 */
export function paper(
  root: HTMLElement,
  reveal: Element,
  search: string,
): (pictures: Promise<unknown>) => Promise<void> {
  const asked = new URLSearchParams(search);
  const only = wantedIn(search);
  if (asked.get('x-theme') === 'dark') root.dataset.ink = 'dark';
  if (only !== undefined) leave(reveal, only);
  return async (pictures) => {
    tag(reveal);
    if (asked.has('x-notes')) await (await import('./paper-notes.ts')).layNotes(reveal);
    await Promise.all([document.fonts.ready, pictures]);
    shrink(reveal);
    drawPatterns(document);
    root.dataset.paperReady = '';
  };
}

/**
 * What reveal's print view leaves undone for a PDF that is a document: all but the current slide are hidden from the
 * tags and the outline, and the pages of later steps repeat ids and headings of the first.
 */
function tag(reveal: Element): void {
  reveal.removeAttribute('role');
  // Chromium tags a <figure> as a picture of its own around the one that has the words for it
  for (const figure of reveal.querySelectorAll('figure')) figure.setAttribute('role', 'group');
  const seen = new Set<string>();
  for (const section of reveal.querySelectorAll<HTMLElement>('.slides section')) {
    for (const attribute of ['hidden', 'aria-hidden', 'inert']) section.removeAttribute(attribute);
    if (section.id === '') continue;
    section.dataset.slug = section.id;
    if (!seen.has(section.id)) {
      seen.add(section.id);
      continue;
    }
    for (const element of [section, ...section.querySelectorAll('[id]')]) element.removeAttribute('id');
    for (const heading of section.querySelectorAll('h1, h2, h3')) heading.setAttribute('role', 'paragraph');
  }
}

/** Nobody scrolls on paper: what is larger than its page is made smaller, so that nothing of it is lost. */
function shrink(reveal: Element): void {
  for (const sheet of reveal.querySelectorAll<HTMLElement>('.pdf-page .sheet')) {
    const { clientWidth, clientHeight, scrollWidth, scrollHeight } = sheet;
    if (scrollWidth <= clientWidth && scrollHeight <= clientHeight) continue;
    // a little less, or what is rounded up breaks at the end of the page
    const scale = 0.99 * Math.min(clientWidth / scrollWidth, clientHeight / scrollHeight);
    // and no transform, after which the page would still break where it did before
    sheet.style.zoom = String(scale);
    sheet.style.width = `${clientWidth / scale}px`;
    sheet.style.height = `${clientHeight / scale}px`;
  }
}
