/** How the export asks for paper: a page a slide, or a page a step. The name is none of reveal's own parameters. */
export type Paper = 'slides' | 'steps';

/** What `?x-print=…` asks for, if anything. */
export function paperIn(search: string): Paper | undefined {
  return paperNamed(new URLSearchParams(search).get('x-print'));
}

/** What this page is laid out for: nothing for a screen. */
export function paperOf(root: HTMLElement): Paper | undefined {
  return paperNamed(root.dataset.print);
}

function paperNamed(name: string | null | undefined): Paper | undefined {
  return name === 'slides' || name === 'steps' ? name : undefined;
}

/**
 * What reveal's print view leaves undone for a PDF that is a document: all but the current slide are hidden from the
 * tags and the outline, and the pages of later steps repeat ids and headings of the first.
 */
export function finishPaper(reveal: Element): void {
  reveal.removeAttribute('role');
  // Chromium tags a <figure> as a picture of its own around the one that has the words for it
  for (const figure of reveal.querySelectorAll('figure')) figure.setAttribute('role', 'group');
  const seen = new Set<string>();
  for (const section of reveal.querySelectorAll('.slides section')) {
    for (const attribute of ['hidden', 'aria-hidden', 'inert']) section.removeAttribute(attribute);
    if (section.id === '') continue;
    if (!seen.has(section.id)) {
      seen.add(section.id);
      continue;
    }
    for (const element of [section, ...section.querySelectorAll('[id]')]) element.removeAttribute('id');
    for (const heading of section.querySelectorAll('h1, h2, h3')) heading.setAttribute('role', 'paragraph');
  }
}
