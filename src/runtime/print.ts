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
